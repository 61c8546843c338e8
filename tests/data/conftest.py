"""The made-up company's files, written once by the script itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from data.demo import surveys

PROJECT = Path(__file__).resolve().parents[2]


def write(folder: Path, cwd: Path) -> Path:
    """The folder with the company's files in it, written by the plain script run from `cwd`."""
    script = PROJECT / "data" / "demo" / "company.py"
    subprocess.run([sys.executable, str(script), str(folder)], cwd=cwd, check=True, timeout=60)
    return folder


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all files of the company."""
    return write(tmp_path_factory.mktemp("company"), cwd=PROJECT)


@pytest.fixture(scope="session")
def replies(company: Path) -> pl.DataFrame:
    """Every good row of the touchpoint survey, with our names; `at` a time, scores whole numbers of their scale."""
    frames = []
    for name, (_, _, encoding, separator, order) in surveys.SHAPES.items():
        text = (company / name).read_bytes().decode(encoding)
        rows = pl.read_csv(text.encode(), separator=separator, infer_schema=False).rename(_ours())
        frames.append(rows.with_columns(pl.col("at").str.to_datetime(surveys.DATES[order], strict=False)))
    latest = pl.read_excel(company / surveys.LATEST, sheet_name=surveys.SHEET).rename(_ours())
    frames.append(latest.with_columns(pl.exclude("at").cast(pl.String), pl.col("at").cast(pl.Datetime("us"))))
    scales = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}
    within = [
        pl.when(pl.col(name).is_between(low, high)).then(name).alias(name) for name, (low, high) in scales.items()
    ]
    return (
        pl.concat(frames, how="vertical_relaxed")
        .filter(pl.col("at").is_not_null())
        .unique("id", keep="first", maintain_order=True)
        .with_columns(pl.col(*scales).cast(pl.Int64, strict=False))
        .with_columns(*within, pl.col("at").dt.strftime("%Y-%m").alias("month"))
    )


@pytest.fixture(scope="session")
def relationship(company: Path) -> pl.DataFrame:
    """The relationship survey as it stands in its file."""
    return pl.read_parquet(company / surveys.RELATIONSHIP)


def _ours() -> dict[str, str]:
    return {theirs: ours for ours, theirs in surveys.HEADINGS.items()}
