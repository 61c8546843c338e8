"""What the cells of a file were taken to mean, kept with the import and said wherever it is shown."""

from __future__ import annotations

from typing import Any, Final

from cxdata.reading import Mapping, Question, Sheet
from cxdata.text import Text

Assumption = tuple[str, dict[str, Any]]
"""`assumed.<key>` in the catalogue, filled with the facts; those that came with the sheet are `problems.<key>`."""

_CODES: Final = 6


def assumed(sheet: Sheet, mapping: Mapping) -> tuple[Assumption, ...]:
    """What was decided about a sheet, the mapping's order of dates included."""
    found: list[Assumption] = [(f"problems.{key}", dict(facts)) for key, facts in sheet.problems]
    found += _dates(mapping)
    found += [("question", _question(question)) for question in mapping.questions]
    return tuple(found)


def _dates(mapping: Mapping) -> list[Assumption]:
    if mapping.at:
        several = mapping.date_order not in ("", "ymd")
        facts = {"column": mapping.at, **({"order": mapping.date_order} if several else {})}
        zone: list[Assumption] = [("zone", {"zone": mapping.zone})] if mapping.zone else []
        return [("order" if several else "dates", facts), *zone]
    if mapping.date is None:
        return []
    if mapping.until is None:
        return [("day", {"day": mapping.date.isoformat()})]
    return [("period", {"start": mapping.date.isoformat(), "end": mapping.until.isoformat()})]


def _question(question: Question) -> dict[str, Any]:
    return {
        "column": question.column,
        "metric": question.metric,
        "low": question.low,
        "high": question.high,
        "direction": question.direction,
        "missing": list(question.missing),
        "touchpoint": question.touchpoint,
        "since": question.since.isoformat() if question.since else "",
        "until": question.until.isoformat() if question.until else "",
    }


def said(assumptions: tuple[Assumption, ...], text: Text) -> list[str]:
    """Each of them in a sentence; unknown ones are passed over."""
    found = []
    for key, facts in assumptions:
        if key == "question":
            found.append(_asked(facts, text))
        elif key.startswith("problems."):
            found += [text(key, **facts)] if text.has(key) else []
        else:
            found.append(text(f"assumed.{key}", **_worded(key, facts, text)))
    return found


def _worded(key: str, facts: dict[str, Any], text: Text) -> dict[str, Any]:
    if key == "order":
        return {**facts, "order": text(f"upload.order.{facts['order']}")}
    return facts


def _asked(facts: dict[str, Any], text: Text) -> str:
    """ "“NPS”: NPS, from 0 to 10; 99 means no answer." """
    said = text("assumed.question", **{**facts, "metric": text(f"metric.{facts['metric']}")})
    more = [text("assumed.down")] if facts["direction"] == "down" else []
    more += [text("assumed.about", touchpoint=facts["touchpoint"])] if facts["touchpoint"] else []
    more += [text(f"assumed.{name}", day=facts[name]) for name in ("since", "until") if facts[name]]
    codes = facts["missing"]
    if codes:
        shown = ", ".join(codes[:_CODES]) + (", …" if len(codes) > _CODES else "")
        more.append(text("assumed.missing", codes=shown))
    whole = "; ".join([said, *more])
    return whole if whole.endswith(".") else f"{whole}."
