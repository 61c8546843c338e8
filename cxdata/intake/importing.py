"""One file of answers into a workspace: staged, masked, loaded and receipted in one transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import polars as pl

from cxdata.errors import MappingRefused, WorkspaceRefused
from cxdata.intake import ledger, origin, personal
from cxdata.intake.assumed import assumed
from cxdata.intake.kept import keep
from cxdata.intake.ledger import Earlier
from cxdata.intake.memory import remember
from cxdata.intake.personal import Masked
from cxdata.intake.receipt import Receipt
from cxdata.reading import Mapping, Question, Sheet
from cxdata.reading.checking.scores import trimmed
from cxdata.reading.checking.staging import Staged, stage
from cxdata.reading.meaning.dates import dated
from cxdata.reading.meaning.personal import kinds
from cxdata.reading.sheet import ALONE
from cxdata.schema import Measure, cuts
from cxdata.store import connection as duck
from cxdata.store import load as store_load
from cxdata.store import undo as store_undo
from cxdata.store.load import Incoming
from cxdata.store.workspace import ZONE, Connection, Workspace


def load(
    workspace: Workspace,
    sheet: Sheet,
    mapping: Mapping,
    *,
    by: str = "",
    replace: bool = False,
    masked: bool = True,
    names: Iterable[str] = (),
) -> Receipt:
    """Imports a sheet, all of it or nothing; the workspace is made where there is none.

    The same bytes with the same mapping change nothing, unless another file has changed their responses since: then
    they update these. With another mapping they raise MappingRefused ("other_mapping") unless `replace`: then the
    earlier imports of these bytes are undone in the same transaction. A sheet without rows raises FileRefused. `names`
    are masked in comments beside those of the mapping's name columns. The file is staged before the workspace is held.
    """
    work, zone = _Import(ledger.filled(sheet), mapping, by, replace, masked), ZONE
    if workspace.readonly:
        raise WorkspaceRefused("workspace_readonly", name=workspace.name)
    if workspace.exists:
        with workspace.connect() as connection:
            zone = zone_of(connection)
            known = work.repeated(connection, ledger.earlier(connection, sheet.digest))
        if known:
            return known
    connection = duck.opened(workspace.scratch, [workspace.path.parent, sheet.path.parent])
    try:
        decided = _dated(connection, sheet, mapping)
        staged = stage(connection, sheet, decided, zone)
        hidden = personal.mask(connection, sheet, mapping, names) if masked else Masked()
        ledger.made(workspace)
        with workspace.attached(connection, write=True):
            connection.execute("BEGIN")
            earlier = ledger.earlier(connection, sheet.digest)
            receipt = work.repeated(connection, earlier) or work.done(connection, staged, earlier, hidden, decided)
            connection.execute("COMMIT")
    finally:
        connection.close()
    return receipt


def zone_of(connection: Connection) -> str:
    """The zone in which the workspace's days are cut."""
    rows = connection.sql("SELECT value FROM settings WHERE name = 'zone'").fetchall()
    return str(rows[0][0]) if rows else ZONE


def _dated(connection: Connection, sheet: Sheet, mapping: Mapping) -> Mapping:
    """The mapping with its date order decided. Raises MappingRefused where the file allows two."""
    if not mapping.at or mapping.date_order or mapping.at not in sheet.headings:
        return mapping
    found = dated(connection, sheet.relation(), f"c{sheet.headings.index(mapping.at)}")
    if found.open:
        raise MappingRefused("date_order_open", column=mapping.at)
    return dataclasses.replace(mapping, date_order=found.order)


def incoming(staged: Staged) -> Incoming:
    """The staged rows as the store takes them: each question with its measure."""
    return Incoming(
        tuple(_measure(question, words) for question, words in zip(staged.questions, staged.wording, strict=True)),
        tuple(question.positive_from is not None for question in staged.questions),
        tuple(trimmed(question.touchpoint) for question in staged.questions),
        staged.dimensions,
        staged.comments,
    )


def _measure(question: Question, words: str) -> Measure:
    up = question.direction == "up"
    positive, negative = cuts(question.metric, question.low, question.high, up)
    return Measure(
        question.metric,
        question.low,
        question.high,
        up,
        positive if question.positive_from is None else question.positive_from,
        negative if question.negative_to is None else question.negative_to,
        trimmed(words),
    )


def _same(written: str, other: Mapping) -> bool:
    """Whether two mappings mean the same; how the file was read is no part of that, nor an order left to be found."""
    try:
        one = Mapping.of_toml(written)
    except MappingRefused:  # a template's import has none
        return False
    if one.date_order != other.date_order and one.date_order and other.date_order:
        return False
    return dataclasses.replace(one, read={}, date_order="") == dataclasses.replace(other, read={}, date_order="")


