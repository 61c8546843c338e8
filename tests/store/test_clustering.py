from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from cxdata.store import clustering
from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import Workspace
from tests.workspaces import make_workspace

DAYS = 200
MARCH = date(2026, 3, 1), date(2026, 3, 31)


def replies(many: int = 12_000) -> pl.DataFrame:
    """Replies with one to five ratings that are alike, of touchpoints a to e; f is rated by one in a thousand."""
    reply = pl.int_range(many)
    mood, several = reply.hash(1) % 5, 1 + reply.hash(2) % 5
    frame = pl.select(
        resp=reply,
        mood=mood.cast(pl.Int64),
        day=date(2026, 1, 1) + pl.duration(days=(reply * DAYS // many).cast(pl.Int64)),
        channel=pl.when(reply % 40 == 0).then(pl.lit("czat")).otherwise(pl.lit("telefon")),
        touchpoint=pl.int_ranges(0, several.cast(pl.Int64)),
    ).explode("touchpoint")
    noise = (pl.struct("resp", "touchpoint").hash(3) % 7).cast(pl.Int64)
    rare = (pl.col("resp") % 1000 == 7) & (pl.col("touchpoint") == 0)
    place = pl.col("touchpoint").replace_strict(dict(enumerate("abcde")), return_dtype=pl.String)
    return frame.select(
        "resp", "day", "channel",
        metric=pl.lit("nps"),
        score=pl.col("mood") + noise,
        touchpoint=pl.when(rare).then(pl.lit("f")).otherwise(place),
    )  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_workspace(tmp_path_factory.mktemp("replies") / "w.duckdb", replies())


@pytest.fixture(scope="module")
def whole(file: Workspace) -> Iterator[Snapshot]:
    snapshot = Snapshot(file)
    yield snapshot
    snapshot.close()


@pytest.fixture
def sampled(file: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Snapshot]:
    """Looks at a fifth of the replies, which hold some 7,200 of 36,000 ratings."""
    monkeypatch.setattr(clustering, "SAMPLE", 7_200)
    monkeypatch.setattr(clustering, "ENOUGH", 1_000)
    snapshot = Snapshot(file)
    yield snapshot
    snapshot.close()


def test_a_sample_tells_how_much_a_pool_widens_an_interval(whole: Snapshot, sampled: Snapshot) -> None:
    for where in ({}, {"touchpoint": ["a", "b"]}, {"touchpoint": ["b", "d", "e"]}, {"channel": ["telefon"]}):
        for span in ((None, None), (date(2026, 2, 1), date(2026, 5, 17))):
            expected = whole.clustering("nps", where, *span)
            assert expected > 1.1
            assert sampled.clustering("nps", where, *span) == pytest.approx(expected, rel=0.03), (where, span)


def test_whoever_is_few_is_counted_in_full(whole: Snapshot, sampled: Snapshot) -> None:
    alike = sampled._clustering
    alike._alike["nps"] = whole._clustering.correlation("nps")
    choices: list[tuple[dict[str, Any], Any]] = [
        ({"channel": ["czat"]}, (None, None)),
        ({"channel": ["czat"], "touchpoint": ["a", "c"]}, MARCH),
        ({"touchpoint": ["d", "e"]}, (date(2026, 3, 3), date(2026, 3, 3) + timedelta(days=1))),
        ({"touchpoint": ["f"]}, (None, None)),
    ]
    for where, span in choices:
        assert sampled.clustering("nps", where, *span) == whole.clustering("nps", where, *span), (where, span)


def test_the_sample_is_drawn_once_and_then_asked(sampled: Snapshot) -> None:
    first = sampled.clustering("nps", {"channel": ["telefon"]})
    sampled._connection.execute("DELETE FROM answers")
    assert sampled.clustering("nps", {"channel": ["telefon"]}) == first
    assert sampled.clustering("nps", {"touchpoint": ["a", "b"]}) > 1.0


def test_a_pool_without_answers_widens_nothing(whole: Snapshot) -> None:
    assert whole.clustering("nps", {}, date(2020, 1, 1), date(2020, 1, 31)) == 1.0
    assert whole.clustering("ces") == 1.0
