"""The vision, people, the five roles, the council's meetings and attendance, and what ambassadors did."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from data.demo import journey
from data.demo.chance import Chance
from data.demo.edition import Edition
from data.demo.governance import Row, save, second_tuesday

PEOPLE, ROLES, VISION = "osoby.csv", "role_cx.csv", "wizja.csv"
MEETINGS, ATTENDANCE, ACTIONS = "posiedzenia.csv", "obecnosc.csv", "dzialania_ambasadorow.csv"
FIRST_ACTIONS = "2024-11"


def write_tables(edition: Edition, seed: int) -> None:
    """Six of the tables of governance; enumerated values are the product's own keys."""
    written = _written()
    save(edition, VISION, ["nazwa", "rodzaj", "treść"], written["vision"])
    save(edition, PEOPLE, ["osoba", "dział", "stanowisko", "w zarządzie"], written["people"])
    save(edition, ROLES, ["osoba", "rola", "dział", "od", "do"], written["roles"])
    save(edition, MEETINGS, ["posiedzenie", "temat", "prowadzi"], list(_meetings()))
    save(edition, ATTENDANCE, ["posiedzenie", "osoba", "obecność"], list(_attendance(Chance(seed, "attendance"))))
    save(edition, ACTIONS, ["data", "ambasador", "działanie", "dział"], list(_actions(Chance(seed, "ambassadors"))))


def _written() -> dict[str, Any]:
    return journey.toml("council.toml")


def _days() -> list[date]:
    return [second_tuesday(year, month + 1) for year, month in journey.months()]


def _in_office(role: str, day: date) -> list[tuple[str, str]]:
    """name, department of those who fill the role on that day."""
    return [
        (name, department)
        for name, held, department, first, last in _written()["roles"]
        if held == role and first <= day and (not last or day <= last)
    ]


def _meetings() -> Iterator[Row]:
    """day, subject, chair."""
    subjects = _written()["subjects"]
    for index, day in enumerate(_days()):
        usual = subjects["quarterly" if index % 3 == 2 else "ordinary"]
        yield day, subjects.get(journey.month_label(index), usual), _in_office("sponsor", day)[0][0]


def _attendance(chance: Chance) -> Iterator[Row]:
    """day, person, presence of sponsor and members at every meeting."""
    known = _written()["attendance"]
    for day in _days():
        for name, _ in [*_in_office("sponsor", day), *_in_office("council", day)]:
            comes, sends = known.get(name, known["usual"])
            luck, instead = chance.uniform(2)
            away = "deputy" if instead < sends else "excused" if instead < sends + 0.6 * (1 - sends) else "absent"
            yield day, name, "present" if luck < comes else away


def _actions(chance: Chance) -> Iterator[Row]:
    """day, ambassador, what, department; in order of time."""
    known = _written()["ambassadors"]
    for index in range(journey.month_index(FIRST_ACTIONS), len(journey.months())):
        year, month = journey.months()[index]
        found = []
        for name, department in _in_office("ambassador", date(year, month + 1, 1)):
            luck, when, what = chance.uniform(3)
            day = date(year, month + 1, 1) + timedelta(days=int(28 * when))
            if luck < known["monthly"] and day <= known.get(name, day):
                found.append((day, name, known["deeds"][int(what * len(known["deeds"]))], department))
        yield from sorted(found)
