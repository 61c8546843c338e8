"""The company read from its two plain files: the ordinary journey and the planted truths."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Touchpoint:
    """One touchpoint as it ordinarily is; levels and distances in NPS points."""

    name: str
    stage: str
    volume: float
    level: float
    trend: float
    winter: float
    january: float
    ces: bool
    contacts: int
    served: dict[str, float]
    channels: dict[str, tuple[float, float]]


@cache
def toml(name: str) -> dict[str, Any]:
    """A TOML file that lies beside this module."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def truths() -> dict[str, Any]:
    """The planted truths with their numbers."""
    return toml("truths.toml")


@cache
def touchpoints() -> tuple[Touchpoint, ...]:
    """The touchpoints in journey order."""
    return tuple(
        Touchpoint(
            name=row["name"],
            stage=row["stage"],
            volume=row["volume"],
            level=row["level"],
            trend=row.get("trend", 0.0),
            winter=row["winter"],
            january=row.get("january", 0.0),
            ces=row.get("ces", True),
            contacts=row["contacts"],
            served=row["served"],
            channels={name: (share, distance) for name, (share, distance) in row["channels"].items()},
        )
        for row in toml("journey.toml")["touchpoint"]
    )


def position(name: str) -> int:
    """A touchpoint's place in the journey, from 0."""
    return [touchpoint.name for touchpoint in touchpoints()].index(name)


@cache
def months() -> tuple[tuple[int, int], ...]:
    """Every (year, month) of the company's history, in order."""
    company = truths()["company"]
    first, last = (_month_number(company[key]) for key in ("first_month", "last_month"))
    return tuple(divmod(number, 12) for number in range(first, last + 1))


def month_index(text: str) -> int:
    """The place of a month written "2026-05" in the company's history, from 0."""
    return _month_number(text) - _month_number(truths()["company"]["first_month"])


def month_label(index: int) -> str:
    """The month at a place of the history, written "2026-05"."""
    year, month = months()[index]
    return f"{year}-{month + 1:02d}"


def _month_number(text: str) -> int:
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1
