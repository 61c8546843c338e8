"""Promises and deeds beside the score: for each department, and for the company as a whole."""

from __future__ import annotations

from dataclasses import dataclass, fields

import polars as pl

from cxdata.card import Said
from cxdata.governance.goals import Goal
from cxdata.governance.measures import promises, work
from cxdata.governance.measures.progress import outcome
from cxdata.governance.measures.series import Reading, reading
from cxdata.governance.standing import Standing
from cxdata.governance.tables import RUNNING, TOUCHPOINT
from cxdata.schema import Metric
from cxdata.store.snapshot import Snapshot
from cxdata.text import NOTHING, Text
from cxdata.views import wording


@dataclass(frozen=True)
class Deeds:
    """What one owner promised and did: decisions due, kept by the first date, still open after it; initiatives under
    way; goals whose deadline is over, and how many of them were met."""

    due: int = 0
    kept: int = 0
    overdue: int = 0
    running: int = 0
    ended: int = 0
    met: int = 0

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
        row, goals = by_owner.get(name, {}), ended.get(name, [])
        found[name] = Deeds(
            row.get("due", 0), row.get("kept", 0), row.get("overdue", 0), running.get(name, 0), len(goals), sum(goals)
        )
    whole = promises.kept(promises.register(then), then.day)
    every = [one for goals in ended.values() for one in goals]
    found[None] = Deeds(whole.due, whole.kept, whole.overdue, busy.height, len(every), sum(every))
    return found


def _ended(snapshot: Snapshot, then: Standing) -> dict[str | None, list[bool]]:
    """Owner -> for each goal whose deadline is over and whose outcome is known, whether it was met."""
    known: dict[tuple[str, str, str | None], Reading] = {}
    found: dict[str | None, list[bool]] = {}
    for goal in map(Goal.of, then.past_goals.to_dicts()):
        key = (goal.metric, goal.scope, goal.touchpoint if goal.scope == TOUCHPOINT else None)
        if key not in known:
            known[key] = reading(snapshot, goal)
        word, _ = outcome(goal, known[key])
        if word in ("met", "missed"):
            found.setdefault(goal.owner, []).append(word == "met")
    return found


def of(part: int, whole: int, text: Text) -> str:
    """ "4 of 7"; a dash where there is nothing."""
    return text("deeds.of", part=text.number(part), whole=text.number(whole)) if whole else NOTHING


def table(rows: pl.DataFrame, found: dict[str | None, Deeds], metric: Metric, text: Text) -> pl.DataFrame:
    """Departments with their score beside promises and deeds; empty where nobody has promised or done anything.

    `rows`: label, n, score, low, high, hidden of the departments with answers. Departments without answers follow.
    """
    if not any(one.any for one in found.values()):
        return pl.DataFrame()
    scored = {row["label"]: row for row in rows.to_dicts()}
    names = [*scored, *(name for name in found if name is not None and name not in scored and found[name].any)]
    score = text("deeds.head.score", metric=text(f"metric.{metric}"))
    lines: list[dict[str, object]] = []
    for name in names:
        one, row = found.get(name, Deeds()), scored.get(name)
        lines.append(
            {
                text("deeds.head.department"): name,
                score: _score(row, metric, text),
                text("columns.n"): row["n"] if row else 0,
                **_told(one, text),
            }
        )
    if (nobody := _unowned(found)).any:
        heads = {text("deeds.head.department"): text("deeds.nobody"), score: NOTHING, text("columns.n"): None}
        lines.append({**heads, **_told(nobody, text)})
    return pl.DataFrame(lines, infer_schema_length=None)


def _told(one: Deeds, text: Text) -> dict[str, object]:
    return {
        text("deeds.head.kept"): of(one.kept, one.due, text),
        text("deeds.head.overdue"): one.overdue,
        text("deeds.head.running"): one.running,
        text("deeds.head.met"): of(one.met, one.ended, text),
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


def sentence(found: dict[str | None, Deeds], text: Text) -> tuple[Said, ...]:
    """The company's promises and deeds in a line; nothing where there are none."""
    whole = found[None]
    if not whole.any:
        return ()
    parts = []
    if whole.due:
        parts.append(Said(text("deeds.kept", n=whole.due, kept=text.number(whole.kept))))
    if whole.overdue:
        parts.append(Said(text("deeds.overdue", n=whole.overdue), "worse"))
    if whole.running:
        parts.append(Said(text("deeds.running", n=whole.running)))
    if whole.ended:
        parts.append(Said(text("deeds.met", n=whole.ended, met=text.number(whole.met))))
    spaced = [Said(" ")] * (2 * len(parts) - 1)
    spaced[::2] = parts
    return tuple(spaced)
