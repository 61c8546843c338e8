"""Departments, ownership, goals, initiatives and the council's decisions, as tables to upload."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from data.demo import journey
from data.demo.chance import Chance
from data.demo.edition import Edition
from data.demo.volumes import write_table

DEPARTMENTS, OWNERSHIP, GOALS = "dzialy.csv", "wlasnosc.csv", "cele.csv"
INITIATIVES, DECISIONS, EVENTS = "inicjatywy.csv", "decyzje.csv", "zdarzenia.csv"
Row = tuple[object, ...]


def write_tables(edition: Edition, seed: int) -> None:
    """Six of the tables of governance; enumerated values are the product's own keys."""
    departments = [tuple(row.values()) for row in journey.toml("journey.toml")["departments"]]
    save(edition, DEPARTMENTS, ["dział", "rodzaj", "liczba osób"], departments)
    save(edition, OWNERSHIP, ["punkt styku", "dział", "rola", "od", "do"], list(_ownership()))
    goal = ["cel", "miara", "zakres", "punkt styku", "poziom wyjściowy", "poziom docelowy", "termin", "właściciel"]
    goal += ["początek", "punkty kontrolne", "cel strategiczny", "uzasadnienie"]
    save(edition, GOALS, goal, journey.toml("governance.toml")["goals"]["rows"])
    decisions = _decisions(Chance(seed, "decisions"))
    columns = ["inicjatywa", "punkty styku", "właściciel", "działy", "początek", "koniec", "oczekiwany efekt", "stan"]
    columns += ["koszt", "porównanie według", "objęte", "porównywane", "decyzja", "miara"]
    save(edition, INITIATIVES, columns, list(_initiatives(decisions)))
    columns = ["nr", "data decyzji", "decyzja", "właściciel", "punkt styku", "termin", "nowy termin", "wykonano"]
    save(edition, DECISIONS, [*columns, "wpływ"], decisions)
    save(edition, EVENTS, ["data", "zdarzenie", "punkty styku"], journey.toml("governance.toml")["events"]["rows"])


def save(edition: Edition, name: str, columns: list[str], rows: Sequence[Sequence[object]]) -> None:
    """A table of texts; several values of a cell are parted by a bar."""
    text = [[_cell(value, edition) for value in row] for row in rows]
    schema = dict.fromkeys(edition.columns(name, columns), pl.String)
    write_table(edition, name, pl.DataFrame(text, schema=schema, orient="row"))


def _cell(value: object, edition: Edition) -> str | None:
    values = value if isinstance(value, list) else [] if value is None else [value]
    return " | ".join(edition.word(str(each)) for each in values) or None


def _ownership() -> Iterator[Row]:
    """touchpoint, department, role, valid from, valid to (empty: still), in journey order."""
    written = journey.toml("governance.toml")
    since, changes = written["since"], {change["touchpoint"]: change for change in written["change"]}
    for point in journey.touchpoints():
        change = changes.get(point.name)
        if change is None:
            yield from _roles(point.name, written["ownership"][point.name], since, None)
        else:
            yield from _roles(point.name, change["before"], since, change["until"])
            yield from _roles(point.name, change["after"], change["until"] + timedelta(days=1), None)


def _roles(touchpoint: str, roles: dict[str, Any], first: date, last: date | None) -> Iterator[Row]:
    for role in "ARCI":
        named = roles.get(role, [])
        for department in [named] if isinstance(named, str) else named:
            yield touchpoint, department, role, first, last


def _initiatives(decisions: list[Row]) -> Iterator[Row]:
    """The initiatives, each with the number of the decision that it carries out."""
    numbers = {decision: number for number, _, decision, *_ in decisions}
    for *row, decision in journey.toml("governance.toml")["initiatives"]["rows"]:
        yield *row, numbers[decision], "nps"


def _decisions(chance: Chance) -> list[Row]:
    """Three years of monthly meetings, numbered in order."""
    written = journey.toml("governance.toml")["decisions"]
    ordinary = iter(written["ordinary"])
    rows: list[Row] = []
    for index, (year, month) in enumerate(journey.months()):
        meeting = second_tuesday(year, month + 1)
        taken = [
            (text, department, touchpoint, due, again, done, impact)
            for when, text, department, touchpoint, due, again, done, impact in written["pinned"]
            if when == journey.month_label(index)
        ]
        if index % 3 == 2:
            due = meeting + timedelta(days=30)
            taken.append((written["quarterly"], "Zespół CX", "", due, None, _passed(due - timedelta(days=4)), "mały"))
        for _ in range(2 if index % 3 == 0 else 1):
            if (plain := next(ordinary, None)) is not None:
                taken.append((*plain, *_fate(meeting, written["kept"][plain[1]], index, chance)))
        before = sum(row[0] == meeting.year for row in rows)
        rows += [(meeting.year, before + place, meeting, *row) for place, row in enumerate(taken, start=1)]
    return [(f"D-{year}/{number:02d}", *row) for year, number, *row in rows]


def _fate(meeting: date, kept: float, index: int, chance: Chance) -> Row:
    """due, new due, done and impact of an ordinary decision; what is done lies before `as_of`."""
    luck, span, delay, weight = chance.uniform(4)
    due = meeting + timedelta(days=int(45 + 100 * span))
    impact = ("mały", "średni", "duży")[int(weight * 3)]
    if luck < kept:
        return due, None, _passed(due - timedelta(days=int(1 + 20 * delay))), impact
    again = due + timedelta(days=int(40 + 80 * delay)) if weight > 0.45 else None
    never = luck > 1 - (1 - kept) * (0.25 if index < 24 else 0.6)
    done = None if never else _passed(due + timedelta(days=int(10 + 110 * delay)))
    return due, again, done, impact


def _passed(day: date) -> date | None:
    """The day, if it is over by `as_of`."""
    as_of: date = journey.truths()["company"]["as_of"]
    return day if day <= as_of else None


def second_tuesday(year: int, month: int) -> date:
    """The day on which the council meets in that month."""
    first = date(year, month, 1)
    return first + timedelta(days=(1 - first.weekday()) % 7 + 7)
