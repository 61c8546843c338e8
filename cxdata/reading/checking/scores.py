"""Cells of a measured column: the SQL that turns their different texts into scores, or says why it cannot.

Only different texts pass here, never every cell: a column of a million cells holds a few dozen of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cxdata.reading.mapping import Question

BLANKS = r"[\s\x{a0}\x{2007}\x{202f}\x{200b}\x{feff}]+"
"""What counts as white space in a cell, for RE2: the no-break spaces and marks that exports leave behind."""

_BLANKS = re.compile("[\\s\u00a0\u2007\u202f\u200b\ufeff]+")
_NUMBER = r"^([+-]?\d{1,9}(?:[.,]\d+)?)"
_PLAIN = _NUMBER + "$"
_OUT_OF = _NUMBER + r"\s?(?:/|z|na|of|out of)\s?(\d{1,9})$"
_LED = r"^([+-]?\d{1,9})(?:\s?[-–—:.)(=]\s?|\s)[^\d\s.,][^\d]*$"
_ENDED = r"^[^\d]+\(([+-]?\d{1,9})\)$"
_STARS = "^★+☆*$"

OFFERED = ("offered", "unoffered")
"""Scores of a survey that was sent and not answered: they are no answers, and never a denominator."""


def trimmed(text: str) -> str:
    """The cell without white space round it, and single blanks inside."""
    return _BLANKS.sub(" ", text).strip()


def plain(texts: Iterable[str]) -> list[str]:
    return [trimmed(text).lower() for text in texts]


def parameters(question: Question) -> dict[str, object]:
    """Values that `meanings` binds."""
    return {
        "low": question.low,
        "high": question.high,
        "missing": [*plain(question.missing), *OFFERED],
        "said": plain(question.words) or [""],
        "worth": list(question.words.values()) or [0],
    }


def meanings(texts: str) -> str:
    """SQL from a relation with a column `text` to text, score (SMALLINT or NULL) and reason (VARCHAR or NULL).

    A blank cell, and one that means "no answer", has neither; one of a survey that was only sent has the reason
    `offered`. Read are 9, "9.0", "9,0", "9/10", "9 z 10", "10 - tak", "Dobrze (4)", stars, and the question's words.
    """
    return f"""
WITH cleaned AS (
    SELECT text, lower(trim(regexp_replace(replace(text, '−', '-'), '{BLANKS}', ' ', 'g'))) AS t FROM ({texts})
), parted AS (
    SELECT text, t, list_position($said::VARCHAR[], t) AS word,
        CASE WHEN $high = 100 AND $low = 0 THEN rtrim(t, ' %') ELSE t END AS bare,
        regexp_extract(bare, '{_OUT_OF}', 2) AS out_of,
        coalesce(
            nullif(regexp_extract(bare, '{_PLAIN}', 1), ''), nullif(regexp_extract(bare, '{_OUT_OF}', 1), ''),
            nullif(regexp_extract(bare, '{_LED}', 1), ''), nullif(regexp_extract(bare, '{_ENDED}', 1), '')
        ) AS digits,
        CASE
            WHEN regexp_matches(t, '{_STARS}') THEN length(t) - length(replace(t, '★', ''))
            WHEN digits IS NOT NULL THEN TRY_CAST(replace(digits, ',', '.') AS DOUBLE)
        END AS value
    FROM cleaned
), judged AS (
    SELECT text, t, word, value, CASE
        WHEN t IS NULL OR t = '' OR word > 0 THEN NULL
        WHEN list_contains($missing::VARCHAR[], t) THEN CASE WHEN t IN ('offered', 'unoffered') THEN 'offered' END
        WHEN value IS NULL THEN 'not_a_number'
        WHEN out_of <> '' AND TRY_CAST(out_of AS INTEGER) <> $high THEN 'other_scale'
        WHEN value < $low OR value > $high THEN 'out_of_range'
        WHEN value <> floor(value) THEN 'not_whole'
    END AS reason FROM parted
)
SELECT text, reason, CASE
    WHEN t IS NULL OR t = '' OR reason IS NOT NULL OR list_contains($missing::VARCHAR[], t) THEN NULL
    WHEN word > 0 THEN ($worth::SMALLINT[])[word]
    ELSE value::SMALLINT
END AS score FROM judged"""