@dataclass(frozen=True, slots=True)
class _Import:
    sheet: Sheet
    mapping: Mapping
    by: str
    replacing: bool
    masked: bool

    def repeated(self, connection: Connection, earlier: Earlier | None) -> Receipt | None:
        """The receipt where these bytes are here as they are. Raises where they are here with another mapping."""
        if earlier is None:
            return None
        if _same(earlier.mapping, self.mapping):
            return None if ledger.overtaken(connection, earlier.number) else earlier.receipt.again()
        if not self.replacing:
            raise MappingRefused("other_mapping", file=self.sheet.name, number=earlier.number)
        return None

    def done(
        self, connection: Connection, staged: Staged, earlier: Earlier | None, hidden: Masked, decided: Mapping
    ) -> Receipt:
        """Everything that one transaction writes; `decided`: the mapping with its order of dates."""
        number = ledger.next_number(connection)
        replaced = earlier if earlier and not _same(earlier.mapping, self.mapping) else None
        if replaced:
            self._undone(connection, number)
        loaded = store_load.load(connection, number, incoming(staged))
        for of, rows in loaded.rows.repeats.items():
            connection.execute(f"INSERT INTO repeats VALUES ({number}, {of}, {rows})")
        some_left = bool(loaded.rows.duplicates or loaded.rows.superseded)
        refused = _refused(connection, self.sheet, self.mapping, some_left)
        hide = hidden.names if self.masked else None
        ledger.list_rejects(connection, number, self.sheet, refused, hide)
        keep(connection, number, self.sheet, staged, refused, hide)
        counts = refused.filter(~pl.col("whole") | pl.col("first"))
        rejected = int(refused["first"].sum())
        private, left = aside(self.sheet, self.mapping)
        receipt = Receipt(
            file=self.sheet.name,
            import_id=number,
            rows=staged.rows,
            loaded=loaded.rows.loaded,
            updated=loaded.rows.updated,
            duplicates=loaded.rows.duplicates,
            rejected=rejected,
            cells_refused=int((~refused["whole"]).sum()),
            answers=loaded.answers,
            comments=loaded.comments,
            masked=hidden.comments,
            labels_masked=hidden.labels,
            hidden=dict(hidden.kinds.most_common()),
            customer=self.mapping.customer,
            reasons=dict(counts.group_by("reason").len().sort("len", "reason", descending=[True, False]).iter_rows()),
            replaced=replaced.number if replaced else None,
            attributes=loaded.attributes,
            private=private,
            left_out=left,
            read=origin.of(self.sheet),
            wording=staged.wording,
            date_order=decided.date_order,
            assumed=assumed(self.sheet, decided),
        )
        ledger.enter(
            connection,
            receipt,
            self.sheet.digest,
            self.mapping.to_toml(),
            self.by,
            replaced.receipt if replaced else None,
        )
        remember(connection, self.sheet.headings, self.mapping.to_toml(), self.sheet.name)
        return receipt

    def _undone(self, connection: Connection, number: int) -> None:
        """Takes back all imports of these bytes; what leant on them leans on import `number` from now on."""
        old = ledger.standing(connection, self.sheet.digest)
        connection.execute(
            "CREATE TEMP TABLE leaning AS SELECT import, sum(rows)::INTEGER AS rows FROM repeats "
            "WHERE list_contains($old, of) AND NOT list_contains($old, import) GROUP BY import",
            {"old": old},
        )
        for each in old:
            store_undo.undo(connection, each)
        connection.execute(f"INSERT INTO repeats SELECT import, {number}, rows FROM leaning")


def _refused(connection: Connection, sheet: Sheet, mapping: Mapping, some_left: bool) -> pl.DataFrame:
    """row, heading, value, reason, whole, first: of rows that gave nothing, and of cells in rows that were stored."""
    place = sheet.headings.index(mapping.id) if mapping.id else 0
    stored = "row IN (SELECT row FROM arriving)" if some_left else "TRUE"
    late = connection.sql("SELECT row FROM superseded ORDER BY row").pl()["row"]
    connection.register("late_ids", _texts(sheet, f"c{place}", late))
    found: pl.DataFrame = connection.sql(
        f"SELECT * FROM refused WHERE whole OR {stored} UNION ALL "
        f"SELECT row, {place}, value, 'superseded', TRUE, TRUE FROM late_ids ORDER BY row, heading"
    ).pl()
    connection.unregister("late_ids")
    return found


def _texts(sheet: Sheet, column: str, rows: pl.Series) -> pl.DataFrame:
    """row, value: what a column of the file says in these rows. The file is read once more, where there are any."""
    if rows.is_empty():
        return pl.DataFrame(schema={"row": pl.Int32, "value": pl.String})
    with duckdb.connect(config=ALONE) as connection:
        connection.register("wanted", rows.to_frame("row"))
        found: pl.DataFrame = connection.sql(
            f"SELECT row::INTEGER AS row, value FROM (SELECT row_number() OVER () - 1 AS row, {column} AS value "
            f"FROM {sheet.relation()}) WHERE row IN (SELECT row FROM wanted) ORDER BY row"
        ).pl()
    return found


def aside(sheet: Sheet, mapping: Mapping) -> tuple[dict[str, str], tuple[str, ...]]:
    """Columns that are not stored: those that say who somebody is, with their kind, and all others."""
    used = {mapping.id, mapping.at, mapping.weight, mapping.customer, *mapping.dimensions.values(), *mapping.comments}
    used |= {question.column for question in mapping.questions}
    unused = [heading for heading in sheet.headings if heading not in used]
    private = kinds(sheet, unused)
    return private, tuple(heading for heading in unused if heading not in private)
