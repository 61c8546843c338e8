"""A mapping written as TOML that a person can edit, and read back with every mistake named."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cxdata.errors import MappingRefused
from cxdata.reading.mapping import ORDERS, Mapping, Question
from cxdata.schema import METRICS

_READ: dict[str, type] = {
    "encoding": str,
    "separator": str,
    "quote": str,
    "header_rows": int,
    "skip": int,
    "after": int,
    "sheet": str,
    "tool": str,
}

_SECTIONS = ("read", "response", "measure", "dimensions", "comments", "names", "ignore")
_RESPONSE = ("id", "at", "date_order", "date", "until", "zone", "weight", "customer")
_MEASURE = ("column", "metric", "low", "high", "direction", "missing", "words", "touchpoint")
_CUTS = ("positive_from", "negative_to")
_SPAN = ("since", "until")


def written(mapping: Mapping) -> str:
    """The mapping as TOML: what is empty is there to be filled in."""
    lines = [_noted("[read]", "what reading decided, or must obey; every key may go")]
    lines += [f"{key} = {_toml(value)}" for key, value in mapping.read.items()]
    lines += ["", "[response]"]
    lines += [f"id = {_toml(mapping.id)}", f"at = {_toml(mapping.at)}"]
    lines += [_noted(f"date_order = {_toml(mapping.date_order)}", " | ".join(ORDERS[1:]))]
    if mapping.date:
        lines += [f"date = {mapping.date.isoformat()}"]
    elif not mapping.at:
        lines += [_noted("# date = 2026-05-01", "the day of a file without dates, or the first of its period")]
    if mapping.until:
        lines += [_noted(f"until = {mapping.until.isoformat()}", "the period's last day")]
    elif not mapping.at:
        lines += [_noted("# until = 2026-05-31", "the period's last day")]
    if mapping.zone:
        lines += [_noted(f"zone = {_toml(mapping.zone)}", "of times that name none")]
    lines += [f"weight = {_toml(mapping.weight)}", f"customer = {_toml(mapping.customer)}"]
    for question in mapping.questions:
        lines += ["", "[[measure]]", *_measure(question)]
    lines += ["", _noted("[dimensions]", "ours = theirs; a further name becomes a dimension")]
    lines += [f"{_key(name)} = {_toml(heading)}" for name, heading in mapping.dimensions.items()]
    lines += ["", "[comments]", f"column = {_toml(_one_or_list(mapping.comments))}"]
    lines += ["", _noted("[names]", "people's names in these columns are masked in comments")]
    lines += [f"columns = {_toml(mapping.names)}"]
    lines += ["", "[ignore]", f"columns = {_toml(mapping.ignored)}"]
    return "\n".join(lines) + "\n"


def _measure(question: Question) -> list[str]:
    lines = [
        f"column = {_toml(question.column)}",
        _noted(f"metric = {_toml(question.metric)}", "nps | csat | ces"),
        f"low = {question.low}",
        f"high = {question.high}",
        _noted(f"direction = {_toml(question.direction)}", "up: high is good; down: low is good"),
        f"missing = {_toml(question.missing)}",
    ]
    if question.words:
        pairs = ", ".join(f"{_key(label)} = {score}" for label, score in question.words.items())
        lines.append(f"words = {{ {pairs} }}")
    lines.append(_noted(f"touchpoint = {_toml(question.touchpoint)}", "empty: the row's own, or the relationship"))
    lines += [f"{key} = {cut}" for key in _CUTS if (cut := getattr(question, key)) is not None]
    lines += [f"{key} = {day.isoformat()}" for key in _SPAN if (day := getattr(question, key)) is not None]
    return lines


def _noted(line: str, note: str) -> str:
    return f"{line:<28} # {note}"


def _one_or_list(headings: tuple[str, ...]) -> str | tuple[str, ...]:
    return "" if not headings else headings[0] if len(headings) == 1 and headings[0] else headings


def _toml(value: str | int | Iterable[str]) -> str:
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    shown = (escapes.get(c) or (f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) == 127 else c) for c in value)
    return '"' + "".join(shown) + '"'


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else _toml(name)


def read_back(text: str) -> Mapping:
    """The mapping that a TOML text describes; raises MappingRefused naming the key, what was found and expected."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise MappingRefused("toml_broken", found=str(problem)) from problem
    _known("", tree, _SECTIONS)
    read, response = _table(tree, "read"), _table(tree, "response")
    _known("read", read, _READ)
    _known("response", response, _RESPONSE)
    measures = tree.get("measure", [])
    if not isinstance(measures, list) or not all(isinstance(each, dict) for each in measures):
        raise _wrong("toml_measures", "measure", measures)
    dimensions = _table(tree, "dimensions")
    questions = tuple(_question(f"measure[{i}]", each) for i, each in enumerate(measures, 1))
    _apart(questions)
    day, until = (_date(f"response.{key}", response.get(key)) for key in ("date", "until"))
    if until and (day is None or day > until):
        raise MappingRefused("toml_period", name="response", found=f"{day or '?'}..{until}")
    return Mapping(
        read={key: _typed(f"read.{key}", value, _READ[key]) for key, value in read.items()},
        **{key: _text(f"response.{key}", response.get(key, "")) for key in ("id", "at", "weight", "customer")},
        date_order=_choice("response.date_order", response.get("date_order", ""), ORDERS),  # type: ignore[arg-type]
        date=day,
        until=until,
        zone=_zone(response.get("zone", "")),
        questions=questions,
        dimensions={name: _text(f"dimensions.{name}", heading) for name, heading in dimensions.items()},
        comments=_headings(tree, "comments", "column"),
        names=_headings(tree, "names", "columns"),
        ignored=_headings(tree, "ignore", "columns"),
    )


