"""The goals page beside its charts: a form that checks each letter while it is typed, the letters, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, cast

import polars as pl
import streamlit as st

from cxdata.choice import month_end, months_later
from cxdata.errors import CxError
from cxdata.governance import records
from cxdata.governance.current import Tables
from cxdata.governance.goals import Goal
from cxdata.governance.measures import smart
from cxdata.governance.measures.progress import level
from cxdata.governance.measures.series import Reading, reading
from cxdata.governance.tables import GOALS, RELATIONSHIP, SCOPES, STRATEGIC, TOUCHPOINT, TOUCHPOINTS
from cxdata.schema import METRICS, Metric
from cxdata.screen import cards, days, trouble
from cxdata.screen.cards import tables
from cxdata.screen.markdown import plain, small
from cxdata.screen.visit import people
from cxdata.screen.visit.opening import Page
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.goals import Goals

NONE: Final = ""
MOST: Final = 13
"""Goals whose letters stand on the page before somebody asks for all."""

_MARKS: Final = {
    True: ":green[:material/check:]",
    False: ":red[:material/close:]",
    None: ":gray[:material/question_mark:]",
}


def letters(page: Page, shown: Goals) -> None:
    """SMART and D of each open goal, and why a letter does not hold."""
    if shown.letters.is_empty():
        return
    text = page.text
    with st.container(border=True, key="card_letters", gap=8):
        cards.titled(text("goals.letters"), "letters")
        tables.folded(shown.letters, text("goals.letters"), "letters", MOST)
        if not any(shown.letters[text("goals.head.mend")]):
            st.markdown(small(text("goals.letters_fine")))


def lacking(page: Page, shown: Goals) -> None:
    """Goals without an owner, touchpoints without a goal; no card where there is neither goal nor touchpoint."""
    if not shown.lacking and shown.open.chart is None and shown.past.chart is None:
        return
    with st.container(border=True, key="card_lacking", gap=8):
        cards.titled(page.text("goals.lacking_title"), "lacking")
        for said in shown.lacking:
            st.markdown(plain(said))
        if not shown.lacking:
            st.markdown(small(page.text("goals.lacking_none")))


def form(page: Page, found: Tables) -> None:
    """A goal in the making: every field is judged as soon as it is filled; saving needs no more than the table does."""
    text = page.text
    with st.container(border=True, key="card_goal_form", gap=8):
        cards.titled(text("goals.form.title"), "goal_form")
        st.markdown(small(text("goals.form.intro")))
        with st.container(key="wide_goal_form"):
            left, right = st.columns([1.5, 1], gap=24)
        with left:
            goal, held = _asked(page, found)
        with right:
            _checked(goal, held, found, text)
        if page.workspace.readonly or not page.workspace.exists:
            st.markdown(small(text("goals.form.readonly")))
            return
        with st.container(horizontal=True, gap=16, vertical_alignment="bottom"):
            people.asked(text)
            if st.button(text("goals.form.save"), key="save_goal", type="primary"):
                if goal is None:
                    st.error(text("goals.form.no_target"), icon=":material/error:")
                else:
                    _saved(page, goal)


def _asked(page: Page, found: Tables) -> tuple[Goal | None, Reading]:
    """The goal as the fields say it, None without a target, and what the answers say of its scope.

    The levels are filled in only from a score: nothing is made up where there is none.
    """
    text, day = page.text, page.snapshot.as_of

    def nothing(value: str) -> str:
        return value or text("goals.form.none")

    one, two, three = st.columns(3, gap=16)
    with one:
        metric = cast(
            Metric, _pick("metric", page.snapshot.metrics or list(METRICS), page, lambda m: text(f"metric.{m}"))
        )
    with two:
        if _key("scope", page) not in st.session_state:
            st.session_state[_key("scope", page)] = _answered(page, metric)
        scope = _pick("scope", list(SCOPES), page, lambda s: text(f"governance_choice.goals.scope.{s}"))
    with three:
        labels = list(page.snapshot.labels("touchpoint").values())
        touchpoint = _pick("touchpoint", labels, page, str) if scope == TOUCHPOINT and labels else None
    about = Goal(0, None, metric, scope or RELATIONSHIP, touchpoint, None, 0.0, day, None)
    held = reading(page.snapshot, about)
    now = level(held, day)
    _said_now(now, metric, text)
    base = None if now.score is None else round(now.score)
    aim = None if base is None else min(base + 5, 100)
    place = f"{metric}_{scope}_{touchpoint}"
    with one:
        baseline = st.number_input(_name("baseline", text), -100, 100, base, key=f"goal_base_{place}")
    with two:
        target = st.number_input(_name("target", text), -100, 100, aim, key=f"goal_target_{place}")
    with three:
        later = month_end(months_later(day, 12))
        deadline = st.date_input(
            _name("deadline", text), later, days.EARLIEST, days.LATEST, key="goal_deadline", format=days.WRITTEN
        )
    with one:
        owner = _pick("owner", [NONE, *found["departments"].rows["name"].to_list()], page, nothing)
    with two:
        strategic = found["vision"].rows.filter(kind=STRATEGIC)["name"].to_list()
        vision = _pick("vision", [NONE, *strategic], page, nothing)
    with three:
        until = deadline if isinstance(deadline, date) else day
        ends = _quarters(day, until)
        checkpoints = st.multiselect(
            _name("checkpoints", text),
            ends,
            key="goal_checks",
            format_func=text.day,
            placeholder=text("goals.form.choose"),
        )
    name = st.text_input(_name("name", text), key="goal_name", max_chars=120)
    reason = st.text_input(_name("reason", text), key="goal_reason", max_chars=400)
    if target is None:
        return None, held
    goal = Goal(
        id=0, name=name.strip() or None, metric=metric, scope=scope or RELATIONSHIP, touchpoint=touchpoint,
        baseline=None if baseline is None else float(baseline), target=float(target), deadline=until,
        owner=owner or None, start=day,
        checkpoints=tuple(sorted(checkpoints)), vision=vision or None, reason=reason.strip() or None,
    )  # fmt: skip
    return goal, held


def _quarters(day: date, until: date) -> list[date]:
    """Ends of quarters between the two days: where a goal can be checked."""
    ends = [month_end(months_later(day, at)) for at in range(1, 37)]
    return [end for end in ends if end.month % 3 == 0 and day < end < until]


def _name(column: str, text: Text) -> str:
    said = text(f"governance.goals.{column}")
    return said[:1].upper() + said[1:]


def _key(column: str, page: Page) -> str:
    return f"goal_{column}_{page.lang}"


def _answered(page: Page, metric: Metric) -> str:
    """The first scope with answers of the last year."""
    scopes = (RELATIONSHIP, TOUCHPOINTS)
    about = (Goal(0, None, metric, scope, None, None, 0.0, page.snapshot.as_of, None) for scope in scopes)
    return next((goal.scope for goal in about if reading(page.snapshot, goal).quarterly), RELATIONSHIP)


def _pick(column: str, options: Sequence[str], page: Page, said: Any) -> str | None:
    return st.selectbox(_name(column, page.text), list(options), key=_key(column, page), format_func=said)


def _said_now(now: Any, metric: Metric, text: Text) -> None:
    if now.score is None:
        st.markdown(small(text("goals.form.now_few", n=now.n)))
        return
    ends = wording.interval({"low": now.low, "high": now.high}, metric, text)
    st.markdown(small(text("goals.form.now", score=wording.score(now.score, metric, text), interval=ends, n=now.n)))


def _checked(goal: Goal | None, held: Reading, found: Tables, text: Text) -> None:
    """The six letters in sentences, each with its mark."""
    if goal is None:
        st.markdown(small(text("goals.form.no_target")))
        return
    strategic = not found["vision"].rows.filter(kind=STRATEGIC).is_empty()
    lines = [
        f"{_MARKS[check.holds]} **{plain(text(f'smart.letter.{check.letter}'))}** {plain(smart.said(check, text))}"
        for check in smart.checked(goal, held, strategic)
    ]
    st.markdown("\n\n".join(lines))
    st.markdown(small(text("goals.form.less")))


def _saved(page: Page, goal: Goal) -> None:
    row = {
        "name": goal.name, "metric": goal.metric, "scope": goal.scope, "touchpoint": goal.touchpoint,
        "baseline": goal.baseline, "target": goal.target, "deadline": goal.deadline, "owner": goal.owner,
        "start": goal.start, "checkpoints": list(goal.checkpoints), "vision": goal.vision, "reason": goal.reason,
    }  # fmt: skip
    schema = {name: dtype for name, dtype in GOALS.schema.items() if name != "id"}
    frame = pl.DataFrame([row], schema=schema, orient="row")
    now = records.held(page.workspace, GOALS)
    try:
        records.save(
            page.workspace, GOALS, pl.concat([now.rows, frame], how="diagonal"), by=people.stated(),
            base_version=now.version,
        )  # fmt: skip
    except records.Refused as refused:
        for problem in refused.problems:
            said = page.text(f"errors.{problem.key}", **problem.facts)
            st.error(plain(f"{_name(problem.column, page.text)}: {said}"), icon=":material/error:")
        return
    except CxError as problem:
        trouble.refused(problem)
        return
    st.toast(plain(page.text("goals.form.saved", label=goal.name or goal.metric)))
    st.rerun()
