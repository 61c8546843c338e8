"""The files: every scale, missing code and date style with each other, a few rows each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from random import Random

from tests.surveys.notations import DATES, MISSING, SCALES, Dates, Scale

START = datetime(2025, 3, 1, 10, 30)
ROWS = 120


@dataclass(frozen=True)
class Case:
    """A file, and what a right reading gives: for each row its day and its score, None where nobody answered."""

    name: str
    content: bytes
    heading: str
    scale: Scale
    days: tuple[str, ...]
    scores: tuple[int | None, ...]
    asks: frozenset[str]
    lang: str


def cases() -> Iterator[Case]:
    """Each scale in both languages, over missing codes and date styles in turn; then each date style over scales."""
    codes, dates = cycle(MISSING), cycle(DATES)
    for scale in SCALES:
        for lang in ("pl", "en"):
            for _ in range(2):
                yield case(scale, next(codes), next(dates), lang)
    scales = cycle(scale for scale in SCALES if not scale.asks)
    for style in DATES:
        for lang in ("pl", "en"):
            yield case(next(scales), next(codes), style, lang)


def case(scale: Scale, missing: str, style: Dates, lang: str) -> Case:
    random = Random(f"{scale.name}{missing}{style.name}{lang}")
    heading = scale.en if lang == "en" else scale.pl
    when = [_day(random, style, place) for place in range(ROWS)]
    steps = list(scale.cells) or list(range(scale.low, scale.high + 1, 5 if scale.high == 100 else 1))
    steps.sort(key=lambda step: step if scale.direction == "up" else -step)
    weights = [1 + place for place in range(len(steps))]
    truth: list[int | None] = [
        None if random.random() < 0.12 else random.choices(steps, weights)[0] for _ in range(ROWS)
    ]
    nothing = MISSING[missing][lang == "en"]
    asked, written = (style.en, "Channel", "Comment") if lang == "en" else (style.pl, "Kanał", "Komentarz"), []
    for at, score in zip(when, truth, strict=True):
        cell = nothing if score is None else scale.written(score, lang)
        written.append([style.written(at, lang), cell, random.choice(("www", "sklep", "telefon")), _said(random)])
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if lang == "pl" else ",")
    writer.writerow([asked[0], heading, *asked[1:]])
    writer.writerows(written)
    return Case(
        f"{scale.name} / {missing} / {style.name} / {lang}",
        buffer.getvalue().encode("cp1250" if lang == "pl" and "★" not in buffer.getvalue() else "utf-8"),
        heading,
        scale,
        tuple(f"{at:%Y-%m-%d}" for at in when),
        tuple(truth),
        scale.asks | style.asks,
        lang,
    )


def _day(random: Random, style: Dates, place: int) -> datetime:
    at = START + timedelta(days=random.randrange(300), minutes=random.randrange(600))
    return at.replace(day=1 + at.day % 12, month=1 + at.month % 12) if style.undecided else at


def _said(random: Random) -> str:
    return random.choice(("", "", "Obsługa była miła i szybka", "I had to wait quite long, but all went well"))
