"""Personal data in a staged file, masked before anything is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from cxdata.reading import Mapping, Sheet
from cxdata.reading.checking.masking import SUSPECT, masked, spared
from cxdata.reading.checking.names import folded, listed
from cxdata.reading.checking.staging import reworded
from cxdata.store.workspace import Connection

_WORDS = r"[\p{L}]+"


@dataclass(slots=True)
class Masked:
    """How many comments, and how many different values of other columns, something was masked in; what, by kind.

    `names` are those looked for, as made by `listed`.
    """

    names: frozenset[str] = frozenset()
    comments: int = 0
    labels: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


def mask(connection: Connection, sheet: Sheet, mapping: Mapping, names: Iterable[str] = ()) -> Masked:
    """Rewrites comments in `staged` and labels in `labels` that hold personal data; names of people in comments only.

    `names` are looked for beside those that the file's own name columns list.
    """
    done = Masked(listed([*_names(connection, sheet, mapping), *names]))
    for place in range(len(mapping.comments)):
        _comments(connection, f"m{place}", done)
    _labels(connection, done)
    return done


def _comments(connection: Connection, column: str, done: Masked) -> None:
    known = done.names
    asked = f"{column} IS NOT NULL" if known else f"regexp_matches({column}, '{SUSPECT}')"
    found = connection.sql(f"SELECT row, {column} AS said FROM staged WHERE reason IS NULL AND {asked}").pl()
    if known:
        spoken = _spoken(found["said"], known)
        named = pl.col("said").str.contains_any(spoken) if spoken else pl.lit(False)
        found = found.filter(pl.col("said").str.contains(SUSPECT) | named)
    found = found.join(_masked(found["said"], done), on="said", maintain_order="left")
    if len(found):
        connection.register("hidden", found.select("row", "stored"))
        reworded(connection, column)
        connection.unregister("hidden")
    done.comments += len(found)


def _masked(said: pl.Series, done: Masked) -> pl.DataFrame:
    """said, stored: of texts in which something is masked. Each different one is looked at once."""
    changed = []
    for text, times in said.value_counts().iter_rows():
        kinds = Counter[str]()
        if (stored := masked(text, done.names, kinds)) != text:
            changed.append((text, stored))
            done.kinds.update({kind: times * n for kind, n in kinds.items()})
    return pl.DataFrame(changed, schema={"said": pl.String, "stored": pl.String}, orient="row")


def _labels(connection: Connection, done: Masked) -> None:
    found = connection.sql(f"SELECT DISTINCT label FROM labels WHERE regexp_matches(label, '{SUSPECT}')").pl()
    stored = pl.Series("stored", [spared(label, done.kinds) for label in found["label"]], pl.String)
    found = found.with_columns(stored).filter(pl.col("label") != pl.col("stored"))
    if len(found):
        connection.register("hidden", found)
        connection.execute("UPDATE labels SET label = hidden.stored FROM hidden WHERE hidden.label = labels.label")
        connection.unregister("hidden")
    done.labels += len(found)


def _spoken(said: pl.Series, known: frozenset[str]) -> list[str]:
    """The known names as they are written in these comments."""
    words = said.str.extract_all(_WORDS).explode().drop_nulls().unique()
    return [word for word in words if folded(word) in known]


def _names(connection: Connection, sheet: Sheet, mapping: Mapping) -> list[str]:
    cells: list[str] = []
    for heading in mapping.names:
        if heading in sheet.headings:
            column = f"c{sheet.headings.index(heading)}"
            found = connection.sql(f"SELECT DISTINCT {column} FROM {sheet.relation()} WHERE {column} IS NOT NULL")
            cells += [str(row[0]) for row in found.fetchall()]
    return cells
