"""A question whose scale changed while answers were being collected: 1-5 until some month, 1-10 since."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cxdata.reading.mapping import DateOrder, Question
from cxdata.reading.meaning.dates import timestamp_sql

if TYPE_CHECKING:
    from cxdata.reading.meaning.suggestion import Draft

_SHORTER = {10: 5, 100: 10, 7: 5}
"""Top of a scale -> top of the shorter one that it may have replaced."""
_ENOUGH, _NONE, _MANY = 30, 0.01, 0.2
_SAMPLE = 20_000
"""Reading every date of a larger file would take longer than all the rest of a suggestion."""
_MOST_ROWS = 2_000_000

Month = tuple[datetime, int, int]


def scale_changes(draft: Draft, at: str, order: DateOrder, questions: tuple[Question, ...]) -> None:
    """Adds a problem, and the open question of the scale, for each question whose scale changed."""
    sheet = draft.profile.sheet
    asked = [question for question in questions if question.high in _SHORTER and not question.words]
    if not at or not asked or sheet.rows > _MOST_ROWS:
        return
    places = {question.column: f"c{sheet.headings.index(question.column)}" for question in asked}
    draft.profile.connection.execute(
        f"CREATE TEMP TABLE dated AS SELECT date_trunc('month', {timestamp_sql('told', order)})::TIMESTAMP AS month, * "
        f"FROM (SELECT c{sheet.headings.index(at)} AS told, {', '.join(places.values())} FROM {sheet.relation()} "
        f"USING SAMPLE reservoir({_SAMPLE} ROWS) REPEATABLE (1))"
    )
    for question in asked:
        shorter = _SHORTER[question.high]
        changed = _changed(_months(draft, places[question.column], shorter))
        if changed is None:
            continue
        facts = {"column": question.column, "month": changed.strftime("%Y-%m"), "before": shorter}
        draft.problems.append(("scale_changed", {**facts, "low": question.low, "high": question.high}))
        draft.confidence[question.column] = min(0.5, draft.confidence[question.column])
        draft.open.append("scale")


def _months(draft: Draft, score: str, shorter: int) -> list[Month]:
    """Each month with its scores and those above the shorter scale."""
    number = f"TRY_CAST(regexp_extract(trim({score}), '^\\d+') AS INTEGER)"
    return draft.profile.connection.execute(
        f"SELECT month, count({number}), count(*) FILTER ({number} > $top) FROM dated "
        "WHERE month IS NOT NULL GROUP BY 1 ORDER BY 1",
        {"top": shorter},
    ).fetchall()


def _changed(months: list[Month]) -> datetime | None:
    """The first month of the longer scale: nobody chose its upper half before, many did since."""
    best: tuple[float, datetime] | None = None
    for place in range(1, len(months)):
        before, since = months[:place], months[place:]
        n_before, n_since = (sum(n for _, n, _ in part) for part in (before, since))
        if min(n_before, n_since) < _ENOUGH:
            continue
        share_before = sum(above for *_, above in before) / n_before
        share_since = sum(above for *_, above in since) / n_since
        contrast = share_since - share_before
        if share_before <= _NONE and share_since >= _MANY and (best is None or contrast > best[0]):
            best = contrast, months[place][0]
    return best[1] if best else None
