from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import table
from tests.benchmarks.answers import made
from tests.benchmarks.files import Variant, written
from tests.benchmarks.loads import bare, product


@pytest.mark.parametrize(
    ("variant", "loaded", "refused"), [("clean", 1000, 0), ("half_bad", 818, 319), ("cp1250", 1000, 0)]
)
def test_the_product_takes_each_made_up_file_without_being_told_what_it_means(
    tmp_path: Path, variant: Variant, loaded: int, refused: int
) -> None:
    file = written(tmp_path, 1000, variant)
    found = product(file, tmp_path / "answers.duckdb")
    assert (found["rows"], found["loaded"], found["rejected"], found["refused"]) == (
        1000,
        loaded,
        1000 - loaded,
        refused,
    )


def test_a_bare_load_counts_the_same_rows(tmp_path: Path) -> None:
    assert bare(written(tmp_path, 1000, "clean"), tmp_path / "bare.duckdb")["rows"] == 1000


def test_a_made_up_workspace_holds_every_metric_and_dimension(tmp_path: Path) -> None:
    snapshot = made(tmp_path, "answers", 1000).snapshot()
    assert (snapshot.answers, snapshot.metrics) == (1000, ["nps", "csat", "ces"])
    assert [len(snapshot.labels(name)) for name in snapshot.dimensions] == [25, 6, 8, 5, 16]
    assert snapshot.as_of.isoformat() == "2026-05-31"
    assert snapshot.has_relationship("nps")


def test_a_table_says_when_and_where_and_lines_up(tmp_path: Path) -> None:
    times = [0.5, 0.25, 1.0]
    row = ["a | b", table.seconds(times), table.milliseconds([1000 * t for t in times]), table.ratio(0.5, 0.25)]
    text = table.markdown("Import", ["", "time", "time", "ratio"], [row], ["n = 3."])
    title, _, machine, note, _, *lines = text.splitlines()
    assert (title, note) == ("### Import", "n = 3.")
    assert "cores" in machine
    assert "duckdb" in machine
    assert lines == [
        "|  | time | time | ratio |",
        "| --- | ---: | ---: | ---: |",
        "| a \\| b | 0.50 s (0.25 to 1.00) | 500 ms (250 to 1000) | 2.00x |",
    ]
