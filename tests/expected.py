"""`python -m tests.expected FOLDER`: do the files of a folder read as its expected.json says?

One line a file: OK, or every difference as found / expected. Exit code 1 where anything differs. The figures of
expected.json are those of the raw numbers in the file, so nothing but the reading is tried here.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from cxdata.reading import Sheet, read

CLOSE = 1e-4
_LONG = re.compile(r"\((?P<heading>[^=()]+)=(?P<value>[^()]+)\)$")
_PLACE = re.compile(r"\(col (?P<place>\d+)\)$")


def numbers(sheet: Sheet, name: str) -> pl.Series:
    """The numbers of a metric: a heading, "… (col 2)" counted from 1, or "… (heading=value)" of a long file."""
    table = sheet.table
    if name in table.columns:
        cells = table[name]
    elif place := _PLACE.search(name):
        cells = table.to_series(int(place["place"]) - 1)
    elif long := _LONG.search(name):
        chosen = table.filter(pl.col(long["heading"]) == long["value"])
        cells = max(chosen.iter_columns(), key=lambda each: _scores(each).len())
    else:
        return pl.Series([], dtype=pl.Float64)
    return cells.str.strip_chars().str.replace(",", ".").cast(pl.Float64, strict=False).drop_nulls()


def _scores(cells: pl.Series) -> pl.Series:
    found = cells.cast(pl.Float64, strict=False).drop_nulls()
    return found.filter(found.is_between(0, 10)) if cells.n_unique() > 2 else found.clear()


def measured(found: pl.Series) -> dict[str, Any]:
    """Every figure that expected.json may name."""
    n = found.len()
    if not n:
        return {"n": 0}
    promoters, detractors = int((found >= 9).sum()), int((found <= 6).sum())
    scored = found.filter(found.is_between(1, 5))
    known: dict[str, Any] = {"n": n, "mean": found.mean(), "min": found.min(), "max": found.max()}
    known |= {"promoters": promoters, "passives": n - promoters - detractors, "detractors": detractors}
    known["nps"] = 100 * (promoters - detractors) / n
    known["counts"] = {f"{score:g}": count for score, count in found.value_counts().sort(found.name).rows()}
    known["top2_pct"] = 100 * (scored >= 4).sum() / max(1, scored.len())
    return known


def differences(folder: Path, entry: Mapping[str, Any], scratch: Path) -> list[str]:
    """What one file gives otherwise than it should."""
    sheet = read(folder / entry["file"], folder=scratch)
    pairs: list[tuple[str, Any, Any]] = [
        ("header rows", sheet.header_rows, entry["header_rows"]),
        ("rows", sheet.table.height, entry["data_rows"]),
        ("columns", sheet.table.width, entry["columns"]),
    ]
    if sheet.container == "text":
        pairs += [("encoding", sheet.encoding, entry["encoding"]), ("separator", sheet.separator, entry["delimiter"])]
    for name, wanted in entry["metrics"].items():
        values = numbers(sheet, name)
        if "counts" in wanted:
            # Where counts are given they leave out codes for "no answer".
            values = values.filter(values.is_in([float(score) for score in wanted["counts"]]))
        found = measured(values)
        pairs += [(f"{name} {key}", found.get(key), value) for key, value in wanted.items()]
    return [f"{what}: {found} / {wanted}" for what, found, wanted in pairs if not _same(found, wanted)]


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, float) and isinstance(found, int | float):
        return abs(found - wanted) <= CLOSE
    return bool(found == wanted)


def main(folder: Path) -> int:
    listed = json.loads((folder / "expected.json").read_text("utf-8"))["files"]
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        for entry in listed:
            unlike = differences(folder, entry, Path(scratch))
            failed += bool(unlike)
            print(
                f"{'differs' if unlike else 'OK':8}{entry['file']}", *(f"        {each}" for each in unlike), sep="\n"
            )
    print(f"{len(listed) - failed} of {len(listed)} files read as expected")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python -m tests.expected FOLDER")
    sys.exit(main(Path(sys.argv[1])))
