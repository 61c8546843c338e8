"""What is asked about the scores of a file: their scale, its direction, and whether they are scores at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from cxdata.reading.mapping import Mapping, Suggestion
from cxdata.reading.meaning import answers
from cxdata.reading.meaning.answers import ASKED, Facts
from cxdata.screen.cards import tables
from cxdata.screen.markdown import plain
from cxdata.screen.upload import choosing
from cxdata.text import Text

Answered = Callable[[str, Facts, str], None]


def listed(suggestion: Suggestion) -> list[tuple[str, Facts]]:
    """The problems of a suggestion that are questions, in the order in which they were found."""
    return [(problem, facts) for problem, facts in suggestion.problems if problem in ASKED]


def asked(suggestion: Suggestion, mapping: Mapping, id: str, text: Text, then: Answered) -> int:
    """Asks what concerns columns that are scores still, and returns how many questions have no answer."""
    open_ = []
    for place, (problem, facts) in enumerate(listed(suggestion)):
        name = f"scale_{place}_{id}"
        measured = {question.column for question in mapping.questions}
        if not choosing.held(name) and not measured & set(answers.columns(facts)):
            continue
        choosing.one(
            text.problem(problem, facts),
            answers.choices(problem, facts),
            partial(said, problem, facts, suggestion, text),
            name,
            text,
            partial(then, problem, facts),
        )
        if not choosing.held(name):
            open_.append((name, problem, facts))
    doubtful = [each for each in open_ if ASKED[each[1]] != "direction"]
    if len(doubtful) > 1:
        st.button(
            text("upload.take_all"),
            key=f"take_all_{id}",
            help=text("upload.take_all_help"),
            on_click=partial(_taken, doubtful, then),
        )
    return len(open_)


def _taken(open_: list[tuple[str, str, Facts]], then: Answered) -> None:
    """Answers all of these with what is suggested."""
    for name, problem, facts in open_:
        st.session_state[name] = answers.choices(problem, facts)[0]
        then(problem, facts, st.session_state[name])


def said(problem: str, facts: Facts, suggestion: Suggestion, text: Text, choice: str) -> str:
    """An answer in words."""
    return plain(_said(problem, facts, suggestion, text, choice))


def _said(problem: str, facts: Facts, suggestion: Suggestion, text: Text, choice: str) -> str:
    if ASKED[problem] == "direction":
        return text("upload.choice.best", score=facts["low" if choice == "low" else "high"])
    if problem == "scale_unsure":
        return _way(facts, text, choice)
    if choice == "split":
        early, late = [each for each in suggestion.mapping.questions if each.column == facts["column"]]
        day = facts["since"]
        told = {"before": f"{early.low}–{early.high}", "after": f"{late.low}–{late.high}"}
        return text("upload.choice.split", until=text.day(day - timedelta(days=1)), since=text.day(day), **told)
    kind = "count" if problem == "agreement" or problem == "ratings_unnamed" else problem
    return text(f"upload.choice.{kind}.{choice}", **{name: facts.get(name, "") for name in ("low", "high")})


def _way(facts: Facts, text: Text, choice: str) -> str:
    low, high, codes = facts["ways"][int(choice)]
    told = text("upload.choice.scale", low=low, high=high)
    if facts.get("nps"):
        told = text("upload.choice.nps" if (low, high) == (0, 10) else "upload.choice.no_nps", scale=told)
    if codes:
        told = text("upload.choice.codes", scale=told, codes=text.list(map(str, codes)), n=len(codes))
    return told


def no_answers(suggestion: Suggestion) -> pl.DataFrame:
    """column, value, times: what is taken for no answer, in the order of the file."""
    found: list[Any] = [facts["counts"] for key, facts in suggestion.problems if key == "codes_missing"]
    rows = [(column, cell, n) for counts in found for column, cells in counts.items() for cell, n in cells.items()]
    return pl.DataFrame(rows, schema={"column": pl.String, "value": pl.String, "times": pl.Int64}, orient="row")


def counted(suggestion: Suggestion, text: Text) -> None:
    """Where and how often the file seems to hold no answer, behind a fold."""
    found = no_answers(suggestion)
    if found.is_empty():
        return
    named = found.rename({name: text(f"upload.no_answer.{name}") for name in found.columns})
    with st.expander(text("upload.no_answers")):
        tables.shown(named, text("upload.no_answers"), height=min(240, 36 * (len(found) + 1) + 2))
