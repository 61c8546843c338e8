"""Quarters and weeks in place of days: the SQL that finds and reads them; their answers stand in the middle."""

from __future__ import annotations

from typing import Final

_YEAR: Final = r"(?:19|20)\d{2}(?: ?r\.?)?"
_OF: Final = "[-/., ]*"
_QUARTER_MARK: Final = r"(?:q|k|qtr\.?|kw\.?|quarter|kwarta[łl])"
_WHICH: Final = "(?:[0-9]|[ivx]{1,4})"
_WEEK_MARK: Final = r"(?:w|wk\.?|week|tydz\.?|tydzie[ńn])"

QUARTER: Final = "|".join(
    (
        f"{_YEAR}{_OF}{_QUARTER_MARK}{_OF}{_WHICH}",
        f"{_YEAR}{_OF}{_WHICH}{_OF}{_QUARTER_MARK}",
        f"{_QUARTER_MARK}{_OF}{_WHICH}{_OF}{_YEAR}",
        rf"{_WHICH}(?:st|nd|rd|th)?{_OF}{_QUARTER_MARK}{_OF}{_YEAR}",
    )
)
"""RE2 pattern, lower case: "2025-Q3", "Q3 2025", "III kw. 2025 r.", "3 kwartał 2025"."""

WEEK: Final = "|".join(
    (
        rf"{_YEAR}{_OF}{_WEEK_MARK}{_OF}\d{{1,2}}(?:-?[1-7])?",
        rf"{_WEEK_MARK}{_OF}\d{{1,2}}[-/., ]+{_YEAR}",
        rf"\d{{1,2}}{_OF}{_WEEK_MARK}{_OF}{_YEAR}",
    )
)
"""RE2 pattern, lower case: "2025-W32", "2025-W32-4", "tydz. 32/2025", "week 32, 2025"."""


def quarter_sql(text: str) -> str:
    """The 15th of the quarter's second month, as a TIMESTAMP; NULL for a quarter that is none."""
    which = f"regexp_extract({_without_year(text)}, '{_WHICH}')"
    month = (
        f"MAP {{'1': '02', '2': '05', '3': '08', '4': '11', 'i': '02', 'ii': '05', 'iii': '08', 'iv': '11'}}[{which}]"
    )
    return f"TRY_CAST(concat({_year(text)}, '-', {month}, '-15') AS TIMESTAMP)"


def week_sql(text: str) -> str:
    """The Thursday of an ISO 8601 week, or its day where one is told, as a TIMESTAMP; NULL for a week that is none."""
    week = f"lpad(regexp_extract({_without_year(text)}, '\\d{{1,2}}'), 2, '0')"
    day = f"coalesce(nullif(regexp_extract(lower({text}), '^\\d{{4}}-?w\\d{{2}}-?([1-7])$', 1), ''), '4')"
    return f"TRY_STRPTIME(concat({_year(text)}, '-', {week}, '-', {day}), '%G-%V-%u')"


def _year(text: str) -> str:
    return f"regexp_extract({text}, '(?:19|20)\\d{{2}}')"


def _without_year(text: str) -> str:
    return f"regexp_replace(lower({text}), '(?:19|20)\\d{{2}}', '')"
