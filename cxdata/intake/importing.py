"""One file of answers into a workspace: staged, masked, loaded and receipted in one transaction."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass

import duckdb

from cxdata.errors import MappingRefused, WorkspaceRefused
from cxdata.intake import ledger, origin, personal, rejects
from cxdata.intake.assumed import assumed
from cxdata.intake.kept import keep
from cxdata.intake.ledger import Earlier
from cxdata.intake.memory import remember
from cxdata.intake.personal import Masked
from cxdata.intake.receipt import Receipt
from cxdata.reading import Mapping, Question, Sheet
from cxdata.reading.checking.scores import trimmed
from cxdata.reading.checking.staging import Staged, stage
from cxdata.reading.meaning import date_parts
from cxdata.reading.meaning.personal import kinds
from cxdata.reading.meaning.timeline import dated
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
    off_scale: Table[str, int] | None = None,
) -> Receipt:
    """Imports a sheet, all of it or nothing; the workspace is made where there is none.

    The same bytes with the same mapping change nothing, unless another file has changed their responses since: then
    they update these. With another mapping they raise MappingRefused ("other_mapping") unless `replace`: then the
    earlier imports of these bytes are undone in the same transaction. A sheet without rows raises FileRefused. `names`
    are masked in comments beside those of the mapping's name columns; `off_scale` is what a plan has counted, for the
    receipt. The file is staged before the workspace is held.
    """
    work, zone = _Import(ledger.filled(sheet), mapping, by, replace, masked, tuple(names), off_scale or {}), ZONE
    if workspace.readonly:
        raise WorkspaceRefused("workspace_readonly", name=workspace.name)
    if workspace.exists:
        with workspace.connect() as connection:
            zone = zone_of(connection)
            known = work.repeated(connection, ledger.earlier(connection, sheet.digest))
        if known:
            return known
    try:
        return work.loaded(workspace, zone, duck.lean(len(sheet.headings)))
    except duckdb.OutOfMemoryException:
        return work.loaded(workspace, zone, duck.memory())


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
    names: tuple[str, ...]
    off_scale: Table[str, int]

    def loaded(self, workspace: Workspace, zone: str, most: int) -> Receipt:
        """Stages the file, holds the workspace and writes, all with so many bytes of memory."""
        folders = [workspace.path.parent, self.sheet.path.parent]
        with contextlib.closing(duck.opened(workspace.scratch, folders, most)) as connection:
            decided = _dated(connection, self.sheet, self.mapping)
            staged = stage(connection, self.sheet, decided, zone)
            hidden = personal.mask(connection, self.sheet, self.mapping, self.names) if self.masked else Masked()
            ledger.made(workspace, connection)
            with workspace.attached(connection, write=True):
                connection.execute("BEGIN")
                earlier = ledger.earlier(connection, self.sheet.digest)
                receipt = self.repeated(connection, earlier) or self.done(connection, staged, earlier, hidden, decided)
                connection.execute("COMMIT")
        return receipt

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
        refused = rejects.gathered(connection, self.sheet, self.mapping, some_left)
        hide = hidden.names if self.masked else None
        rejects.write(connection, number, self.sheet, hide)
        rejects.whole(connection, number, refused)
        keep(connection, number, self.sheet, staged, hide)
        private, left = aside(self.sheet, self.mapping)
        receipt = Receipt(
            file=self.sheet.name,
            import_id=number,
            rows=staged.rows,
            loaded=loaded.rows.loaded,
            updated=loaded.rows.updated,
            duplicates=loaded.rows.duplicates,
            rejected=refused.rows,
            cells_refused=refused.cells,
            answers=loaded.answers,
            comments=loaded.comments,
            masked=hidden.comments,
            labels_masked=hidden.labels,
            hidden=dict(hidden.kinds.most_common()),
            customer=self.mapping.customer,
            reasons=refused.reasons,
            replaced=replaced.number if replaced else None,
            attributes=loaded.attributes,
            private=private,
            left_out=left,
            read=origin.of(self.sheet),
            wording=staged.wording,
            off_scale=dict(self.off_scale),
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


def aside(sheet: Sheet, mapping: Mapping) -> tuple[dict[str, str], tuple[str, ...]]:
    """Columns that are not stored: those that say who somebody is, with their kind, and all others."""
    used = {mapping.id, mapping.at, mapping.weight, mapping.customer, *mapping.dimensions.values(), *mapping.comments}
    used |= {question.column for question in mapping.questions}
    used |= {sheet.headings[place] for place in date_parts.parts(sheet, mapping.at)}
    unused = [heading for heading in sheet.headings if heading not in used]
    private = kinds(sheet, unused)
    return private, tuple(heading for heading in unused if heading not in private)
