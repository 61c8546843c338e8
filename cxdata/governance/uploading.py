"""From an uploaded table to the workspace, with an account of every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced

import polars as pl

from cxdata.governance.files import Reject, parsed, together
from cxdata.governance.records import Refused, Saved, held, names, save
from cxdata.governance.spec import Problem, Table
from cxdata.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Loaded:
    """`rows` = loaded rows + rejected ones; `saved` says what the loaded ones changed. `unused`: headings of no use."""

    rows: int
    loaded: int
    rejects: tuple[Reject, ...]
    unused: tuple[str, ...]
    saved: Saved

    @property
    def rejected(self) -> int:
        return self.rows - self.loaded


def load(
    workspace: Workspace,
    table: Table,
    frame: pl.DataFrame,
    headings: Sequence[str] | None = None,
    lines: Sequence[int] | None = None,
    *,
    by: str = "",
    replace: bool = False,
) -> Loaded:
    """Saves the rows of an uploaded table of texts that hold; the others come back with line and reason.

    Rows with a key that the table has already update it. With `replace`, rows that the file does not mention are
    deleted. Wholly blank rows do not count. Raises FileRefused for a file without the needed columns and what `save`
    raises, except that rows which contradict others of the table are rejected rather than refused together.
    """
    upload = parsed(table, frame, headings, lines, names(workspace, table))
    whole = len(upload.rows) + upload.rejected
    rows, places, rejects = upload.rows, list(upload.lines), list(upload.rejects)
    while True:
        present = held(workspace, table)
        combined = together(table, present.rows, rows, replace)
        first = len(combined) - len(rows)
        try:
            saved = save(workspace, table, combined, by=by, base_version=present.version)
        except Refused as refused:
            problems = [
                replaced(problem, row=problem.row - first) for problem in refused.problems if problem.row >= first
            ]
            if not problems:
                raise
            rejects += [_reject(problem, rows, places, upload.headings) for problem in problems]
            gone = {problem.row for problem in problems}
            kept = [at for at in range(len(rows)) if at not in gone]
            rows, places = rows[kept], [places[at] for at in kept]
            continue
        return Loaded(whole, len(rows), tuple(sorted(rejects, key=lambda r: r.line)), upload.unused, saved)


def _reject(problem: Problem, rows: pl.DataFrame, lines: Sequence[int], headings: Mapping[str, str]) -> Reject:
    """A row of the file that goes against another; within the file that was settled, so the other is the table's."""
    value = rows[problem.column][problem.row]
    against = problem.key in ("governance_overlap", "governance_duplicate")
    return Reject(
        lines[problem.row],
        headings.get(problem.column, problem.column),
        "" if value is None else str(value),
        "governance_contradicts" if against else problem.key,
        {name: fact for name, fact in problem.facts.items() if name != "other" or not against},
    )
