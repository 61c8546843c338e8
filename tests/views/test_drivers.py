from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from cxdata.card import Priority, Strip
from cxdata.choice import Choice
from cxdata.governance.records import Held
from cxdata.governance.tables import TABLES
from cxdata.store import ratings as store
from cxdata.store.ratings import ratings
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views.drivers import drivers
from cxdata.views.drivers.facts import facts
from tests.workspaces import make_workspace

PL, EN = Text("pl"), Text("en")
LAST = date(2026, 10, 31)
POINTS = ("Delivery", "Till", "Help desk")
NOBODY = {name: Held(table.empty(), 0) for name, table in TABLES.items()}


def rated(people: int, pull: tuple[float, ...], use: tuple[float, ...], days: int = 300) -> pl.DataFrame:
    """People who rate the relationship 0-10 and, where they used them, touchpoints 1-5 on which it hangs by `pull`."""
    rng = np.random.default_rng(3)
    rows = []
    for person in range(people):
        day = LAST - timedelta(days=int(rng.integers(days)))
        scores = rng.integers(1, 6, size=len(pull))
        used = rng.random(len(use)) < use
        whole = 8.3 + sum(p * (s - 3) * u for p, s, u in zip(pull, scores, used, strict=True)) + rng.normal(0, 1)
        rows.append(("nps", int(np.clip(round(whole), 0, 10)), day, person + 1, None))
        rows += [
            ("csat", int(score), day, person + 1, point)
            for point, score, took in zip(POINTS, scores, used, strict=True)
            if took
        ]
    return pl.DataFrame(rows, schema=["metric", "score", "day", "resp", "touchpoint"], orient="row")


def opened(folder: Path, rows: pl.DataFrame) -> Snapshot:
    return make_workspace(folder / "w.duckdb", rows, settings={"as_of": LAST.isoformat()}).snapshot()


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    rows = rated(3000, (1.2, 0.2, 0.6), (0.9, 0.8, 0.4))
    touched = pl.DataFrame(
        {
            "metric": "nps", "score": [10, 9, 3, 3, 3] * 60 + [10, 9, 9, 8, 10] * 60, "day": LAST,
            "resp": range(10_000, 10_600), "touchpoint": ["Delivery"] * 300 + ["Till"] * 300,
        }
    )  # fmt: skip
    return opened(tmp_path_factory.mktemp("drivers"), pl.concat([rows, touched], how="vertical_relaxed"))


def test_ratings_hold_one_row_a_reply_with_nan_where_a_touchpoint_was_not_used(tmp_path: Path) -> None:
    rows = pl.DataFrame(
        [
            ("nps", 10, LAST, 1, None), ("csat", 5, LAST, 1, "Till"), ("csat", 1, LAST, 1, "Delivery"),
            ("nps", 8, LAST, 2, None), ("csat", 3, LAST, 2, "Delivery"),
            ("nps", 2, LAST, 3, None),
            ("csat", 4, LAST, 4, "Till"),  # no score of the relationship: not looked at
        ],
        schema=["metric", "score", "day", "resp", "touchpoint"], orient="row",
    )  # fmt: skip
    snapshot = opened(tmp_path, rows)
    found = ratings(snapshot, "nps", {}, LAST, LAST)
    assert [snapshot.labels("touchpoint")[code] for code in found.codes] == ["Till", "Delivery"]
    assert found.outcome.tolist() == [1.0, 0.0, -1.0]
    np.testing.assert_array_equal(found.values, [[1.0, 0.0], [np.nan, 0.5], [np.nan, np.nan]])
    assert found.every == 1
    assert ratings(snapshot, "nps", {}, date(2020, 1, 1), date(2020, 1, 2)).outcome.tolist() == []


def test_a_scale_where_low_is_good_is_turned_round(tmp_path: Path) -> None:
    rows = pl.DataFrame(
        [("nps", 10, LAST, 1, None, 0, 10, True), ("ces", 1, LAST, 1, "Till", 1, 5, False)],
        schema=["metric", "score", "day", "resp", "touchpoint", "low", "high", "up"], orient="row",
    )  # fmt: skip
    assert ratings(opened(tmp_path, rows), "nps", {}, LAST, LAST).values.tolist() == [[1.0]]


def test_of_many_replies_every_so_manieth_is_looked_at(company: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST", 1000)
    found = ratings(company, "nps", {}, date(2025, 1, 1), LAST)
    assert found.every == 3
    assert 800 < len(found.outcome) < 1200
    said = drivers(company, NOBODY, Choice(preset="year"), PL).strength.foot
    assert "policzono co 3. odpowiedź" in said


def test_of_very_many_replies_a_part_is_read_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "HELD", 100)
    snapshot = opened(tmp_path, rated(300, (1.0, 0.5, 0.2), (1, 1, 1)))
    found = ratings(snapshot, "nps", {}, date(2025, 1, 1), LAST)
    assert found.every == 3
    assert 60 < len(found.outcome) < 140
    assert not np.isnan(found.values).any()


