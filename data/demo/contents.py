"""The mapping beside each survey file, and the list of all files in the order of their import."""

import json
from pathlib import Path

from data.demo import council, governance, journey, surveys, volumes
from data.demo.edition import Edition


def write_contents(edition: Edition) -> None:
    """One mapping (TOML) for each survey file, and contents.toml."""
    surveyed = [*surveys.SHAPES, surveys.LATEST, surveys.RELATIONSHIP]
    for name, (_, _, encoding, separator, order) in surveys.SHAPES.items():
        read: dict[str, str | int] = {"encoding": edition.word(encoding), "separator": separator, "header_rows": 1}
        _save(edition.path(name), _touchpoint_mapping(read, order, edition))
    read = {"sheet": edition.word(surveys.SHEET), "header_rows": 1}
    _save(edition.path(surveys.LATEST), _touchpoint_mapping(read, "ymd", edition))
    _save(edition.path(surveys.RELATIONSHIP), _relationship_mapping(edition))
    company = journey.truths()["company"]
    lines = ["# Files in the order of their import. Kinds: answers, invitations, members, or a table of governance."]
    lines += [f"company = {_quoted(edition.word(company['name']))}", f"as_of = {company['as_of']}"]
    lines.append(f"language = {_quoted(edition.lang)}")
    kinds = [(name, "answers") for name in surveyed]
    kinds += [(volumes.CONTACTS, "members"), (volumes.INVITATIONS, "invitations")]
    tables = {
        governance.DEPARTMENTS: "departments",
        council.PEOPLE: "people",
        council.ROLES: "cx_roles",
        governance.OWNERSHIP: "ownership",
        council.VISION: "vision",
        governance.GOALS: "goals",
        council.MEETINGS: "meetings",
        council.ATTENDANCE: "attendance",
        governance.DECISIONS: "decisions",
        governance.INITIATIVES: "initiatives",
        council.ACTIONS: "actions",
        governance.EVENTS: "events",
    }
    for name, kind in [*kinds, *((name, "governance") for name in tables)]:
        path = edition.path(name)
        lines += ["", "[[file]]", f"kind = {_quoted(kind)}", f"file = {_quoted(path.name)}"]
        if kind == "answers":
            lines.append(f"mapping = {_quoted(path.with_suffix('.toml').name)}")
        if kind == "governance":
            lines.append(f"table = {_quoted(tables[name])}")
    (edition.folder / "contents.toml").write_bytes(("\n".join(lines) + "\n").encode())


def _save(survey: Path, lines: list[str]) -> None:
    survey.with_suffix(".toml").write_bytes(("\n".join(lines) + "\n").encode())


def _touchpoint_mapping(read: dict[str, str | int], order: str, edition: Edition) -> list[str]:
    words = _headings(edition)
    return [
        *_table("read", read),
        *_table("response", {"id": words["id"], "at": words["at"], "date_order": order, "customer": words["customer"]}),
        *_measure(words["nps"], "nps", 0, 10),
        *_measure(words["csat"], "csat", 1, 5),
        *_measure(words["ces"], "ces", 1, 7),
        *_table(
            "dimensions",
            {name: words[name] for name in ("touchpoint", "channel", "department", "segment", "region")}
            | {words["line"]: words["line"]},
        ),
        *_table("comments", {"column": words["comment"]}),
    ]


def _relationship_mapping(edition: Edition) -> list[str]:
    words, word = _headings(edition), edition.word
    response = {"id": word(surveys.RELATIONSHIP_ID), "at": word(surveys.RELATIONSHIP_AT)}
    lines = _table("response", response | {"date_order": "ymd", "customer": words["customer"]})
    lines += _measure(words["nps"], "nps", 0, 10) + _measure(word(surveys.RELATIONSHIP_CSAT), "csat", 1, 5)
    for name in map(word, journey.truths()["drivers"]):
        lines += _measure(word(surveys.RATING) + name, "csat", 1, 5, name)
    lines += _table(
        "dimensions", {name: words[name] for name in ("segment", "region")} | {words["line"]: words["line"]}
    )
    return lines + _table("comments", {"column": words["comment"]})


def _headings(edition: Edition) -> dict[str, str]:
    return {name: edition.word(heading) for name, heading in surveys.HEADINGS.items()}


def _measure(column: str, metric: str, low: int, high: int, touchpoint: str = "") -> list[str]:
    values: dict[str, str | int] = {"column": column, "metric": metric, "low": low, "high": high, "direction": "up"}
    return _table("[measure]", values | ({"touchpoint": touchpoint} if touchpoint else {}))


def _table(name: str, values: dict[str, str] | dict[str, str | int]) -> list[str]:
    keys = {key: key if key.isascii() and key.isidentifier() else _quoted(key) for key in values}
    body = [f"{keys[key]} = {value if isinstance(value, int) else _quoted(value)}" for key, value in values.items()]
    return [f"[{name}]", *body, ""]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
