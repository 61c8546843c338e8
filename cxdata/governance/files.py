"""Uploaded tables of governance, read back from what people wrote in a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from cxdata.errors import FileRefused
from cxdata.governance.checking import broken, typed
from cxdata.governance.known import NOTHING, Known
from cxdata.governance.rules import same
from cxdata.governance.spec import Column, Problem, Table
from cxdata.governance.values import cells, folded, spellings
from cxdata.text import LANGS

MOST = 50_000
"""Rows that an upload may have."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A cell for which its row was left out: line as a spreadsheet shows it, heading, text, and `errors.<reason>`."""

    line: int
    column: str
    value: str
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Upload:
    """Rows of a file that hold (the table's columns), the line of each, what was left out, and headings not used.

    `headings`: column of the table -> heading in the file.
    """

    rows: pl.DataFrame
    lines: tuple[int, ...]
    rejects: tuple[Reject, ...]
    unused: tuple[str, ...]
    headings: Mapping[str, str]

    @property
    def rejected(self) -> int:
        """Rows left out."""
        return len({reject.line for reject in self.rejects})

    @property
    def table(self) -> pl.DataFrame:
        """line, column, value, reason of every reject."""
        return pl.DataFrame(
            [(r.line, r.column, r.value, r.reason) for r in self.rejects],
            schema={"line": pl.Int64(), "column": pl.String(), "value": pl.String(), "reason": pl.String()},
            orient="row",
        )


def parsed(
    table: Table,
    frame: pl.DataFrame,
    headings: Sequence[str] | None = None,
    lines: Sequence[int] | None = None,
    known: Known = NOTHING,
) -> Upload:
    """The rows of an uploaded table of texts, its columns found by their headings in either language.

    `headings` name the frame's columns (default: its own names); `lines` are the rows' lines in the file (default:
    from 2). A row with any cell that cannot be read or does not hold is left out whole: a missing last day would be
    taken for "until further notice". Of rows that say the same, the first stays. Raises FileRefused where a needed
    column is missing or where there are more than MOST rows.
    """
    if len(frame) > MOST:
        raise FileRefused("governance_rows", rows=len(frame), most=MOST)
    headings = list(headings if headings is not None else frame.columns)
    lines = lines if lines is not None else range(2, len(frame) + 2)
    places = _places(table, headings)
    named = pl.DataFrame([frame[:, at].alias(name) for name, at in places.items()])
    entries, problems = typed(table, named, known)
    bad = {problem.row for problem in problems}
    entries = [entry for entry in entries if entry.at not in bad]
    while found := _first_to_go(broken(table, entries, known)):
        problems += found
        gone = {problem.row for problem in found}
        entries = [entry for entry in entries if entry.at not in gone]
    texts = {name: cells(named[name]) for name in named.columns}
    rejects = [_reject(problem, lines, headings, places, texts) for problem in sorted(problems, key=lambda p: p.row)]
    return Upload(
        pl.DataFrame([entry.row for entry in entries], schema={c.name: c.dtype for c in table.columns}, orient="row"),
        tuple(int(lines[entry.at]) for entry in entries),
        tuple(rejects),
        tuple(heading for at, heading in enumerate(headings) if at not in places.values()),
        {name: headings[at] for name, at in places.items()},
    )


def _first_to_go(problems: Sequence[Problem]) -> list[Problem]:
    """Problems of single rows; when there are none, those of all but the first of rows that contradict each other."""
    alone = [problem for problem in problems if "other" not in problem.facts]
    return alone or [problem for problem in problems if problem.row >= int(str(problem.facts["other"]))]


def _reject(
    problem: Problem,
    lines: Sequence[int],
    headings: Sequence[str],
    places: Mapping[str, int],
    texts: Mapping[str, list[object]],
) -> Reject:
    at = places.get(problem.column)
    value = texts[problem.column][problem.row] if at is not None else None
    facts = dict(problem.facts)
    if "other" in facts:
        facts["other"] = int(lines[int(str(facts["other"])) - 1])
    heading = headings[at] if at is not None else problem.column
    return Reject(int(lines[problem.row]), heading, "" if value is None else str(value), problem.key, facts)


def _places(table: Table, headings: Sequence[str]) -> dict[str, int]:
    """Column -> place of its heading; a heading that is a column's proper name goes before one that is another's too.

    Raises FileRefused for the first needed column without a heading.
    """
    words = [folded(heading) for heading in headings]
    found: dict[str, int] = {}
    for spelt in (_proper, _also):
        for column in table.columns:
            if column.name not in found:
                allowed = {folded(word) for word in spelt(table, column)}
                at = next((i for i, word in enumerate(words) if word in allowed and i not in found.values()), None)
                if at is not None:
                    found[column.name] = at
    for column in table.columns:
        if column.required and column.name not in found:
            spoken = {f"heading_{lang}": table.heading(column.name, lang) for lang in LANGS}
            raise FileRefused("governance_headings", found=", ".join(headings) or "–", **spoken)
    return found


def _proper(table: Table, column: Column) -> list[str]:
    return [table.heading(column.name, lang) for lang in LANGS]


def _also(table: Table, column: Column) -> list[str]:
    return [column.name, *spellings(f"governance_also.{table.name}.{column.name}")]


def together(table: Table, held: pl.DataFrame, uploaded: pl.DataFrame, replace: bool = False) -> pl.DataFrame:
    """The whole table to save after an upload: uploaded rows update those with the same key, the others are added.

    With `replace`, rows of `held` that the upload does not mention go; otherwise they stay as they are.
    """
    ids = {same(row, table.key): row["id"] for row in held.iter_rows(named=True)}
    rows = []
    for row in uploaded.iter_rows(named=True):
        rows.append({"id": ids.pop(same(row, table.key), None), **row})
    mentioned = {row["id"] for row in rows}
    kept = [] if replace else [row for row in held.iter_rows(named=True) if row["id"] not in mentioned]
    return pl.DataFrame([*kept, *rows], schema=table.schema, orient="row")