def test_a_filter_keeps_the_replies_whose_score_it_keeps_with_all_their_ratings(tmp_path: Path) -> None:
    rows = pl.DataFrame(
        [
            ("nps", 10, LAST, 1, None, "web"), ("csat", 5, LAST, 1, "Till", "shop"),
            ("nps", 2, LAST, 2, None, "shop"), ("csat", 1, LAST, 2, "Delivery", "web"),
        ],
        schema=["metric", "score", "day", "resp", "touchpoint", "channel"], orient="row",
    )  # fmt: skip
    snapshot = opened(tmp_path, rows)
    found = ratings(snapshot, "nps", {"channel": ("web",), "touchpoint": ("Delivery",)}, LAST, LAST)
    assert (found.outcome.tolist(), found.values.tolist()) == ([1.0], [[1.0]])
    assert ratings(snapshot, "nps", {}, LAST, LAST).outcome.tolist() == [1.0, -1.0]


def test_the_strongest_touchpoint_leads_and_the_matrix_says_what_is_important_and_low(company: Snapshot) -> None:
    shown = drivers(company, NOBODY, Choice(preset="year"), EN)
    assert shown.headline == "Most closely linked with NPS: Delivery"
    assert isinstance(shown.strength.chart, Strip)
    assert shown.strength.chart.frame["label"].to_list() == ["Delivery", "Help desk", "Till"]
    chart = shown.matrix.chart
    assert isinstance(chart, Priority)
    assert dict(chart.frame.select("label", "place").iter_rows()) == {"Delivery": "fix", "Till": "fine"}
    assert shown.matrix.title == "Important and below the company: Delivery"
    assert "no cause" in "".join(part.words for part in shown.parts)


def test_strength_is_among_users_and_the_company_view_weighs_reach(company: Snapshot) -> None:
    rows = {row["driver"]: row for row in facts(company, NOBODY, Choice(preset="year")).rows.to_dicts()}
    desk = rows["Help desk"]
    assert desk["reach"] == pytest.approx(0.4, abs=0.05)
    assert desk["company"] < 0.6 * desk["strength"]
    assert rows["Delivery"]["company"] > 0.8 * rows["Delivery"]["strength"]


def test_a_short_period_borrows_the_year_and_says_so(company: Snapshot) -> None:
    shown = drivers(company, NOBODY, Choice(preset="free", start=LAST - timedelta(days=9), end=LAST), PL)
    assert "(cały rok, bo w wybranym okresie jest za mało wspólnych ocen)" in shown.strength.subtitle


@pytest.mark.parametrize(
    ("rows", "title", "how"),
    [
        (
            rated(400, (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)),
            "Punkty styku nie mówią prawie nic o NPS",
            "Poniżej 10% nie pokazujemy rankingu",
        ),
        (
            rated(40, (1.0, 1.0, 1.0), (1.0, 1.0, 1.0)),
            "Za mało wspólnych ocen, żeby mówić o czynnikach NPS",
            "co najmniej 50 osób",
        ),
        (
            rated(100, (1.0,) * 3, (0.0,) * 3),
            "Nie ma ocen relacji i punktów styku od tych samych osób",
            "wgraj badanie, w którym jedna osoba",
        ),
    ],
)
def test_where_nothing_may_be_shown_the_reason_stands(tmp_path: Path, rows: pl.DataFrame, title: str, how: str) -> None:
    shown = drivers(opened(tmp_path, rows), NOBODY, Choice(preset="year"), PL)
    assert shown.headline == title
    assert shown.parts == ()
    assert shown.matrix.chart is None
    assert shown.strength.empty is not None
    assert how in shown.strength.empty


def test_an_inverse_link_is_named_and_not_hidden_in_a_share(tmp_path: Path) -> None:
    shown = drivers(opened(tmp_path, rated(1500, (1.2, -0.9, 0.3), (1.0, 1.0, 1.0))), NOBODY, Choice(preset="year"), PL)
    assert isinstance(shown.strength.chart, Strip)
    assert "Till (odwrotnie)" in shown.strength.chart.frame["label"].to_list()


def test_no_word_of_the_page_claims_a_cause(company: Snapshot) -> None:
    for text in (PL, EN):
        shown = drivers(company, NOBODY, Choice(preset="year"), text)
        cards = (shown.matrix, shown.strength)
        words = " ".join([shown.headline, *(card.title + card.subtitle + card.alt for card in cards)]).lower()
        assert not [claim for claim in ("podnosi", "wpływ", "powoduje", "raise", "impact", "cause") if claim in words]
