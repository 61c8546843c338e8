"""Promises and deeds beside the score: for each department, and for the company as a whole."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import polars as pl

from cxdata.card import Said
from cxdata.governance.goals import Goal
from cxdata.governance.measures import promises, work
from cxdata.governance.measures.progress import Outcome, outcome
from cxdata.governance.measures.series import Reading, reading
from cxdata.governance.standing import Standing
from cxdata.governance.tables import RUNNING, TOUCHPOINT
from cxdata.schema import Metric
from cxdata.store.snapshot import Snapshot
from cxdata.text import NOTHING, Text
from cxdata.views import wording


@dataclass(frozen=True)
class Deeds:
    """What one owner promised and did: decisions due, kept by the first date, done after it, still open after it;
    initiatives under way; goals whose deadline is over and whose answers suffice, and how many of them were met and
    missed: for the others the interval holds the target."""

    due: int = 0
    kept: int = 0
    late: int = 0
    overdue: int = 0
    running: int = 0
    ended: int = 0
    met: int = 0
    missed: int = 0

    @property
    def any(self) -> bool:
        return bool(self.due or self.overdue or self.running or self.ended)


def deeds(snapshot: Snapshot, then: Standing) -> dict[str | None, Deeds]:
    """Department -> its deeds; None: the company, with what has no owner too."""
    by_owner = {row["owner"]: row for row in promises.by_owner(then).to_dicts()}
    busy = work.register(then).filter(pl.col("state").is_in([RUNNING, work.LATE_FINISH]))
    running = dict(busy.group_by("owner").agg(pl.len()).iter_rows())
    ended = _ended(snapshot, then)
    names = [*then.departments["name"], *(name for name in by_owner if name)]
    found: dict[str | None, Deeds] = {}
    for name in dict.fromkeys(names):
        row = by_owner.get(name, {})
        due, kept, late, overdue = (row.get(state, 0) for state in ("due", "kept", "late", "overdue"))
        found[name] = Deeds(due, kept, late, overdue, running.get(name, 0), *_counted(ended.get(name, [])))
    whole = promises.kept(promises.register(then), then.day)
    every = [one for goals in ended.values() for one in goals]
    found[None] = Deeds(whole.due, whole.kept, whole.late, whole.overdue, busy.height, *_counted(every))
    return found


def _counted(goals: list[Outcome]) -> tuple[int, int, int]:
    return len(goals), goals.count("met"), goals.count("missed")


def _ended(snapshot: Snapshot, then: Standing) -> dict[str | None, list[Outcome]]:
    """Owner -> how each goal ended whose deadline is over and whose answers give an interval."""
    known: dict[tuple[str, str, str | None], Reading] = {}
    found: dict[str | None, list[Outcome]] = {}
    for goal in map(Goal.of, then.past_goals.to_dicts()):
        key = (goal.metric, goal.scope, goal.touchpoint if goal.scope == TOUCHPOINT else None)
        if key not in known:
            known[key] = reading(snapshot, goal)
        word, _ = outcome(goal, known[key])
        if word != "unknown":
            found.setdefault(goal.owner, []).append(word)
    return found


def of(part: int, whole: int, text: Text) -> str:
    """ "4 of 7"; a dash where there is nothing."""
    return text("deeds.of", part=text.number(part), whole=text.number(whole)) if whole else NOTHING


def ended(met: int, missed: int, all: int, text: Text) -> str:
    """ "1 met, 2 missed, 3 undecided"; a dash where no goal has ended."""
    counts = {"met": met, "missed": missed, "unclear": all - met - missed}
    return ", ".join(text(f"deeds.ended.{name}", n=n) for name, n in counts.items() if n) or NOTHING


def table(
    rows: pl.DataFrame, found: dict[str | None, Deeds], metric: Metric, text: Text, apart: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Departments with their score beside promises and deeds; empty where nobody has promised or done anything.

    `rows`: label, n, score, low, high, hidden of the departments with answers. Departments without answers follow.
    `apart`: the same of CX teams that lead touchpoints, and (label null) of what nobody leads.
    """
    if not any(one.any for one in found.values()):
        return pl.DataFrame()
    scored = {row["label"]: row for row in rows.to_dicts()}
    aside = {row["label"]: row for row in apart.to_dicts()} if apart is not None else {}
    names = [*scored, *(name for name in found if name is not None and name not in scored and found[name].any)]
    names += [name for name in aside if name is not None and name not in names]
    score = text("deeds.head.score", metric=text(f"metric.{metric}"))
    lines: list[dict[str, object]] = []
    for name in names:
        one, row = found.get(name, Deeds()), scored.get(name) or aside.get(name)
        called = text("deeds.misplaced", name=name) if name in aside and name not in scored else name
        lines.append(
            {
                text("deeds.head.department"): called,
                score: _score(row, metric, text),
                text("columns.n"): row["n"] if row else 0,
                **_told(one, text),
            }
        )
    nobody, row = _unowned(found), aside.get(None)
    if nobody.any or row:
        told = {score: _score(row, metric, text) if row else NOTHING, text("columns.n"): row["n"] if row else None}
        lines.append({text("deeds.head.department"): text("deeds.nobody"), **told, **_told(nobody, text)})
    return pl.DataFrame(lines, infer_schema_length=None)


def _told(one: Deeds, text: Text) -> dict[str, object]:
    return {
        text("deeds.head.kept"): of(one.kept, one.due, text),
        text("deeds.head.overdue"): one.overdue,
        text("deeds.head.running"): one.running,
        text("deeds.head.met"): ended(one.met, one.missed, one.ended, text),
    }


def _unowned(found: dict[str | None, Deeds]) -> Deeds:
    """What is the company's and no department's: the row with which the table sums to what the overview says."""
    names = [field.name for field in fields(Deeds)]
    owned = {name: sum(getattr(one, name) for owner, one in found.items() if owner is not None) for name in names}
    return Deeds(**{name: getattr(found[None], name) - owned[name] for name in names})


def _score(row: dict[str, object] | None, metric: Metric, text: Text) -> str:
    """The score with its interval, the interval alone, or that there are too few answers."""
    if row is None or row["low"] is None:
        return text("deeds.few")
    ends = wording.interval(row, metric, text)
    score = row["score"]
    return ends if not isinstance(score, float) else f"{wording.score(score, metric, text)} ({ends})"


def sentence(found: dict[str | None, Deeds], day: date, text: Text) -> tuple[Said, ...]:
    """The company's promises and deeds on that day, in a line; nothing where there are none."""
    whole = found[None]
    if not whole.any:
        return ()
    parts = []
    if whole.due:
        parts.append(Said(text("deeds.kept", n=whole.due, kept=text.number(whole.kept))))
    if whole.late:
        parts.append(Said(text("deeds.late", n=whole.late)))
    if whole.overdue:
        parts.append(Said(text("deeds.overdue", n=whole.overdue), "worse"))
    if whole.running:
        parts.append(Said(text("deeds.running", n=whole.running)))
    if whole.ended:
        parts.append(Said(text("deeds.met", n=whole.ended, told=ended(whole.met, whole.missed, whole.ended, text))))
    parts.append(Said(text("deeds.standing", day=text.day(day)), "quiet"))
    spaced = [Said(" ")] * (2 * len(parts) - 1)
    spaced[::2] = parts
    return tuple(spaced)
