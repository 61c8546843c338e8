"""What happened when, as numbered marks on the lines: events written down, starts of initiatives, large decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

import polars as pl

from cxdata.card import Event, Lines, Scope
from cxdata.choice import Span
from cxdata.findings.effects import EFFECT
from cxdata.findings.ground import Ground
from cxdata.findings.signals import shifts
from cxdata.governance.current import Tables
from cxdata.scan.family import WHOLE
from cxdata.schema import Metric
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views import wording

MOST, FEW = 20, 8
"""Marks on the line of one touchpoint, or of the whole; and where several share the room."""
Told = tuple[date, str, tuple[str, ...]]
"""The day, the words, the touchpoints that it concerns."""


def of_whole(
    tables: Tables | None, days: Span, tests: pl.DataFrame, shifted: date | None, text: Text, more: Sequence[Told] = ()
) -> tuple[Event, ...]:
    """The marks of the line of everything: what was written down, work that really changed something by the
    workspace's `tests`, where a signal says that the level shifted, and `more`."""
    real = tests.filter(kind=EFFECT, verdict="real")["code"].to_list()
    shifts = [(shifted, text("trends.shifted"), ())] if shifted else []
    return events(tables, days, (), initiatives=False, proven=real, more=[*shifts, *more])


def rescaled(snapshot: Snapshot, metric: Metric, scope: Scope, text: Text) -> list[Told]:
    """Where the scale changed on which these scores were given."""
    found = snapshot.rescaled.get((metric, scope == "relationship"), ())
    scales = ({"before": wording.scale(one.before), "after": wording.scale(one.after)} for one in found)
    return [(one.at, text("trends.rescaled", **scale), ()) for one, scale in zip(found, scales, strict=True)]


def shift(ground: Ground) -> date | None:
    """The first month of the new level of the chosen metric's whole, where its history says that it shifted."""
    if not ground.timed:
        return None
    mine = [one.start for one in shifts(ground) if one.code == WHOLE and one.metric == ground.choice.metric]
    return max(mine, default=None)


def events(
    tables: Tables | None,
    days: Span,
    touchpoints: Collection[str],
    *,
    initiatives: bool,
    proven: Collection[int] = (),
    more: Sequence[Told] = (),
) -> tuple[Event, ...]:
    """The marks of these days, oldest first, at most the last 20, or the last 8 where there are several touchpoints.

    Those that concern none of `touchpoints` are left out, unless that is empty. `initiatives`: also where work on these
    touchpoints began, and what of large impact was decided about a single one; without, only the work of these ids,
    `proven` to have changed something.
    """
    found = [*(_written(tables) if tables else ()), *more]
    if tables is not None and initiatives:
        decided = _decided(tables) if len(touchpoints) == 1 else ()
        found += [mark for mark in (*_begun(tables), *decided) if mark[2]]
    elif tables is not None and proven:
        found += _begun(tables, proven)
    kept = [
        mark
        for mark in sorted(found, key=lambda mark: mark[:2])
        if days[0] <= mark[0] <= days[1] and (not touchpoints or not mark[2] or set(mark[2]) & set(touchpoints))
    ]
    return tuple(Event(i, *mark) for i, mark in enumerate(kept[-(FEW if len(touchpoints) > 1 else MOST) :], start=1))


def _written(tables: Tables) -> Iterator[Told]:
    for row in tables["events"].rows.iter_rows(named=True):
        yield row["day"], row["event"], tuple(row["touchpoints"] or ())


def _begun(tables: Tables, only: Collection[int] | None = None) -> Iterator[Told]:
    for row in tables["initiatives"].rows.iter_rows(named=True):
        if row["start"] is not None and (only is None or row["id"] in only):
            yield row["start"], row["name"], tuple(row["touchpoints"] or ())


def _decided(tables: Tables) -> Iterator[Told]:
    """Decisions of large impact; smaller ones would hide the line."""
    for row in tables["decisions"].rows.filter(impact="large").iter_rows(named=True):
        yield row["decided"], row["decision"], (row["touchpoint"],) if row["touchpoint"] else ()


def listed(chart: Lines, text: Text) -> tuple[tuple[int, str], ...]:
    """Number and words of each mark: (1, "4 May 2026: another carrier (Delivery)")."""
    found = []
    for event in chart.events:
        about = f" ({text.list(event.touchpoints)})" if event.touchpoints else ""
        found.append((event.number, text("trends.event", day=text.day(event.at), words=event.words) + about))
    return tuple(found)
