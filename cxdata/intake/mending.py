"""Refused cells and rows of an import, corrected: on the page, or in the downloaded list that comes back as a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import md5

import polars as pl

from cxdata.errors import MappingRefused, WorkspaceRefused
from cxdata.intake import importing, ledger
from cxdata.intake.kept import MENDABLE, kept
from cxdata.intake.receipt import Receipt
from cxdata.reading import Mapping
from cxdata.reading.checking.masking import masked
from cxdata.reading.checking.staging import Staged
from cxdata.reading.checking.values import moments, scores, weights
from cxdata.store import mending as store_mending
from cxdata.store.replies import Row, fingerprint, stable
from cxdata.store.workspace import Connection, Workspace


@dataclass(frozen=True, slots=True)
class Correction:
    """What should stand in a refused cell: line and column as they were listed."""

    line: int
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Mended:
    """The receipt, with what is still refused and why: (correction, reason) in the order given."""

    receipt: Receipt
    still: tuple[tuple[Correction, str], ...]


def open_refusals(workspace: Workspace, number: int) -> pl.DataFrame:
    """line, column, value, reason, mendable: what an import refused and nobody has corrected, in the file's order."""
    with workspace.connect() as connection:
        found: pl.DataFrame = connection.sql(
            'SELECT line, "column", value, reason, list_contains($mendable, reason) AND line IN '
            "(SELECT line FROM kept WHERE import = $number) AS mendable "
            "FROM rejects WHERE import = $number AND mended IS NULL ORDER BY rowid",
            params={"number": number, "mendable": list(MENDABLE)},
        ).pl()
    return found


def correct(
    workspace: Workspace,
    number: int,
    corrections: Sequence[Correction],
    *,
    by: str = "",
    file: str = "",
    digest: str = "",
) -> Mended:
    """Enters what was refused in import `number` as it should have been, all that can be read of it, as one import.

    The unit of its receipt is a correction: rows = loaded (of rows that had given nothing) + updated (cells of rows
    that had been loaded) + duplicates (an earlier correction or a later import has brought it) + rejected. An import
    of which nothing is left to write is not entered. Raises MappingRefused ("no_import") for a wrong number.
    """
    if workspace.readonly:
        raise WorkspaceRefused("workspace_readonly", name=workspace.name)
    with workspace.connect(write=True) as connection:
        connection.execute("BEGIN")
        work = _Work(connection, number, tuple(corrections))
        done = work.done(by, file, digest)
        connection.execute("COMMIT" if done.receipt.import_id != number else "ROLLBACK")
    return done


@dataclass(slots=True)
class _Read:
    """One row with its corrections: what each of them says, or why it cannot be read."""

    row: Row
    good: list[Correction] = field(default_factory=list)
    bad: list[tuple[Correction, str]] = field(default_factory=list)


