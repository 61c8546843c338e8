"""The files that the import is measured with: 12 columns, clean, half bad, and as a Polish spreadsheet saves them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import duckdb

from tests.benchmarks import vocabulary as words
from tests.benchmarks.vocabulary import drawn, picked

Variant = Literal["clean", "half_bad", "cp1250"]
_HEADINGS = ("id odpowiedzi", "data", "nps", "csat", "ces", "punkt styku", "kanał", "dział", "segment", "region")


def written(folder: Path, rows: int, variant: Variant) -> Path:
    """The file, made unless it is there already: one reply a row over three years, in order of time."""
    path = folder / f"answers-{rows}-{variant}.csv"
    if not path.exists():
        draft = path.with_suffix(".draft")
        with duckdb.connect() as connection:
            separator = ";" if variant == "cp1250" else ","
            options = {"HEADER": "true", "DELIMITER": f"'{separator}'", "FORMAT": "csv"}
            said = ", ".join(f"{name} {value}" for name, value in options.items())
            connection.execute(f"COPY ({_rows(rows, variant)}) TO '{draft}' ({said})")
        if variant == "cp1250":
            _recoded(draft)
        draft.rename(path)
    return path


def _recoded(path: Path) -> None:
    whole = path.with_suffix(".utf8")
    path.rename(whole)
    with whole.open(encoding="utf-8", newline="") as source, path.open("w", encoding="cp1250", newline="") as target:
        while block := source.read(1 << 22):
            target.write(block)
    whole.unlink()


def _rows(rows: int, variant: Variant) -> str:
    step = 3 * 365 * 24 * 3600 // rows
    moment = f"TIMESTAMP '2023-07-01' + to_seconds(i * {step} + {drawn('i', max(step, 1), 0)})"
    at = f"strftime({moment}, '%Y-%m-%d %H:%M:%S')"
    nps = (
        f"CASE WHEN {drawn('i', 10, 1)} > 0 THEN greatest(0, 10 - {drawn('i', 12, 2)} * {drawn('i', 12, 3)} // 10) END"
    )
    scores = [nps, f"1 + {drawn('i', 5, 4)}", f"1 + {drawn('i', 7, 5)}"]
    cells = [f"({score})::VARCHAR" for score in scores]
    if variant == "cp1250":
        cells = [f"{cell} || ',0'" for cell in cells]
    if variant == "half_bad":
        at, cells = _spoilt(at, cells)
    dimensions = [picked(values, "i", 10 + at) for at, values in enumerate(words.DIMENSIONS.values())]
    customer = f"'K' || {drawn('i', max(rows // 3, 1), 18)}"
    columns = ["100000000 + i", at, *cells, *dimensions, customer, words.comment("i")]
    headings = [*_HEADINGS, "nr klienta", "komentarz"]
    named = ", ".join(f'{column} AS "{heading}"' for column, heading in zip(columns, headings, strict=True))
    return f"SELECT {named} FROM range({rows}) AS t(i)"


def _spoilt(at: str, cells: list[str]) -> tuple[str, list[str]]:
    """Every other row with one fault: an impossible day, a score beyond the scale, or words for a number."""
    bad = f"CASE WHEN {drawn('i', 2, 6)} = 1 THEN {drawn('i', 3, 7)} END"
    nps, csat, ces = cells
    at = f"CASE WHEN ({bad}) = 0 THEN '2024-02-31 10:00:00' ELSE {at} END"
    nps = f"CASE WHEN ({bad}) = 1 THEN '11' ELSE {nps} END"
    csat = f"CASE WHEN ({bad}) = 2 THEN 'patrz uwagi' ELSE {csat} END"
    return at, [nps, csat, ces]
