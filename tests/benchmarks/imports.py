"""Import into a workspace file against a bare load into a DuckDB file, by turns, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks import table
from tests.benchmarks.files import Variant, written

Run = dict[str, float]
_NAMES: dict[Variant, str] = {
    "clean": "import",
    "half_bad": "import, every other row with a fault",
    "cp1250": "import, Windows-1250 with `;` and decimal commas",
}


def run(folder: Path, rows: int, repeats: int) -> str:
    """The table of the run."""
    files = {variant: written(folder, rows, variant) for variant in _NAMES}
    bare: list[Run] = []
    product: dict[Variant, list[Run]] = {variant: [] for variant in _NAMES}
    for _ in range(repeats):
        bare.append(_measured("bare", files["clean"]))
        for variant, file in files.items():
            product[variant].append(_measured("product", file))
    base = _median(bare, "seconds")
    lines = [
        [
            "bare load into a DuckDB file",
            table.seconds(_all(bare, "seconds")),
            "1.00x",
            "1.00x",
            "",
            *_memory(bare, bare),
        ]
    ]
    for variant, runs in product.items():
        given = [run["reading"] + run["loading"] for run in runs]
        suggesting = table.ratio(_median(runs, "suggesting"), base)
        worked = table.ratio(_median(runs, "worked"), _median(bare, "worked"))
        taken = [table.seconds(given), table.ratio(median(given), base), worked, f"+ {suggesting}"]
        lines.append([_NAMES[variant], *taken, *_memory(runs, bare)])
    size = table.megabytes(files["clean"].stat().st_size)
    notes = [
        f"{rows:,} rows of 12 columns ({size}), n = {repeats}, medians (least to most); ratios to the bare load of the "
        "clean file. Import: from the bytes to the receipt with a given mapping; finding the mapping comes on top. "
        "CPU: the same ratio of processor time. Memory: the most held above the idle process."
    ]
    headings = ["", "time", "ratio", "CPU", "finding the mapping", "memory", "ratio"]
    return table.markdown("Import", headings, lines, [*notes, _account(product)])


def _measured(how: str, file: Path) -> Run:
    with TemporaryDirectory(dir=file.parent) as place:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.loads", how, str(file), str(Path(place) / "bench.duckdb")],
            check=True,
            capture_output=True,
            text=True,
        )
    found: Run = json.loads(done.stdout)
    return found


def _account(product: dict[Variant, list[Run]]) -> str:
    clean, bad = product["clean"][0], product["half_bad"][0]
    return (
        f"Clean: {clean['loaded']:,} rows loaded, {clean['answers']:,} answers, {clean['comments']:,} comments. "
        f"With faults: {bad['loaded']:,} rows loaded, {bad['rejected']:,} rejected, {bad['refused']:,} cells refused."
    )


def _all(runs: list[Run], name: str) -> list[float]:
    return [run[name] for run in runs]


def _median(runs: list[Run], name: str) -> float:
    return median(_all(runs, name))


def _above(runs: list[Run]) -> float:
    return median(run["peak"] - run["idle"] for run in runs)


def _memory(runs: list[Run], bare: list[Run]) -> tuple[str, str]:
    return table.megabytes(_above(runs)), table.ratio(_above(runs), _above(bare))
