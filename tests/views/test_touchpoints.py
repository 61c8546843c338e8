"""The map of touchpoints: its cells, what they are held against, their verdicts, its rows, and what a cell opens."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdata.card import Distribution, Heatmap, Lines
from cxdata.charts.slides.board import board
from cxdata.choice import Choice
from cxdata.governance.current import Tables, current
from cxdata.governance.records import save
from cxdata.governance.tables import DEPARTMENTS, GOALS, OWNERSHIP
from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import Workspace
from cxdata.text import Text
from cxdata.views.touchpoints import Asked, Touchpoints, touchpoints
from cxdata.views.touchpoints.cell import cell
from cxdata.views.touchpoints.cells import TOTAL, WHOLE, counts, scores
from cxdata.views.touchpoints.grid import gridded
from tests.views.company import LAST, answers, frame, month, moved, opened, steady
from tests.workspaces import make_workspace

PL, EN = Text("pl"), Text("en")
NB = "\u00a0"


def chart(shown: Touchpoints) -> Heatmap:
    found = shown.card.chart
    assert isinstance(found, Heatmap)
    return found


def of(shown: Touchpoints, row: str, column: str) -> dict[str, object]:
    return chart(shown).cells.row(by_predicate=(pl.col("row") == row) & (pl.col("column") == column), named=True)


def staged(workspace: Workspace, stages: dict[str, tuple[str, int]]) -> Snapshot:
    with workspace.connect(write=True) as connection:
        for label, (stage, position) in stages.items():
            connection.execute(
                "UPDATE members SET stage = $s, position = $p WHERE dimension = 'touchpoint' AND label = $l",
                {"s": stage, "p": position, "l": label},
            )
    return workspace.snapshot()


@cache
def governed() -> tuple[Workspace, Snapshot, Tables]:
    """The company whose deliveries collapse, with goals and owners."""
    workspace = opened(frame_of_moved())[0]
    staged(
        workspace,
        {"Dostawa": ("Dostawa", 1), "Kasa": ("Zakup", 2), "Reklamacja": ("Dostawa", 3), "Rzadki punkt": ("", 4)},
    )
    departments = [("Logistyka", "operating"), ("Sprzedaż", "operating"), ("Zespół CX", "cx_team")]
    rows = pl.DataFrame(departments, schema=["name", "kind"], orient="row").with_columns(
        headcount=pl.lit(None, pl.Int64)
    )
    save(workspace, DEPARTMENTS, rows, by="Ala")
    owners = [("Dostawa", "Logistyka", "A"), ("Kasa", "Zespół CX", "A")]
    table = pl.DataFrame(owners, schema=["touchpoint", "department", "role"], orient="row")
    save(
        workspace,
        OWNERSHIP,
        table.with_columns(valid_from=pl.lit(None, pl.Date), valid_to=pl.lit(None, pl.Date)),
        by="Ala",
    )
    goals = [("nps", "touchpoint", "Dostawa", 40.0), ("nps", "touchpoints", None, 30.0)]
    wanted = pl.DataFrame(goals, schema=["metric", "scope", "touchpoint", "target"], orient="row")
    missing = {"name": pl.String, "baseline": pl.Float64, "owner": pl.String}
    columns = {name: pl.lit(None, dtype=kind) for name, kind in missing.items()}
    save(workspace, GOALS, wanted.with_columns(deadline=pl.lit(date(2026, 12, 31)), **columns), by="Ala")
    return workspace, workspace.snapshot(), current(workspace)


def frame_of_moved() -> pl.DataFrame:
    from tests.views.company import moved_rows

    said = pl.when(pl.col("touchpoint") == "Dostawa").then(pl.lit("Kurier *nie* zadzwonił."))
    return frame(moved_rows()).with_columns(comment=said)


def test_columns_are_the_last_twelve_months_and_margins_stand_beside_them() -> None:
    shown = touchpoints(moved()[1], Choice(), PL)
    found = chart(shown)
    assert [column.key for column in found.columns] == [f"2025-{m}" for m in (11, 12)] + [
        f"2026-{m:02}" for m in range(1, 11)
    ]
    assert (found.columns[-1].label, found.columns[-1].name, found.columns[-1].group) == (
        "paź", f"październik{NB}2026", "2026",
    )  # fmt: skip
    assert found.total == "cały okres"
    assert of(shown, "Dostawa", "2026-10")["score"] == pytest.approx(-41.67, abs=0.01)
    assert (of(shown, "Kasa", "")["n"], of(shown, "", "2026-10")["n"]) == (12 * 120, 368)
    assert len(chart(touchpoints(moved()[1], Choice(), PL, None, Asked(months=24))).columns) == 24


def test_without_a_goal_cells_are_held_against_the_companys_score() -> None:
    shown = touchpoints(moved()[1], Choice(), PL)
    level = of(shown, "", "")["score"]
    found = of(shown, "Dostawa", "2026-10")
    assert (found["against"], found["level"], found["verdict"]) == ("company", level, "real")
    assert found["gap"] == pytest.approx(found["score"] - level)  # type: ignore[operator]
    assert chart(shown).middle == level
    assert shown.headline == (
        f"Dostawa, październik{NB}2026: NPS{NB}−42, rzeczywiście o 64 punkty poniżej wyniku firmy 22."
    )
    assert shown.cell == ("Dostawa", "2026-10")


def test_a_cell_is_tested_against_answers_that_do_not_hold_it() -> None:
    rows = answers(LAST, 40, 0, 40, "A") + answers(LAST, 40, 0, 40, "B")
    shown = touchpoints(opened(rows)[1], Choice(), PL)
    assert [of(shown, name, "2026-10")["verdict"] for name in "AB"] == ["chance", "chance"]
    assert shown.headline == "Żadna różnica nie jest większa, niż mógłby sprawić przypadek."


def test_with_goals_each_touchpoint_has_its_own_and_others_the_pools() -> None:
    _, snapshot, tables = governed()
    shown = touchpoints(snapshot, Choice(), PL, tables)
    assert shown.goals
    assert [of(shown, name, "2026-10")["level"] for name in ("Dostawa", "Kasa", "")] == [40.0, 30.0, 30.0]
    assert (chart(shown).against, chart(shown).middle) == ("goal", None)
    assert shown.headline == (f"Dostawa, październik{NB}2026: NPS{NB}−42, rzeczywiście o 82 punkty poniżej celu 40.")
    away = touchpoints(snapshot, Choice(), PL, tables, Asked(mode="goal"))
    assert chart(away).difference
    assert "liczba: różnica wobec celu" in away.card.subtitle
    without = touchpoints(moved()[1], Choice(), PL, None, Asked(mode="goal"))
    assert (without.goals, chart(without).difference) == (False, False)


def test_stages_stand_in_journey_order_and_those_without_one_last() -> None:
    _, snapshot, tables = governed()
    rows = chart(touchpoints(snapshot, Choice(), PL, tables)).rows
    assert [(row.label, row.stage) for row in rows] == [
        ("Dostawa", "Dostawa"), ("Reklamacja", "Dostawa"), ("Kasa", "Zakup"), ("Rzadki punkt", "Bez etapu"),
        ("Wszystkie punkty styku", ""),
    ]  # fmt: skip


def test_where_nothing_ever_happens_no_change_is_called_real() -> None:
    for compare in ("year", "previous"):
        shown = touchpoints(steady()[1], Choice(compare=compare), PL, None, Asked(mode="change"))  # type: ignore[arg-type]
        assert set(chart(shown).cells["verdict"].drop_nulls()) <= {"chance", "few"}
        assert shown.headline == "Żadna różnica nie jest większa, niż mógłby sprawić przypadek."
        assert shown.sentence.startswith("Rzeczywiście gorzej: 0 z 24 komórek, lepiej: 0. ")


def test_a_planted_fall_is_found_against_last_year() -> None:
    shown = touchpoints(moved()[1], Choice(), PL, None, Asked(mode="change"))
    real = chart(shown).cells.filter(pl.col("verdict") == "real")
    found = real.group_by("row").agg(pl.col("column").sort()).sort("row")
    last = [f"2026-{m:02}" for m in (7, 8, 9, 10)]
    assert found.rows() == [("Dostawa", last), ("Kasa", last)]
    assert shown.headline == (
        f"Dostawa, październik{NB}2026: NPS{NB}−42, rzeczywiście o 67 punktów poniżej wyniku sprzed roku (25)."
    )
    before = touchpoints(moved()[1], Choice(compare="previous"), PL, None, Asked(mode="change"))
    assert of(before, "Dostawa", "2026-07")["verdict"] == "real"
    assert of(before, "Dostawa", "2026-08")["verdict"] == "chance"


def test_a_short_history_differs_in_this_sample_only() -> None:
    rows = [row for back in range(3) for row in answers(month(back), 60, 20, 20, "A")]
    rows += [
        row for back in range(3) for row in answers(month(back), *((10, 20, 70) if back == 0 else (60, 20, 20)), "B")
    ]  # type: ignore[arg-type]
    shown = touchpoints(opened(rows)[1], Choice(compare="previous"), PL, None, Asked(mode="change"))
    assert of(shown, "B", "2026-10")["verdict"] == "sample"
    assert shown.headline.startswith(f"B, październik{NB}2026: NPS{NB}−60, w tej próbie o 100 punktów poniżej")


def by_channel() -> Snapshot:
    rows = []
    for back in range(36):
        for channel in ("Aplikacja", "Sklep", None):
            fallen = channel == "Aplikacja" and back < 6
            rows += answers(month(back), *((10, 20, 30) if fallen else (35, 15, 10)), "Kurier", channel)
            rows += answers(month(back), 35, 15, 10, "Zwrot", channel)
    return opened(rows)[1]


def test_a_dimension_can_be_the_columns_and_answers_without_it_count_in_totals() -> None:
    shown = touchpoints(by_channel(), Choice(preset="half"), PL, None, Asked(by="channel", mode="change"))
    found = chart(shown)
    assert ([column.key for column in found.columns], found.total) == (["Aplikacja", "Sklep"], "razem")
    assert (of(shown, "Kurier", "Aplikacja")["n"], of(shown, "Kurier", "")["n"]) == (360, 3 * 360)
    assert {key: of(shown, key, "Aplikacja")["verdict"] for key in ("Kurier", "Zwrot")} == {
        "Kurier": "real", "Zwrot": "chance",
    }  # fmt: skip
    assert "720 odpowiedzi bez tej informacji jest tylko w sumach" in shown.card.foot
    assert shown.real.rows() == [
        ("Kurier", "Aplikacja", "−33", "od −41 do −25", "360", "−75"),
    ]  # fmt: skip


def test_the_rest_is_the_other_columns_of_the_same_touchpoint_or_the_other_touchpoints_of_a_month() -> None:
    snapshot = by_channel()
    beside = touchpoints(snapshot, Choice(preset="half", compare="rest"), PL, None, Asked(by="channel", mode="change"))
    assert (chart(beside).against, of(beside, "Kurier", "Aplikacja")["level"]) == (
        "rest",
        pytest.approx(41.67, abs=0.01),
    )
    others = touchpoints(snapshot, Choice(compare="rest"), PL, None, Asked(mode="change"))
    assert (chart(others).against, of(others, "Zwrot", "2026-10")["level"]) == (
        "others",
        pytest.approx(16.67, abs=0.01),
    )
    kept = Choice(compare="rest", where={"channel": ("Aplikacja",)})
    outside = touchpoints(snapshot, kept, PL, None, Asked(mode="change"))
    assert (chart(outside).against, of(outside, "Kurier", "2026-10")["level"]) == (
        "outside", pytest.approx(41.67, abs=0.01),
    )  # fmt: skip


def test_a_margin_is_compared_with_a_year_before_but_never_with_itself() -> None:
    year, both = (
        touchpoints(moved()[1], Choice(), PL, None, Asked(mode="change", months=months)) for months in (12, 24)
    )
    assert of(year, "Dostawa", "")["gap"] is not None
    assert of(both, "Dostawa", "")["gap"] is None
    assert set(chart(year).cells.filter(pl.col("column") == "")["verdict"]) == {None}


def test_few_answers_show_nothing_but_n() -> None:
    shown = touchpoints(moved()[1], Choice(), PL)
    found = of(shown, "Rzadki punkt", "2026-10")
    assert [found[name] for name in ("n", "score", "low", "high", "hidden", "gap", "verdict")] == [
        8, None, None, None, "few", None, None,
    ]  # fmt: skip
    rows = answers(LAST, 10, 5, 5, "A") + answers(LAST, 100, 0, 0, "B")
    thin = of(touchpoints(opened(rows)[1], Choice(), PL), "A", "2026-10")
    assert (thin["score"], thin["hidden"], thin["low"] is None) == (None, "thin", False)


def test_a_single_hidden_cell_takes_another_with_it() -> None:
    rows = answers(LAST, 3, 2, 3, "A", "x") + answers(LAST, 40, 10, 10, "A", "y") + answers(LAST, 90, 10, 10, "A", "z")
    rows += (
        answers(LAST, 40, 10, 10, "B", "x") + answers(LAST, 60, 10, 10, "B", "y") + answers(LAST, 90, 10, 10, "B", "z")
    )
    shown = touchpoints(opened(rows)[1], Choice(), PL, None, Asked(by="channel"))
    hidden = {key: of(shown, *key)["hidden"] for key in (("A", "x"), ("A", "y"), ("B", "x"), ("B", "y"), ("B", "z"))}
    assert hidden == {
        ("A", "x"): "few",
        ("A", "y"): "cover",
        ("B", "x"): "cover",
        ("B", "y"): "cover",
        ("B", "z"): None,
    }
    assert (of(shown, "A", "y")["n"], of(shown, "A", "y")["score"], of(shown, "A", "y")["low"]) == (60, None, None)
    told = "obrys: za mało odpowiedzi (przy n od 30: wynik ukryty, bo zdradzałby sąsiednią komórkę)"
    assert shown.card.subtitle.endswith(told)
    plain = opened(answers(LAST, 40, 10, 10, "A", "x") + answers(LAST, 60, 10, 10, "B", "y"))[1]
    assert "zdradzałby" not in touchpoints(plain, Choice(), PL, None, Asked(by="channel")).card.subtitle


def test_what_really_differs_is_called_by_the_columns_that_are_news() -> None:
    assert touchpoints(moved()[1], Choice(), PL).real_title == (
        "Rzeczywiste różnice: sierpień\u00a02026 – październik\u00a02026"
    )
    assert touchpoints(moved()[1], Choice(), EN, None, Asked(by="channel")).real_title == "Real differences"


@settings(max_examples=7, deadline=None)
@given(st.lists(st.lists(st.integers(0, 70), min_size=4, max_size=4), min_size=3, max_size=6))
def test_no_hidden_cell_can_be_subtracted_from_a_total(sizes: list[list[int]]) -> None:
    rows = [
        row
        for i, line in enumerate(sizes)
        for j, n in enumerate(line)
        for row in answers(LAST, n - n // 2, 0, n // 2, f"P{i}", f"K{j}")
    ]
    if not rows:
        return
    grid = gridded(opened(rows)[1], Choice(), PL, "channel", 12)
    for with_stages in (False, True):
        found = scores(grid, counts(grid, grid.now), staged=with_stages)
        own = found.filter((pl.col("row") >= 0) & (pl.col("n") > 0))
        for key, parts in (("row", own.filter(pl.col("col") != TOTAL)), ("col", own)):
            secret = pl.col("hidden").is_in(["few", "cover"]).fill_null(False)
            alone = parts.group_by(key).agg(secret.sum().alias("hidden"), pl.len().alias("parts"))
            assert alone.filter((pl.col("hidden") == 1) & (pl.col("parts") > 1)).is_empty()


def many(touchpoints_of_all: int = 60, months: int = 14) -> Snapshot:
    rng = random.Random(7)
    rows = []
    for point in range(touchpoints_of_all):
        for back in range(months):
            up = 5 if point == 33 and back < 2 else 20 + rng.randrange(5)
            rows += answers(month(back), up, 10, 45 - up, f"Punkt {point:02}")
    workspace = opened(rows)[0]
    return staged(
        workspace, {f"Punkt {i:02}": (f"Etap {i // 10}" if i < 50 else "", i) for i in range(touchpoints_of_all)}
    )


@cache
def many_once() -> Snapshot:
    return many()


def test_over_forty_rows_stages_fold_and_one_with_a_fresh_loss_stands_open() -> None:
    shown = touchpoints(many_once(), Choice(), PL)
    assert [(stage.name, stage.touchpoints, stage.open) for stage in shown.stages] == [
        *((f"Etap {i}", 10, i == 3) for i in range(5)), ("Bez etapu", 10, False),
    ]  # fmt: skip
    rows = chart(shown).rows
    assert [row.label for row in rows[:5]] == ["10 punktów styku"] * 4 + ["Punkt 30"]
    assert (rows[3].kind, rows[3].open, rows[3].key) == ("stage", True, "stage:Etap 3")
    assert of(shown, "stage:Etap 3", "2026-10")["n"] == 550
    asked = touchpoints(many_once(), Choice(), PL, None, Asked(opened=frozenset({"Etap 0"})))
    assert [stage.open for stage in asked.stages] == [True, *[False] * 5]


def test_folding_sorting_and_searching_change_no_verdict() -> None:
    asked = [Asked(), Asked(opened=frozenset()), Asked(order="loss"), Asked(find="punkt 33"), Asked(order="score")]
    found = [touchpoints(many_once(), Choice(), PL, None, one).cells for one in asked]
    assert all(cells.equals(found[0]) for cells in found[1:])


def test_rows_can_be_sorted_and_searched() -> None:
    loss = chart(touchpoints(many_once(), Choice(), PL, None, Asked(order="loss")))
    assert (loss.rows[0].label, loss.staged, len(loss.rows)) == ("Punkt 33", False, 41)
    score = touchpoints(moved()[1], Choice(), PL, None, Asked(order="score"))
    totals = [of(score, row.key, "")["score"] for row in chart(score).rows[:-1]]
    assert totals == sorted(totals)  # type: ignore[type-var]
    found = touchpoints(moved()[1], Choice(), PL, None, Asked(find=" DOSTAWA"))
    assert [row.label for row in chart(found).rows] == ["Dostawa", "Wszystkie punkty styku"]
    assert (
        "40 z 60 punktów styku, resztę znajdzie wyszukiwarka"
        in touchpoints(many_once(), Choice(), PL, None, Asked(order="loss")).card.foot
    )
    nothing = touchpoints(moved()[1], Choice(), PL, None, Asked(find="xyz"))
    assert nothing.card.empty == "Żaden punkt styku nie ma w nazwie „xyz”. Skróć szukane słowo."


def test_months_fold_into_quarters_when_there_are_too_many_or_too_few_answers_in_them() -> None:
    whole = touchpoints(moved()[1], Choice(preset="all"), PL)
    assert ([c.key for c in chart(whole).columns][-2:], len(chart(whole).columns)) == (["2026-Q3", "2026-Q4"], 13)
    assert "kwartały, bo miesięcy jest więcej niż 24" in whole.card.foot
    rows = [row for back in range(24) for row in answers(month(back), 8, 4, 4, "A")]
    thin = touchpoints(opened(rows)[1], Choice(), PL)
    assert chart(thin).columns[-1].label == "4 kw."
    assert "kwartały, bo w miesiącach jest za mało odpowiedzi na wynik" in thin.card.foot


def test_a_file_of_one_month_is_one_column() -> None:
    shown = touchpoints(opened(answers(LAST, 4, 5, 5, "A") + answers(LAST, 5, 5, 4, "B"))[1], Choice(), PL)
    assert [column.key for column in chart(shown).columns] == ["2026-10"]
    assert shown.headline == "Za mało odpowiedzi na wynik w pojedynczej komórce."
    assert shown.sentence.startswith("Wybierz dłuższy okres, inny podział albo mniej filtrów. ")
    assert shown.cell is None


def test_without_touchpoints_the_page_says_what_to_do() -> None:
    shown = touchpoints(opened(answers(LAST, 40, 5, 5))[1], Choice(), PL)
    assert shown.card.chart is None
    assert shown.headline.startswith("NPS: brak odpowiedzi o punktach styku, ")
    assert "wskaż taką kolumnę przy wgrywaniu" in shown.sentence
    assert cell(opened(answers(LAST, 40, 5, 5))[0], shown, PL) is None


def test_the_table_holds_every_cell_in_the_readers_language() -> None:
    _, snapshot, tables = governed()
    shown = touchpoints(snapshot, Choice(), EN, tables)
    table = shown.card.table
    assert table.columns == [
        "stage", "touchpoint", "column", "n", "score", "interval from", "interval to", "compared with", "difference",
        "verdict", "why hidden",
    ]  # fmt: skip
    assert table.height == 5 * 13
    assert table.row(11) == (
        "Dostawa", "Dostawa", f"October{NB}2026", 120, -41.7, -54.1,
        -27.2, 40.0, -81.7, "really below the goal", None,
    )  # fmt: skip
    assert "Map of cells. Dostawa, October" in shown.card.alt


def test_a_cell_opens_its_score_owner_ratings_course_and_comments() -> None:
    workspace, snapshot, tables = governed()
    shown = touchpoints(snapshot, Choice(), PL, tables)
    found = cell(workspace, shown, PL, tables)
    assert found is not None
    assert (found.title, found.value, found.interval) == (
        f"Dostawa, październik{NB}2026", "−42", "od −54 do −27 · n = 120",
    )  # fmt: skip
    assert [(part.words, part.tone) for part in found.verdict] == [
        ("do celu 40: −82", "plain"), ("rzeczywiście poniżej celu", "worse"),
    ]  # fmt: skip
    assert found.owner is not None
    assert (found.owner.words, found.owner.department) == ("Właściciel: Logistyka", "Logistyka")
    assert found.spread is not None
    assert isinstance(found.spread.chart, Distribution)
    assert found.spread.chart.frame.filter(pl.col("n") > 0).rows() == [
        (3, 70, "negative"), (8, 30, "neutral"), (10, 20, "positive"),
    ]  # fmt: skip
    said = f"Dostawa, październik{NB}2026: NPS{NB}−42, rzeczywiście o 82 punkty poniżej celu 40"
    assert found.trend is not None
    assert (found.spread.title, found.trend.title) == (said, said)
    assert found.spread.subtitle == f"NPS: oceny na skali 0–10, październik{NB}2026; n = 120"
    assert isinstance(found.trend.chart, Lines)
    slides = [board(one, PL, compared="porównanie: rok wcześniej") for one in (found.spread, found.trend)]
    for slide in slides:
        words = " ".join(note.text for note in slide.layout.annotations).replace("</b> <b>", " ").replace(NB, " ")
        assert said.replace(NB, " ") in words
        assert "rok wcześniej" not in words
    assert (found.trend.chart.goal, found.trend.chart.series[0].frame.height) == (40.0, 24)
    assert [(c.score, c.words, c.about, c.tone) for c in found.comments] == [
        (3, "Kurier *nie* zadzwonił.", f"20{NB}października{NB}2026 · Kurier", "worse")
    ] * 3
    assert (found.rows.height, found.note) == (120, "")


def test_every_kind_of_cell_can_be_opened() -> None:
    workspace, snapshot, tables = governed()

    def open_cell(row: str, column: str, asked: Asked = Asked()) -> tuple[object, ...]:  # noqa: B008
        found = cell(
            workspace, touchpoints(snapshot, Choice(), PL, tables, replace(asked, cell=(row, column))), PL, tables
        )
        assert found is not None
        return found.title, found.value, found.interval, found.owner and found.owner.words

    whole = f"listopad{NB}2025 – październik{NB}2026"
    assert open_cell("", "") == (f"Wszystkie punkty styku, {whole}", "22", f"20–24 · n = 4{NB}416", None)
    assert open_cell("Kasa", "") == (
        f"Kasa, {whole}", "49", f"45–52 · n = 1{NB}440", "Właściciel: Zespół CX (niewłaściwy, zespół CX)",
    )  # fmt: skip
    assert open_cell("Reklamacja", "Telefon", Asked(by="channel"))[0::3] == ("Reklamacja, Telefon", "Właściciel: brak")
    assert open_cell("Rzadki punkt", "2026-10")[:3] == (f"Rzadki punkt, październik{NB}2026", "", "n = 8")
    assert open_cell("nie ma takiej", "2026-10")[0] == f"Dostawa, październik{NB}2026"


def test_under_five_answers_nobodys_words_are_shown() -> None:
    rows = frame(answers(LAST, 50, 5, 5, "A") + answers(LAST, 2, 1, 1, "B")).with_columns(comment=pl.lit("słowa"))
    workspace, snapshot = opened(rows)
    found = cell(workspace, touchpoints(snapshot, Choice(), PL, None, Asked(cell=("B", "2026-10"))), PL)
    assert found is not None
    assert (found.comments, found.rows.height, found.spread, found.trend) == ((), 0, None, None)
    assert found.note == "Poniżej 5 odpowiedzi nie pokazujemy, co kto napisał."
    assert [part.words for part in found.verdict] == ["za mało odpowiedzi (mniej niż 10)"]


def test_weighted_answers_and_other_metrics_have_their_map_too() -> None:
    days = [month(back) for back in range(3)]
    rows = [("csat", score, day, "A", 2.0 if score == 5 else 1.0) for day in days for score in (5, 4, 2) * 20]
    data = pl.DataFrame(rows, schema=["metric", "score", "day", "touchpoint", "weight"], orient="row")
    snapshot = make_workspace(Path(mkdtemp()) / "w.duckdb", data).snapshot()
    shown = touchpoints(snapshot, Choice(metric="csat"), PL)
    assert of(shown, "A", "2026-10")["score"] == pytest.approx(75.0)
    assert (chart(shown).unit, chart(shown).metric) == ("percent", "csat")
    assert WHOLE not in shown.grid.labels


def test_loss_adds_up_the_cells_where_a_row_as_a_whole_is_held_against_nothing() -> None:
    shown = touchpoints(moved()[1], Choice(preset="month"), PL, None, Asked(mode="change", order="loss", months=24))
    totals = shown.cells.filter((pl.col("col") == TOTAL) & (pl.col("row") >= 0))
    assert totals["gap"].null_count() == totals.height
    assert shown.rows.rows[0].label == "Dostawa"


@pytest.mark.parametrize(
    ("row", "column", "asked", "pl", "en"),
    [
        (
            "Kasa", "2026-10", Asked(),
            f"Kasa, październik{NB}2026: NPS{NB}79, rzeczywiście o 49 punktów powyżej celu 30",
            f"Kasa, October{NB}2026: NPS{NB}79, really 49 points above the goal of 30",
        ),
        (
            "Kasa", "2026-06", Asked(),
            f"Kasa, czerwiec{NB}2026: NPS{NB}33, o 3 punkty powyżej celu 30, być może przypadek",
            f"Kasa, June{NB}2026: NPS{NB}33, 3 points above the goal of 30, could be chance",
        ),
    ],
)  # fmt: skip
def test_the_pictures_of_a_cell_say_what_it_is(row: str, column: str, asked: Asked, pl: str, en: str) -> None:
    workspace, snapshot, tables = governed()
    for text, said in ((PL, pl), (EN, en)):
        shown = touchpoints(snapshot, Choice(), text, tables, replace(asked, cell=(row, column)))
        found = cell(workspace, shown, text, tables)
        assert found is not None
        assert found.spread is not None
        assert found.spread.title == said
