"""A file of any container -> Sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

from cxdata.errors import FileRefused
from cxdata.reading.containers.excel import read_excel
from cxdata.reading.containers.footer import trimmed
from cxdata.reading.containers.parquet import read_parquet
from cxdata.reading.containers.source import container, landed
from cxdata.reading.containers.text import read_text
from cxdata.reading.sheet import Container, Sheet

DECISIONS: dict[Container, tuple[str, ...]] = {
    "text": ("encoding", "separator", "quote", "header_rows", "skip", "after", "tool"),
    "excel": ("sheet", "header_rows", "skip", "after", "tool"),
    "parquet": ("tool",),
}
_KNOWN = frozenset(name for names in DECISIONS.values() for name in names)


def read(
    source: bytes | str | Path | BinaryIO, name: str | None = None, *, folder: Path | None = None, **decisions: Any
) -> Sheet:
    """The table in a file, its cells as text; raises FileRefused for what holds none.

    `decisions` replace what would be found out: encoding, separator, quote, header_rows, skip (lines before the
    header rows), sheet, after (rows at the end that are totals or footnotes), tool (empty: none). One that does not
    concern the file's container is passed over; an unknown one raises FileRefused. `folder` takes what is written: an
    upload that came as bytes, another encoding or container as text; without it that lives as long as the process.
    """
    for key, value in decisions.items():
        if key not in _KNOWN:
            raise FileRefused("decision_unknown", found=key, expected=", ".join(sorted(_KNOWN)))
        if key == "separator" and value and len(value) != 1:
            raise FileRefused("separator_long", found=value)
    here = landed(source, name, folder)
    kind = container(here.path)
    obeyed = {key: decisions[key] for key in DECISIONS[kind] if decisions.get(key) is not None}
    if kind == "parquet":
        return read_parquet(here, **obeyed)
    after = obeyed.pop("after", None)
    return trimmed(read_excel(here, **obeyed) if kind == "excel" else read_text(here, **obeyed), after)
