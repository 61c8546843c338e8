"""A date told in several columns, such as year, month and day, joined into one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from cxdata.reading.containers.headers import unique
from cxdata.reading.containers.source import Source, room
from cxdata.reading.meaning.profiles import Profile
from cxdata.reading.meaning.vocabulary import part_of_date
from cxdata.reading.sheet import Problem, Sheet, literal

JOINED: Final = "date_joined"
_DATES: Final = 0.5
_FITTING: Final = 0.9
"""The share of rows in which every part must be what its heading says."""

_SHAPES: Final = {
    "year": r"(?:19|20)\d{2}(?:[.,]0+)?",
    "month": r"0?[1-9](?:[.,]0+)?|1[0-2](?:[.,]0+)?|[^\d]{3,}",
    "day": r"0?[1-9](?:[.,]0+)?|[12]\d(?:[.,]0+)?|3[01](?:[.,]0+)?",
    "quarter": r"[qQkK]?[1-4](?:[.,]0+)?|I{1,3}|IV",
    "week": r"[wW]?\d{1,2}(?:[.,]0+)?",
}
_WAYS: Final = (("year", "month", "day"), ("year", "month"), ("year", "quarter"), ("year", "week"))


def joined(sheet: Sheet, folder: Path | None = None) -> Sheet:
    """The sheet with one more column, the date told by its columns of year, month, day, quarter or week.

    As it is where these are not there, where their values are something else, or where another column holds dates.
    `problems` says which were joined.
    """
    found: dict[str, int] = {}
    for place, heading in enumerate(sheet.headings):
        if part := part_of_date(heading):
            found.setdefault(part, place)
    way = next((way for way in _WAYS if all(part in found for part in way)), None)
    if way is None:
        return sheet
    places = {part: found[part] for part in way}
    cells = {part: f"trim(c{place})" for part, place in places.items()}
    with Profile(sheet) as profile:
        others = (column for column in profile.columns if column.place not in places.values())
        if any(column.values and column.dates >= _DATES for column in others) or not _fits(profile, cells):
            return sheet
        made = Source(sheet.path, sheet.name, room(folder)).made(".parquet")
        whole = f"SELECT *, {_written(cells)} AS c{len(sheet.headings)} FROM {sheet.relation()}"
        profile.connection.execute(f"COPY ({whole}) TO {literal(str(made))} (FORMAT parquet)")
    joint = ", ".join(sheet.headings[place] for place in places.values())
    headings = unique([*sheet.headings, joint])
    problem: Problem = (JOINED, {"columns": joint})
    return replace(
        sheet,
        path=made,
        stored="parquet",
        headings=headings,
        questions=(*sheet.questions, headings[-1]),
        after=0,
        problems=(*sheet.problems, problem),
    )


def parts(sheet: Sheet, heading: str) -> set[int]:
    """Places of the columns that were joined into that heading."""
    named = next((str(facts["columns"]) for key, facts in sheet.problems if key == JOINED), "")
    if not named or heading != sheet.headings[-1]:
        return set()
    return {place for place, name in enumerate(sheet.headings[:-1]) if part_of_date(name) and name in named}


def _fits(profile: Profile, cells: dict[str, str]) -> bool:
    """Whether the parts are what their headings say in nearly every row."""
    good = " AND ".join(f"regexp_full_match({cell}, '{_SHAPES[part]}')" for part, cell in cells.items())
    rows, fit = profile.asked(["count(*)", f"count(*) FILTER ({good})"])
    return bool(rows) and fit >= _FITTING * rows


def _written(cells: dict[str, str]) -> str:
    """SQL of the date as people write it; NULL where the year is blank."""
    plain = {part: f"regexp_replace({cell}, '[.,]0+$', '')" for part, cell in cells.items()}
    year = plain["year"]
    if "quarter" in plain:
        said = f"concat({year}, ' Q', ltrim({plain['quarter']}, 'qQkK'))"
    elif "week" in plain:
        said = f"concat({year}, '-W', lpad(ltrim({plain['week']}, 'wW'), 2, '0'))"
    else:
        numbers = ", ".join(plain.values())
        words = f"{plain['month']}, {year}"
        words = f"{plain['day']}, {words}" if "day" in plain else words
        said = (
            f"CASE WHEN regexp_full_match({plain['month']}, '\\d+') THEN concat_ws('-', {numbers}) "
            f"ELSE concat_ws(' ', {words}) END"
        )
    return f"CASE WHEN {year} <> '' THEN {said} END"
