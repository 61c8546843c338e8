"""A file before its import: what was recognised, what it seems to mean, and its first rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Mapping as Table
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import polars as pl

from cxdata.intake import invitations, memory, refused, touchpoints
from cxdata.intake.kinds import Kind, kind
from cxdata.intake.receipt import Receipt
from cxdata.reading import Mapping, Sheet, Suggestion, read
from cxdata.reading.checking.scores import score
from cxdata.reading.meaning.suggestion import suggest
from cxdata.reading.shaped import shaped
from cxdata.store.workspace import Workspace

LOADERS: Final[Table[Kind, Callable[..., Receipt]]] = {
    "invitations": invitations.load,
    "touchpoints": touchpoints.load,
    "corrections": refused.load,
}
"""How files that need no mapping are entered: (workspace, sheet, by=name)."""


@dataclass(frozen=True)
class Plan:
    """`suggestion` is None for a template and a mended list of refusals. `remembered`: the workspace had a file with
    these headings before; `differs`: one with nearly these, and where they differ."""

    sheet: Sheet
    kind: Kind
    suggestion: Suggestion | None
    remembered: bool
    preview: pl.DataFrame
    differs: memory.Known | None = None

    @property
    def mapping(self) -> Mapping | None:
        return self.suggestion.mapping if self.suggestion else None

    @property
    def sure(self) -> bool:
        """Importable without a person."""
        return self.suggestion is None or self.suggestion.sure

    def off_scale(self, mapping: Mapping) -> dict[str, int]:
        """Numbers beyond their column's scale that this mapping takes for no answer, and how often each stands."""
        problems = self.suggestion.problems if self.suggestion else ()
        counts: list[Any] = [facts["counts"] for key, facts in problems if key == "codes_missing"]
        total: Counter[str] = Counter()
        for each in mapping.questions:
            for column in counts:
                for cell, n in column.get(each.column, {}).items():
                    number = score(cell)
                    if cell in each.missing and number is not None and not each.low <= number <= each.high:
                        total[cell] += n
        return dict(total.most_common())


def check(
    source: bytes | str | Path | BinaryIO,
    name: str | None = None,
    *,
    workspace: Workspace | None = None,
    folder: Path | None = None,
    **decisions: Any,
) -> Plan:
    """Reads a file and proposes a mapping, that of the same headings in the workspace first. Raises FileRefused."""
    sheet = shaped(read(source, name, folder=folder, **decisions), folder)
    found: Kind = "corrections" if refused.places(sheet.headings) else kind(sheet)
    known = memory.remembered(workspace, sheet.headings) if found == "answers" else None
    before = [known.mapping] if known else []
    suggestion = suggest(sheet, before) if found == "answers" else None
    same = known is not None and known.same
    return Plan(sheet, found, suggestion, same, sheet.head(), None if same else known)