def _question(where: str, table: dict[str, Any]) -> Question:
    _known(where, table, (*_MEASURE, *_CUTS, *_SPAN))
    for key in ("column", "metric", "low", "high"):
        if key not in table:
            raise MappingRefused("toml_missing", name=f"{where}.{key}")
    low, high = _whole(f"{where}.low", table["low"]), _whole(f"{where}.high", table["high"])
    if low >= high:
        raise MappingRefused("toml_scale", name=where, found=f"{low}..{high}")
    since, until = (_date(f"{where}.{key}", table.get(key)) for key in _SPAN)
    if since and until and since > until:
        raise MappingRefused("toml_period", name=where, found=f"{since}..{until}")
    words = table.get("words", {})
    if not isinstance(words, dict):
        raise _wrong("toml_table", f"{where}.words", words)
    return Question(
        column=_text(f"{where}.column", table["column"]),
        metric=_choice(f"{where}.metric", table["metric"], METRICS),  # type: ignore[arg-type]
        low=low,
        high=high,
        direction=_choice(f"{where}.direction", table.get("direction", "up"), ("up", "down")),  # type: ignore[arg-type]
        missing=_texts(f"{where}.missing", table.get("missing", [])),
        words={label: _whole(f"{where}.words.{label}", score) for label, score in words.items()},
        touchpoint=_text(f"{where}.touchpoint", table.get("touchpoint", "")),
        **{key: _whole(f"{where}.{key}", table[key]) if key in table else None for key in _CUTS},
        since=since,
        until=until,
    )


def _apart(questions: tuple[Question, ...]) -> None:
    """Raises MappingRefused where two questions of one metric read the same cells."""
    for place, one in enumerate(questions):
        for other in questions[:place]:
            if (one.column, one.metric) == (other.column, other.metric) and one.meets(other):
                raise MappingRefused("toml_twice", column=one.column)


def _wrong(problem: str, key: str, found: object, **facts: object) -> MappingRefused:
    return MappingRefused(problem, name=key, found=found if isinstance(found, str) else repr(found), **facts)


def _known(where: str, table: dict[str, Any], expected: Iterable[str]) -> None:
    for key in table:
        if key not in expected:
            full = f"{where}.{key}" if where else key
            raise MappingRefused("toml_key", name=full, expected=", ".join(expected))


def _table(tree: dict[str, Any], key: str) -> dict[str, Any]:
    found = tree.get(key, {})
    if not isinstance(found, dict):
        raise _wrong("toml_table", key, found)
    return found


def _headings(tree: dict[str, Any], section: str, key: str) -> tuple[str, ...]:
    table = _table(tree, section)
    _known(section, table, (key,))
    found = table.get(key, [])
    headings = _texts(f"{section}.{key}", [found] if isinstance(found, str) else found)
    return tuple(heading for heading in headings if heading)


def _typed(key: str, found: object, kind: type) -> str | int:
    return _text(key, found) if kind is str else _whole(key, found)


def _text(key: str, found: object) -> str:
    if not isinstance(found, str):
        raise _wrong("toml_text", key, found)
    return found


def _texts(key: str, found: object) -> tuple[str, ...]:
    """A list of texts; numbers in it are taken as they are written."""
    if not isinstance(found, list):
        raise _wrong("toml_list", key, found)
    return tuple(str(item) if type(item) is int else _text(key, item) for item in found)


def _whole(key: str, found: object) -> int:
    if isinstance(found, bool) or not isinstance(found, (int, float)) or not float(found).is_integer():
        raise _wrong("toml_number", key, found)
    return int(found)


def _choice(key: str, found: object, expected: tuple[str, ...]) -> str:
    if found not in expected:
        raise _wrong("toml_choice", key, found, expected=", ".join(each for each in expected if each))
    return str(found)


def _date(key: str, found: object) -> date | None:
    if found is None or (isinstance(found, date) and not isinstance(found, datetime)):
        return found
    try:
        return date.fromisoformat(str(found))
    except ValueError:
        raise _wrong("toml_date", key, found) from None


def _zone(found: object) -> str:
    name = _text("response.zone", found)
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError):
        raise _wrong("toml_zone", "response.zone", name) from None
