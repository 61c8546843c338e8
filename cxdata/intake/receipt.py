"""What an import did, row by row accounted for, and the list of what it refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

import polars as pl

from cxdata.intake.assumed import Assumption
from cxdata.reading.mapping import DateOrder
from cxdata.store.workspace import Workspace

_COUNTS = ("rows", "loaded", "updated", "duplicates", "rejected")
REJECTS = ("line", "whole", "column", "value", "reason")


@dataclass(frozen=True, slots=True)
class Receipt:
    """rows = loaded + updated + duplicates + rejected, always.

    `cells_refused` counts unreadable cells of rows that were loaded; `reasons` counts rejected rows and refused cells
    by reason. `repeated`: these bytes with this mapping were here already (as `import_id`), and nothing changed.
    `masked` comments and `labels_masked` values of other columns held personal data: `hidden`, pieces by kind.
    `private`: columns that say who somebody is, left out, by kind; `customer`: the column kept as a keyed hash.
    `corrects`: the import whose refused cells these corrections mend; then a row is a correction. `wording` of its
    questions and `date_order` are as decided; `read`: how the file was read, see `origin.of`; `assumed`: what else.
    `off_scale`: values beyond their column's scale that were taken for no answer, with how often each stood there.
    `attributes`: columns with too many values to filter by; `left_out`: further columns that the mapping does not use.
    """

    file: str
    import_id: int
    kind: str = "answers"
    rows: int = 0
    loaded: int = 0
    updated: int = 0
    duplicates: int = 0
    rejected: int = 0
    cells_refused: int = 0
    answers: int = 0
    comments: int = 0
    masked: int = 0
    labels_masked: int = 0
    hidden: Mapping[str, int] = field(default_factory=dict)
    private: Mapping[str, str] = field(default_factory=dict)
    customer: str = ""
    reasons: Mapping[str, int] = field(default_factory=dict)
    repeated: bool = False
    replaced: int | None = None
    attributes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    read: Mapping[str, str | int | float] = field(default_factory=dict)
    wording: tuple[str, ...] = ()
    off_scale: Mapping[str, int] = field(default_factory=dict)
    date_order: DateOrder = ""
    assumed: tuple[Assumption, ...] = ()
    corrects: int | None = None

    def __post_init__(self) -> None:
        if self.rows != self.loaded + self.updated + self.duplicates + self.rejected:
            raise ArithmeticError(f"rows do not add up: {self}")

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def of_json(cls, written: str) -> Receipt:
        """What an earlier version told and this one does not is passed over."""
        found: dict[str, Any] = json.loads(written)
        known = {each.name for each in fields(cls)}
        values: dict[str, Any] = {
            name: tuple(v) if isinstance(v, list) else v for name, v in found.items() if name in known
        }
        values["assumed"] = tuple((key, facts) for key, facts in values.get("assumed", ()))
        return cls(**values)

    def again(self) -> Receipt:
        """The receipt of the same bytes with the same mapping, given a second time."""
        whole = self.rejected
        return replace(
            self,
            loaded=0,
            updated=0,
            duplicates=self.rows - whole,
            cells_refused=0,
            answers=0,
            comments=0,
            masked=0,
            labels_masked=0,
            hidden={},
            repeated=True,
            replaced=None,
        )


def rejects(workspace: Workspace, import_id: int) -> pl.DataFrame:
    """line, whole (the row gave nothing), column, value, reason (a key) of what nobody has corrected, in file order."""
    with workspace.connect() as connection:
        found: pl.DataFrame = connection.sql(
            'SELECT line, whole, "column", value, reason FROM rejects WHERE import = $number AND mended IS NULL '
            "ORDER BY rowid",
            params={"number": import_id},
        ).pl()
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """An import with its corrections. `listed` entries were refused, `mended` of them are in by now.

    `counts`: rows, loaded, updated, duplicates, rejected, as they are over both.
    """

    counts: Mapping[str, int]
    listed: int
    mended: int


def standing(workspace: Workspace, receipt: Receipt) -> Standing:
    """How the account of an import stands after what was corrected of it."""
    if not receipt.rejected and not receipt.cells_refused:
        return Standing({name: getattr(receipt, name) for name in _COUNTS}, 0, 0)
    with workspace.connect() as connection:
        listed, mended, loaded, gone = connection.sql(
            "SELECT count(*), count(mended), count(DISTINCT r.line) FILTER (whole AND mended IS NOT NULL AND held "
            "IS NOT NULL), count(DISTINCT r.line) FILTER (whole AND mended IS NOT NULL AND held IS NULL) "
            "FROM rejects AS r LEFT JOIN kept AS k ON k.import = r.import AND k.line = r.line WHERE r.import = $number",
            params={"number": receipt.import_id},
        ).fetchall()[0]
    counts = {name: getattr(receipt, name) for name in _COUNTS}
    counts["loaded"] += loaded
    counts["duplicates"] += gone
    counts["rejected"] -= loaded + gone
    return Standing(counts, int(listed), int(mended))