class _Work:
    def __init__(self, connection: Connection, number: int, corrections: tuple[Correction, ...]) -> None:
        self.connection, self.number, self.given = connection, number, corrections
        found = connection.sql(
            "SELECT mapping, receipt FROM imports WHERE id = $number AND undone IS NULL AND kind = 'answers'",
            params={"number": number},
        ).fetchall()
        if not found:
            raise MappingRefused("no_import", found=number)
        self.before = Receipt.of_json(str(found[0][1]))
        self.mapping = replace(Mapping.of_toml(str(found[0][0])), date_order=self.before.date_order)
        found = connection.sql(
            'SELECT line, "column", reason, mended IS NOT NULL FROM rejects WHERE import = $number',
            params={"number": number},
        ).fetchall()
        self.listed = {(int(line), str(column)): str(reason) for line, column, reason, gone in found if not gone}
        self.mended = {(int(line), str(column)) for line, column, _, gone in found if gone}

    def done(self, by: str, file: str, digest: str) -> Mended:
        refused: list[tuple[Correction, str]] = []
        rows = self._read(refused)
        ready = [each for each in rows if self._completed(each, refused)]
        order = {each: place for place, each in enumerate(self.given)}
        refused.sort(key=lambda each: order[each[0]])
        number = ledger.next_number(self.connection)
        questions, names, said = self.mapping.questions, tuple(self.mapping.dimensions), len(self.mapping.comments)
        incoming = importing.incoming(Staged(0, questions, self.before.wording, names, said))
        made = store_mending.complete(
            self.connection, number, self._family(), [each.row for each in ready], incoming, self.before.attributes
        )
        fates = Counter(made.fates[each.row.line] for each in ready for _ in each.good)
        receipt = Receipt(
            file=file or self.before.file,
            import_id=number if ready else self.number,
            kind="corrections",
            rows=len(self.given),
            loaded=fates["loaded"],
            updated=fates["updated"],
            duplicates=fates["duplicates"] + sum((each.line, each.column) in self.mended for each in set(self.given)),
            rejected=len(refused),
            answers=made.answers,
            comments=made.comments,
            reasons=dict(Counter(reason for _, reason in refused).most_common()),
            corrects=self.number,
        )
        if ready:
            self._entered(receipt, ready, made.keys, refused, by, digest)
        return Mended(receipt, tuple(refused))

    def _read(self, refused: list[tuple[Correction, str]]) -> list[_Read]:
        """Rows with at least one correction that can be read; what cannot be is added to `refused`."""
        known = kept(self.connection, self.number, sorted({each.line for each in self.given}))
        found: dict[int, _Read] = {}
        asked: dict[str, list[Correction]] = {}
        for each in dict.fromkeys(self.given):
            if (each.line, each.column) in self.mended:
                continue
            reason = self.listed.get((each.line, each.column))
            if reason is None:
                refused.append((each, "not_listed"))
            elif reason not in MENDABLE or each.line not in known:
                refused.append((each, "not_kept" if reason in MENDABLE else "not_mendable"))
            elif not each.value.strip():
                refused.append((each, reason))
            else:
                asked.setdefault(each.column, []).append(each)
        refused += [(each, "not_listed") for each in _repeated(self.given)]
        for column in sorted(asked, key=lambda name: name != self.mapping.at):  # which scale holds depends on the day
            mine = asked[column]
            held = [found.setdefault(each.line, _Read(known[each.line])) for each in mine]
            for each, read, reason in zip(mine, held, self._put(column, mine, held), strict=True):
                if reason:
                    read.bad.append((each, reason))
                else:
                    read.good.append(each)
        return list(found.values())

    def _put(self, column: str, mine: Sequence[Correction], held: Sequence[_Read]) -> list[str]:
        """Sets what the corrections of a column say; why each of them could not be read, or ""."""
        texts, mapping = [each.value for each in mine], self.mapping
        if column == mapping.at:
            zone = importing.zone_of(self.connection)
            read = moments(self.connection, texts, mapping.date_order, zone, mapping.zone)
            for each, (moment, _) in zip(held, read, strict=True):
                each.row.at = moment or each.row.at
            return [reason for _, reason in read]
        if column == mapping.weight:
            weighed = weights(texts)
            for each, (weight, _) in zip(held, weighed, strict=True):
                each.row.weight = weight
            return [reason for _, reason in weighed]
        reasons = ["not_mendable"] * len(mine)
        for place, question in enumerate(mapping.questions):
            if question.column != column:
                continue
            for at, (score, reason) in enumerate(scores(self.connection, texts, question)):
                row = held[at].row
                if question.holds(row.at.date()):
                    row.scores = row.scores if score is None else {**row.scores, place: score}
                    reasons[at] = reason
        return reasons

    def _completed(self, each: _Read, refused: list[tuple[Correction, str]]) -> bool:
        """Whether the row gives something now; else its corrections are refused for what it still lacks."""
        refused += each.bad
        row = each.row
        if not each.good or row.held is not None:
            return bool(each.good)
        mended = {correction.column for correction in each.good}
        late = self.listed.get((row.line, self.mapping.at)) if self.mapping.at not in mended else None
        lacking = late or (None if row.scores or any(row.comments) else "no_answer")
        if lacking:
            refused += [(correction, lacking) for correction in each.good]
            return False
        if row.key is None:
            row.digest = self._digest(row, mended)
        return True

    def _digest(self, row: Row, mended: set[str]) -> int:
        """The fingerprint that the row would have had: the source, corrected, then finds it here.

        Only a corrected score adds to what the file gave; another time or weight is reckoned from what was kept, which
        differs from the file where a comment was masked or a customer hashed.
        """
        tags = [f"s {question.metric} {question.column}" for question in self.mapping.questions]
        added = {place for place in row.scores if self.mapping.questions[place].column in mended}
        digest = row.digest
        if mended & {self.mapping.at, self.mapping.weight} - {""}:
            digest, added = fingerprint(row), set(row.scores)
            for name, label in zip(self.mapping.dimensions, row.labels, strict=True):
                digest ^= _mix(f"d {name}", label) if label else 0
        for place in added:
            digest ^= _mix(tags[place], str(row.scores[place]))
        return digest

    def _family(self) -> set[int]:
        """The import, and its corrections so far."""
        rows = self.connection.sql(
            "SELECT import FROM repeats JOIN imports ON imports.id = repeats.import "
            "WHERE of = $number AND kind = 'corrections' AND undone IS NULL",
            params={"number": self.number},
        ).fetchall()
        return {self.number, ledger.next_number(self.connection), *(int(row[0]) for row in rows)}

    def _entered(
        self,
        receipt: Receipt,
        ready: Sequence[_Read],
        keys: dict[int, int],
        refused: Sequence[tuple[Correction, str]],
        by: str,
        digest: str,
    ) -> None:
        number, connection = receipt.import_id, self.connection
        good = [correction for each in ready for correction in each.good]
        _registered(connection, "mending", good)
        connection.execute(
            "UPDATE rejects SET mended = $number FROM mending AS m WHERE import = $of AND rejects.line = m.line "
            'AND rejects."column" = m."column"',
            {"number": number, "of": self.number},
        )
        for line, key in keys.items():
            connection.execute(
                "UPDATE kept SET held = $key WHERE import = $of AND line = $line",
                {"key": key, "of": self.number, "line": line},
            )
        _registered(connection, "mending", [each for each, _ in refused], [reason for _, reason in refused])
        connection.execute(
            f'INSERT INTO rejects SELECT {number}, line, TRUE, "column", value, reason, NULL FROM mending'
        )
        connection.unregister("mending")
        connection.execute(f"INSERT INTO repeats VALUES ({number}, {self.number}, {len(good)})")
        ledger.enter(connection, receipt, digest, "", by)


def _mix(tag: str, value: str) -> int:
    """What a value adds to a row's fingerprint; the tags are those of cxdata.reading.checking.scanning."""
    return stable(md5(tag.encode()).hexdigest() + value)


def _repeated(given: Iterable[Correction]) -> list[Correction]:
    return [each for each, times in Counter(given).items() for _ in range(times - 1)]


def _registered(
    connection: Connection, name: str, corrections: Sequence[Correction], reasons: Sequence[str] | None = None
) -> None:
    frame = {
        "line": pl.Series([each.line for each in corrections], dtype=pl.Int32),
        "column": pl.Series([each.column for each in corrections], dtype=pl.String),
        "value": pl.Series([masked(each.value) for each in corrections], dtype=pl.String),
    }
    if reasons is not None:
        frame["reason"] = pl.Series(list(reasons), dtype=pl.String)
    connection.register(name, pl.DataFrame(frame))
