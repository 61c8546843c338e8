"""Scores and dates in every notation that people use come back as they were, or are asked about; never otherwise."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdata.reading.checking.scores import BOUND, meanings, parameters, score
from cxdata.reading.mapping import Mapping, Question
from cxdata.reading.meaning.dates import timestamp_sql
from cxdata.reading.meaning.timeline import dated
from tests.surveys.cases import cases
from tests.surveys.notations import DATES, SCALES, Dates, Scale
from tests.surveys.verdicts import outcome

CONNECTION = duckdb.connect()
SOME = settings(deadline=None, max_examples=60)


def steps(scale: Scale) -> list[int]:
    return list(scale.cells) or list(range(scale.low, scale.high + 1))


@st.composite
def answers(draw: st.DrawFn) -> tuple[Scale, str, int, str]:
    """A scale, a language, a score, and how it may be written there."""
    scale, lang = draw(st.sampled_from(SCALES)), draw(st.sampled_from(["pl", "en"]))
    number = draw(st.sampled_from(steps(scale)))
    cell = scale.written(number, lang)
    forms = [cell, f" {cell} ", f"\u00a0{cell}", cell.upper()]
    forms += [f"{number}.0", f"{number},0"] if cell == str(number) else []
    forms += [cell.replace("-", "−")] if scale.low < 0 else []
    return scale, lang, number, draw(st.sampled_from(forms))


@SOME
@given(answers())
def test_a_score_in_any_notation_comes_back_equal(answer: tuple[Scale, str, int, str]) -> None:
    scale, lang, number, cell = answer
    words = {scale.written(each, lang): each for each in steps(scale) if score(scale.written(each, lang)) is None}
    question = Question("q", scale.metric, scale.low, scale.high, words=words)
    sql = meanings(f"SELECT $text::VARCHAR AS text, {BOUND}")
    ((_, reason, found),) = CONNECTION.sql(sql, params={"text": cell, **parameters(question)}).fetchall()
    assert (found, reason) == (number, None)


@SOME
@given(st.text(max_size=12) | st.from_regex(r"[-+]?\d{1,3}([.,]\d)?( ?[/-] ?\w{0,6})?", fullmatch=True))
def test_a_column_is_profiled_by_the_reading_that_imports_it(cell: str) -> None:
    question = Question("q", "csat", -1000, 1000)
    sql = meanings(f"SELECT $text::VARCHAR AS text, {BOUND}")
    ((_, reason, found),) = CONNECTION.sql(sql, params={"text": cell, **parameters(question)}).fetchall()
    if reason is None and found is not None:
        assert score(cell) == found


days = st.datetimes(datetime(2002, 1, 1), datetime(2026, 10, 1)).map(lambda at: at.replace(second=0, microsecond=0))


@SOME
@given(st.lists(days, min_size=3, max_size=40), st.sampled_from(DATES), st.sampled_from(["pl", "en"]))
def test_dates_in_any_shape_come_back_equal_or_are_asked(moments: list[datetime], style: Dates, lang: str) -> None:
    if "short years" in style.name:
        moments = [at.replace(year=2015 + at.year % 10, day=min(at.day, 28)) for at in moments]
    written = [style.written(at, lang) for at in moments]
    CONNECTION.execute("CREATE OR REPLACE TABLE t AS SELECT unnest($cells::VARCHAR[]) AS c0", {"cells": written})
    found = dated(CONNECTION, "t", "c0")
    rows = [
        [row[0] for row in CONNECTION.sql(f"SELECT {timestamp_sql('c0', order)}::DATE FROM t").fetchall()]
        for order in (found.orders or (found.order,))
    ]
    assert [at.date() for at in moments] in rows, (written, found)


@SOME
@given(st.dates(date(2000, 1, 1), date(2026, 9, 1)), st.integers(0, 400))
def test_a_period_places_its_answers_inside(first: date, length: int) -> None:
    day = Mapping(date=first, until=first + timedelta(days=length)).day
    assert day is not None
    assert first <= day <= first + timedelta(days=length)


def test_no_first_suggestion_is_wrong_in_silence(tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    """Every third of the made-up files; `python -m tests.surveys` tries them all."""
    folder = tmp_path_factory.mktemp("surveys")
    told = {case.name: outcome(case, folder) for case in list(cases())[::3]}
    assert {name: found for name, found in told.items() if found.verdict not in ("right", "after a question")} == {}
    assert sum(found.verdict == "right" for found in told.values()) > 0.85 * len(told)
