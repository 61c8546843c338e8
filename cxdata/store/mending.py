"""Refused rows, corrected, into the workspace: they join the response that they belong to, or make one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from cxdata.schema import DIMENSIONS
from cxdata.store import vocabulary
from cxdata.store.answers import TABLES, every
from cxdata.store.connection import quoted
from cxdata.store.load import Incoming
from cxdata.store.replies import Reply, Row, replies
from cxdata.store.workspace import Connection

_KINDS: dict[str, pl.DataType] = {
    "resp": pl.Int64(), "key": pl.UInt64(), "measure": pl.Int16(), "score": pl.Int16(), "day": pl.Date(),
    "month": pl.Int16(), "weight": pl.Float32(), "customer": pl.UInt64(), "digest": pl.UInt64(), "text": pl.String(),
    "name": pl.String(), "value": pl.String(), "import": pl.Int32(), "at": pl.Datetime("us"),
}  # fmt: skip
Cells = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Completed:
    """Line -> what became of the row: loaded, updated or duplicates; and the key of its response where it has one."""

    fates: dict[int, str]
    keys: dict[int, int]
    answers: int
    comments: int


def complete(
    connection: Connection,
    number: int,
    family: Collection[int],
    rows: Sequence[Row],
    incoming: Incoming,
    attributes: Collection[str],
) -> Completed:
    """Writes the rows as import `number`, inside the caller's transaction.

    `family`: the import that refused them and its corrections. A row whose response another import has brought since,
    or whose answers are there, is a duplicate. Dimensions in `attributes` are kept with the response.
    """
    found = replies(connection, number, family, rows)
    writer = _Writer(connection, number, incoming, frozenset(attributes), rows, found)
    return writer.written()


class _Writer:
    """One correction being written: what goes into which table."""

    def __init__(
        self,
        connection: Connection,
        number: int,
        incoming: Incoming,
        attributes: frozenset[str],
        rows: Sequence[Row],
        found: dict[int, Reply],
    ) -> None:
        self.connection, self.number, self.rows, self.found = connection, number, rows, found
        self.names = incoming.dimensions
        self.attributes = attributes
        self.measures = [
            vocabulary.measure(connection, wanted, exact)
            for wanted, exact in zip(incoming.measures, incoming.exact, strict=True)
        ]
        self.fixed = vocabulary.codes(connection, "touchpoint", incoming.touchpoints)
        self.only = self.fixed[0] if len(set(self.fixed)) == 1 else 0
        self.columns = vocabulary.columns(connection, [name for name in self.names if name not in attributes])
        self.codes = self._coded()
        self.there = self._there()
        self.tables: dict[str, list[Cells]] = {
            name: [] for name in ("responses", "answers", "comments", "attributes", "additions")
        }

    def _coded(self) -> dict[tuple[str, str], int]:
        """Dimension and label -> code."""
        found: dict[tuple[str, str], int] = {}
        for place, name in enumerate(self.names):
            if name in self.columns:
                labels = [row.labels[place] for row in self.rows]
                coded = vocabulary.codes(self.connection, name, labels)
                found |= {(name, label): code for label, code in zip(labels, coded, strict=True)}
        return found

    def _there(self) -> set[tuple[int, int, int]]:
        """resp, measure and touchpoint of what the responses hold already."""
        resps = pl.DataFrame({"resp": pl.Series(list({reply.resp for reply in self.found.values()}), dtype=pl.Int64)})
        self.connection.register("asked", resps)
        held = self.connection.sql(
            f"SELECT resp, measure, touchpoint FROM {every(self.connection)} SEMI JOIN asked USING (resp)"
        ).fetchall()
        self.connection.unregister("asked")
        return {(int(resp), int(measure), int(touchpoint)) for resp, measure, touchpoint in held}

    def written(self) -> Completed:
        fates, keys, made = {}, {}, set[int]()
        for row in self.rows:
            reply = self.found.get(row.line)
            fate = self._entered(row, reply, made) if reply else "duplicates"
            fates[row.line] = fate
            if reply and fate == "loaded":
                keys[row.line] = reply.key
        for name, cells in self.tables.items():
            self._insert(name, cells)
        return Completed(fates, keys, len(self.tables["answers"]), len(self.tables["comments"]))

    def _entered(self, row: Row, reply: Reply, made: set[int]) -> str:
        new = reply.of == self.number
        codes = {self.columns[n]: self.codes[n, row.labels[p]] for p, n in enumerate(self.names) if n in self.columns}
        answers = list(self._answers(row, reply, codes))
        said = [] if row.held is not None else [text for text in row.comments if text is not None]
        if not answers and not said and row.weight is None:
            return "duplicates"
        when = {"day": row.at.date(), "month": row.at.year * 12 + row.at.month - 1}
        touch = self.only or codes.get("touchpoint", 0)
        if new and reply.resp not in made:
            made.add(reply.resp)
            self._response(row, reply)
        self.tables["answers"] += [each | when for each in answers]
        self.tables["comments"] += [
            {"resp": reply.resp, "day": row.at.date(), "touchpoint": touch, "text": text} for text in said
        ]
        if not new:
            self._added(row, reply, answers, said, touch)
        return "loaded" if row.held is None else "updated"

    def _answers(self, row: Row, reply: Reply, codes: dict[str, int]) -> Iterable[Cells]:
        for place, score in row.scores.items():
            own = codes | ({"touchpoint": self.fixed[place]} if self.fixed[place] else {})
            what = (reply.resp, self.measures[place], own.get("touchpoint", 0))
            if what in self.there:
                continue
            self.there.add(what)
            blank = dict.fromkeys((*DIMENSIONS, *self.columns.values()), 0)
            yield blank | own | {"resp": reply.resp, "measure": what[1], "score": score, "weight": row.weight}

    def _response(self, row: Row, reply: Reply) -> None:
        self.tables["responses"].append(
            {
                "resp": reply.resp,
                "key": reply.key,
                "import": self.number,
                "at": row.at,
                "day": row.at.date(),
                "month": row.at.year * 12 + row.at.month - 1,
                "weight": row.weight,
                "customer": row.customer,
                "digest": row.digest,
            }
        )
        self.tables["attributes"] += [
            {"resp": reply.resp, "name": name, "value": row.labels[place]}
            for place, name in enumerate(self.names)
            if name in self.attributes and row.labels[place]
        ]

    def _added(self, row: Row, reply: Reply, answers: list[Cells], said: list[str], touch: int) -> None:
        added: Cells = {"import": self.number, "resp": reply.resp, "measure": None, "touchpoint": touch, "text": None}
        self.tables["additions"] += [
            added | {"measure": each["measure"], "touchpoint": each["touchpoint"]} for each in answers
        ]
        self.tables["additions"] += [added | {"text": text} for text in said]
        if row.held is not None and row.weight is not None:
            self.tables["additions"].append(added)
            for table in ("responses", *TABLES):
                self.connection.execute(
                    f"UPDATE {table} SET weight = $weight WHERE resp = $resp AND weight IS NULL",
                    {"weight": row.weight, "resp": reply.resp},
                )

    def _insert(self, table: str, cells: list[Cells]) -> None:
        if not cells:
            return
        schema = {name: _KINDS.get(name, pl.Int16()) for name in cells[0]}
        self.connection.register("corrected", pl.DataFrame(cells, schema=schema))
        named = ", ".join(quoted(name) for name in schema)
        self.connection.execute(f"INSERT INTO {table} ({named}) SELECT {named} FROM corrected")
        self.connection.unregister("corrected")
