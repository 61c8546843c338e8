"""Cells of a measured column: the SQL that turns their different texts into scores, or says why it cannot.

Only different texts pass here, never every cell: a column of a million cells holds a few dozen of them. The patterns
are those of RE2 and of Python alike, so that a column is profiled by the same reading as it is imported by.
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
_LED = r"^([+-]?\d{1,9})(?:(?:\s?[-–—:.)(=]\s?|\s)[^\d\s.,][^\d]*|\s?[★⭐]+)$"
_ENDED = r"^[^\d]+\(([+-]?\d{1,9})\)$"
_STARS = "^(?:[★⭐ ]*[★⭐][☆ ]*|[*]{1,5})$"
_UNIT = r"\s?(?:stars?|gwiazd(?:k[aię]|ek)|punkt(?:y|ów)?|pkt\.?|points?|pts\.?)$"

OFFERED = ("offered", "unoffered")
"""Scores of a survey that was sent and not answered: they are no answers, and never a denominator."""


def trimmed(text: str) -> str:
    """The cell without white space round it, and single blanks inside."""
    return _BLANKS.sub(" ", text).strip()


def plain(texts: Iterable[str]) -> list[str]:
    return [trimmed(text).lower() for text in texts]


def score(cell: str) -> int | None:
    """The whole number that a cell says on whatever scale: "9", "3.0", "85%", "9/10", "10 - tak", "4 stars"."""
    text = _said(cell).removesuffix("%").rstrip()
    if re.match(_STARS, text):
        return sum(sign in "★⭐*" for sign in text)
    found = next((match for each in (_PLAIN, _OUT_OF, _LED, _ENDED) if (match := re.match(each, text, re.ASCII))), None)
    value = float(found[1].replace(",", ".")) if found else 0.5
    return int(value) if value.is_integer() else None


def out_of(cell: str) -> int | None:
    """The end of the scale that a cell names or shows: 10 in "9/10", 5 in "★★★☆☆"."""
    text = _said(cell)
    if "☆" in text and re.match(_STARS, text):
        return len(text.replace(" ", ""))
    found = re.match(_OUT_OF, text, re.ASCII)
    return int(found[2]) if found else None


def _said(cell: str) -> str:
    return re.sub(_UNIT, "", trimmed(cell).lower().replace("−", "-").replace("\ufe0f", ""))


BOUND = (
    "$low::INTEGER AS low, $high::INTEGER AS high, $missing::VARCHAR[] AS missing, $said::VARCHAR[] AS said, "
    "$worth::SMALLINT[] AS worth"
)
"""SQL of the columns by which `meanings` knows a question, out of its `parameters`."""


def parameters(question: Question) -> dict[str, object]:
    return {
        "low": question.low,
        "high": question.high,
        "missing": [*plain(question.missing), *OFFERED],
        "said": plain(question.words) or [""],
        "worth": list(question.words.values()) or [0],
    }


def meanings(texts: str, beside: str = "") -> str:
    """SQL from a relation with the columns text and those of BOUND to text, score (SMALLINT or NULL), reason (VARCHAR
    or NULL), and those `beside` it that are named.

    A blank cell, and one that means "no answer", has neither; one of a survey that was only sent has the reason
    `offered`. Read are 9, "9.0", "9,0", "9/10", "9 z 10", "10 - tak", "Dobrze (4)", "4 stars", ★★★★☆, and the
    question's words.
    """
    return f"""
WITH cleaned AS (
    SELECT *, lower(trim(regexp_replace(replace(text, '−', '-'), '{BLANKS}', ' ', 'g'))) AS t FROM ({texts})
), worded AS (
    SELECT *, list_position(said, t) AS word, regexp_replace(replace(t, chr(65039), ''), '{_UNIT}', '') AS unit
    FROM cleaned
), bared AS (
    SELECT *, CASE WHEN high = 100 AND low IN (0, 1) THEN rtrim(unit, ' %') ELSE unit END AS bare FROM worded
), parted AS (
    SELECT *, regexp_extract(bare, '{_OUT_OF}', 2) AS out_of,
        coalesce(
            nullif(regexp_extract(bare, '{_PLAIN}', 1), ''), nullif(regexp_extract(bare, '{_OUT_OF}', 1), ''),
            nullif(regexp_extract(bare, '{_LED}', 1), ''), nullif(regexp_extract(bare, '{_ENDED}', 1), '')
        ) AS digits
    FROM bared
), valued AS (
    SELECT *, CASE
        WHEN regexp_matches(bare, '{_STARS}') THEN length(regexp_replace(bare, '[^★⭐*]', '', 'g'))
        WHEN digits IS NOT NULL THEN TRY_CAST(replace(digits, ',', '.') AS DOUBLE)
    END AS value FROM parted
), judged AS (
    SELECT *, CASE
        WHEN t IS NULL OR t = '' OR word > 0 THEN NULL
        WHEN list_contains(missing, t) THEN CASE WHEN t IN ('offered', 'unoffered') THEN 'offered' END
        WHEN value IS NULL THEN 'not_a_number'
        WHEN out_of <> '' AND TRY_CAST(out_of AS INTEGER) <> high THEN 'other_scale'
        WHEN value < low OR value > high THEN 'out_of_range'
        WHEN value <> floor(value) THEN 'not_whole'
    END AS reason FROM valued
)
SELECT {beside}text, reason, CASE
    WHEN t IS NULL OR t = '' OR reason IS NOT NULL OR list_contains(missing, t) THEN NULL
    WHEN word > 0 THEN worth[word]
    ELSE value::SMALLINT
END AS score FROM judged"""
