"""What is planted in the made-up company is found, and what is not there is not."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import polars as pl
import pytest

from cxdata.choice import Choice
from cxdata.findings import sentences
from cxdata.findings.finding import Finding
from cxdata.findings.ranking import Findings, findings
from cxdata.governance.current import Tables, current
from cxdata.governance.tables import TABLES
from cxdata.governance.uploading import load
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from data.demo import governance, journey
from data.demo.edition import Edition
from tests.data.conftest import company, relationship, replies
from tests.workspaces import make_workspace

__all__ = ["company", "relationship", "replies"]
TRUTHS: dict[str, Any] = journey.truths()


@pytest.fixture(scope="session")
def shop(replies: pl.DataFrame, relationship: pl.DataFrame) -> tuple[Snapshot, Tables]:
    """All answers of the company, with its departments, owners and goals."""
    day = pl.col("at").dt.date().alias("day")
    about = [
        replies.filter(pl.col(metric).is_not_null()).select(
            pl.lit(metric).alias("metric"), pl.col(metric).alias("score"), day, "touchpoint", "channel"
        )
        for metric in ("nps", "csat", "ces")
    ]
    asked = "Jak prawdopodobne jest, że polecisz nas znajomym? (0-10)"
    whole = relationship.select(
        pl.lit("nps").alias("metric"), pl.col(asked).cast(pl.Int64).alias("score"),
        pl.col("Data wypełnienia").cast(pl.Date).alias("day"), pl.lit(None, pl.String).alias("touchpoint"),
        pl.lit(None, pl.String).alias("channel"),
    )  # fmt: skip
    folder = Path(mkdtemp())
    rows = pl.concat([*about, whole.drop_nulls("score")], how="vertical_relaxed")
    workspace = make_workspace(folder / "firma.duckdb", rows, settings={"as_of": str(TRUTHS["company"]["as_of"])})
    governance.write_tables(Edition(folder), TRUTHS["company"]["seed"])
    for name, file in (("departments", "dzialy"), ("ownership", "wlasnosc"), ("goals", "cele")):
        load(workspace, TABLES[name], pl.read_csv(folder / f"{file}.csv", separator=";", infer_schema=False))
    return workspace.snapshot(), current(workspace)


@pytest.fixture(scope="session")
def quarter(shop: tuple[Snapshot, Tables]) -> Findings:
    """As the company opens: the last quarter against the year before."""
    return findings(shop[0], Choice(), shop[1])


@pytest.fixture(scope="session")
def year(shop: tuple[Snapshot, Tables]) -> Findings:
    return findings(shop[0], Choice(preset="year"), shop[1])


def only(found: Findings, **asked: object) -> Finding:
    """The one finding of that kind and those labels."""
    held = [one for one in found.ranked if all(getattr(one, name) == value for name, value in asked.items())]
    assert len(held) == 1
    return held[0]


def test_the_fall_of_the_relationship_is_the_headline_with_its_month(quarter: Findings) -> None:
    first = quarter.ranked[0]
    assert (first.kind, first.word, first.labels, first.metric, first.worse) == ("change", "real", (), "nps", True)
    assert first.facts["since"].strftime("%Y-%m") == TRUTHS["relationship"]["from"]


def test_the_collapse_on_the_app_alone_is_found_there_and_nowhere_else(quarter: Findings) -> None:
    planted = TRUTHS["collapse"]
    fallen = only(quarter, kind="change", labels=(planted["touchpoint"], planted["channel"]))
    assert (fallen.word, fallen.worse) == ("real", True)
    delivery = [one for one in quarter.ranked if one.labels[:1] == (planted["touchpoint"],) and one.kind == "change"]
    assert delivery == [fallen]


def test_better_in_every_channel_and_worse_as_a_whole_is_told_as_the_mix(quarter: Findings, year: Findings) -> None:
    for found in (quarter, year):
        mix = only(found, kind="mix", labels=(TRUTHS["simpson"]["touchpoint"],))
        assert (mix.word, mix.worse, mix.facts["turned"], mix.metric) == ("real", True, True, "nps")
        assert mix.facts["grown"][0] == "Czat"


def test_parcel_information_without_an_owner_is_a_real_gap(quarter: Findings) -> None:
    unowned = only(quarter, kind="unowned")
    assert (unowned.word, unowned.labels) == ("real", (TRUTHS["unowned"]["touchpoint"],))


def test_what_the_cx_team_was_given_is_a_real_gap(quarter: Findings) -> None:
    misplaced = only(quarter, kind="misplaced")
    assert (misplaced.word, list(misplaced.labels)) == ("real", TRUTHS["misplaced"]["touchpoints"])


def test_finance_is_not_judged_and_said_to_have_too_few_answers(quarter: Findings) -> None:
    thin = only(quarter, kind="thin")
    assert (thin.word, thin.labels) == ("few", (TRUTHS["thin_department"]["department"],))
    assert thin.evidence.n < 30


def test_the_initiative_that_worked_is_a_signal_now_and_a_real_rise_over_the_year(
    quarter: Findings, year: Findings
) -> None:
    planted = TRUTHS["initiative_worked"]
    signal = only(quarter, kind="shift", labels=(planted["touchpoint"],), metric="nps")
    assert signal.worse is False
    first, last = (signal.facts[name].strftime("%Y-%m") for name in ("first", "last"))
    assert first <= planted["from"] <= last
    rise = only(year, kind="change", labels=(planted["touchpoint"],))
    assert (rise.word, rise.worse) == ("real", False)


@pytest.mark.parametrize("preset", ["month", "quarter", "half", "year"])
@pytest.mark.parametrize("compare", ["year", "previous"])
def test_the_rebound_by_chance_is_never_called_real_nor_are_equal_departments_told_apart(
    shop: tuple[Snapshot, Tables], preset: Any, compare: Any
) -> None:
    found = findings(shop[0], Choice(preset=preset, compare=compare), shop[1])
    said = [sentences.sentence(one, found.ground, Text("pl")) for one in found.ranked]
    departments = TRUTHS["equal_departments"]["departments"]
    assert [one for one in said if any(name in one for name in departments)] == []
    help_center = [one for one in found.ranked if one.labels[:1] == (TRUTHS["initiative_chance"]["touchpoint"],)]
    assert [one.word for one in help_center if one.kind in ("change", "shift", "mix")] == []


def test_a_goal_that_cannot_be_seen_is_said_to_be_so(quarter: Findings) -> None:
    assert only(quarter, kind="goal").word == "few"
