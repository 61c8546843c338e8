"""How scales, missing answers and dates are written: the text of a cell for each true value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from cxdata.reading.mapping import Direction
from cxdata.schema import Metric

WARSAW = ZoneInfo("Europe/Warsaw")


@dataclass(frozen=True)
class Scale:
    """`cells`: true score -> how it is written. `asks`: what may honestly be asked before an import."""

    name: str
    metric: Metric
    low: int
    high: int
    pl: str
    en: str
    direction: Direction = "up"
    cells: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    asks: frozenset[str] = frozenset()

    def written(self, score: int, lang: str) -> str:
        pair = self.cells.get(score)
        return str(score) if pair is None else pair[lang == "en"]


def _labels(low: int, *pairs: tuple[str, str]) -> dict[int, tuple[str, str]]:
    return dict(enumerate(pairs, low))


def _numbered(low: int, *pairs: tuple[str, str]) -> dict[int, tuple[str, str]]:
    return {n: (f"{n} - {pl}", f"{n} - {en}") for n, (pl, en) in enumerate(pairs, low)}


SATISFIED = (
    ("bardzo niezadowolony", "Very dissatisfied"),
    ("raczej niezadowolony", "Somewhat dissatisfied"),
    ("ani zadowolony, ani niezadowolony", "Neither satisfied nor dissatisfied"),
    ("raczej zadowolony", "Somewhat satisfied"),
    ("bardzo zadowolony", "Very satisfied"),
)
AGREED = (
    ("zdecydowanie się nie zgadzam", "Strongly disagree"),
    ("raczej się nie zgadzam", "Disagree"),
    ("ani się zgadzam, ani się nie zgadzam", "Neither agree nor disagree"),
    ("raczej się zgadzam", "Agree"),
    ("zdecydowanie się zgadzam", "Strongly agree"),
)
_SERVICE = ("Jak ocenia Pan/Pani obsługę?", "How satisfied were you with our service?")
_STARS = {n: ("★" * n + "☆" * (5 - n),) * 2 for n in range(1, 6)}
_IN_STARS = {
    n: (f"{n} {'gwiazdka' if n == 1 else 'gwiazdek' if n == 5 else 'gwiazdki'}", f"{n} star{'s' * (n > 1)}")
    for n in range(1, 6)
}
_ENDS = {n: (str(n), str(n)) for n in range(1, 10)} | {
    0: ("0 - na pewno nie", "0 - Not at all likely"),
    10: ("10 - zdecydowanie tak", "10 - Extremely likely"),
}
_REVERSED = {6 - n: pair for n, pair in enumerate(SATISFIED, 1)}
_ASK_DIRECTION, _ASK_SCALE = frozenset({"direction"}), frozenset({"scale"})

SCALES = (
    Scale(
        "nps", "nps", 0, 10, "Jak prawdopodobne jest, że polecisz nas znajomym?", "How likely are you to recommend us?"
    ),
    Scale("nps stated", "nps", 0, 10, "Czy polecisz nas? (0-10)", "Would you recommend us on a scale from 0 to 10?"),
    Scale("nps heading", "nps", 0, 10, "NPS", "nps_score"),
    Scale(
        "nps out of",
        "nps",
        0,
        10,
        "Ocena polecenia",
        "Likelihood to recommend",
        cells={n: (f"{n}/10", f"{n} out of 10") for n in range(11)},
    ),
    Scale("nps ends", "nps", 0, 10, "Czy polecił(a)byś nas?", "Recommendation", cells=_ENDS),
    Scale(
        "recommend 1-10",
        "csat",
        1,
        10,
        "Czy polecisz nas w skali od 1 do 10?",
        "How likely are you to recommend us (1-10)?",
    ),
    Scale("recommend 1-5", "csat", 1, 5, "Czy polecisz nas? (1-5)", "Likely to recommend, 1 to 5"),
    Scale("csat 1-10", "csat", 1, 10, "Oceń obsługę od 1 do 10", "Rate our service from 1 to 10"),
    Scale("csat 1-10 unsaid", "csat", 1, 10, *_SERVICE, asks=_ASK_SCALE),
    Scale("csat 1-7", "csat", 1, 7, *_SERVICE, asks=_ASK_SCALE),
    Scale("csat 1-5", "csat", 1, 5, *_SERVICE),
    Scale("csat 0-5", "csat", 0, 5, "Zadowolenie z obsługi (0-5)", "Satisfaction (0-5)"),
    Scale("csat -2..2", "csat", -2, 2, *_SERVICE),
    Scale("csat percent", "csat", 0, 100, *_SERVICE, cells={n: (f"{n}%", f"{n} %") for n in range(0, 101, 5)}),
    Scale("csat percent bare", "csat", 0, 100, "Zadowolenie (%)", "Satisfaction in %"),
    Scale("stars", "csat", 1, 5, "Ocena", "Rating", cells=_STARS),
    Scale("stars in words", "csat", 1, 5, "Ocena", "Rating", cells=_IN_STARS),
    Scale(
        "letters",
        "csat",
        1,
        5,
        "Ocena obsługi",
        "Service rating",
        cells=_labels(1, *((x, x) for x in "EDCBA")),
        asks=frozenset({"direction", "scale"}),
    ),
    Scale("satisfied", "csat", 1, 5, *_SERVICE, cells=_labels(1, *SATISFIED)),
    Scale(
        "agree",
        "ces",
        1,
        5,
        "Załatwienie sprawy było łatwe",
        "The company made it easy to handle my issue",
        cells=_labels(1, *AGREED),
    ),
    Scale("numbered", "csat", 1, 5, *_SERVICE, cells=_numbered(1, *SATISFIED)),
    Scale(
        "reversed labels",
        "csat",
        1,
        5,
        *_SERVICE,
        direction="down",
        cells={n: (f"{n} - {pl}", f"{n} = {en}") for n, (pl, en) in _REVERSED.items()},
        asks=_ASK_DIRECTION,
    ),
    Scale(
        "reversed wording",
        "csat",
        1,
        5,
        "Ocena obsługi (1 = bardzo dobrze, 5 = bardzo źle)",
        "Rate our service where 1 is excellent and 5 is very poor",
        direction="down",
        asks=_ASK_DIRECTION,
    ),
    Scale("ces 1-7", "ces", 1, 7, "Jak łatwo było załatwić sprawę? (1-7)", "It was easy to resolve my issue (1-7)"),
    Scale(
        "effort",
        "ces",
        1,
        5,
        "Ile wysiłku kosztowało Cię załatwienie sprawy? (1-5)",
        "How much effort did it take? (1-5)",
        direction="down",
        asks=_ASK_DIRECTION,
    ),
    Scale("school", "csat", 1, 6, "Oceń obsługę jak w szkole, od 1 do 6", "Rate us, 1-6"),
)

MISSING = {
    "blanks": ("", ""),
    "words": ("nie dotyczy", "N/A"),
    "no data": ("bd.", "No answer"),
    "don't know": ("trudno powiedzieć", "I don't know"),
    "99": ("99", "99"),
    "-1": ("-1", "-1"),
    "dash": ("-", "-"),
}

_GENITIVE = "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
_SHORT = ["sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"]


def _named(day: datetime, lang: str) -> str:
    return (
        f"{day.day} {_GENITIVE.split()[day.month - 1]} {day.year}"
        if lang == "pl"
        else f"{day:%b} {day.day}, {day.year}"
    )


def _short(day: datetime, lang: str) -> str:
    return f"{day.day:02d}-{_SHORT[day.month - 1]}-{day.year}" if lang == "pl" else f"{day:%d-%b-%Y}"


def _half(day: datetime, lang: str) -> str:
    hour = day.hour % 12 or 12
    return f"{day.month}/{day.day}/{day.year} {hour}:{day.minute:02d} {'AM' if day.hour < 12 else 'PM'}"


def _two_styles(day: datetime, lang: str) -> str:
    return f"{day:%Y-%m-%d}" if day.day % 2 else f"{day:%d.%m.%Y}"


def _three_styles(day: datetime, lang: str) -> str:
    return f"{day.month}/{day.day}/{day.year}" if day.day > 12 and day.day % 2 else f"{day:%d.%m.%Y}"


def _zoned(day: datetime, lang: str) -> str:
    return day.replace(tzinfo=WARSAW).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(day: datetime) -> int:
    return int(day.replace(tzinfo=WARSAW).timestamp())


@dataclass(frozen=True)
class Dates:
    """`undecided`: every day is at most the 12th, so that day and month may be exchanged."""

    name: str
    written: Callable[[datetime, str], str]
    pl: str = "Data"
    en: str = "Date"
    undecided: bool = False
    asks: frozenset[str] = frozenset()


_ORDER = frozenset({"date_order"})
DATES = (
    Dates("iso", lambda d, _: f"{d:%Y-%m-%d}"),
    Dates("iso time", lambda d, _: f"{d:%Y-%m-%d %H:%M:%S}"),
    Dates("iso zone", _zoned),
    Dates("dots", lambda d, _: f"{d:%d.%m.%Y}"),
    Dates("dots few", lambda d, _: f"{d:%d.%m.%Y %H:%M}", undecided=True),
    Dates("slashes dmy", lambda d, _: f"{d:%d/%m/%Y}"),
    Dates("slashes mdy", lambda d, _: f"{d.month}/{d.day}/{d.year} {d:%H:%M}"),
    Dates("slashes open", lambda d, _: f"{d:%d/%m/%Y}", undecided=True, asks=_ORDER),
    Dates("half days", _half),
    Dates("month names", _named),
    Dates("short months", _short),
    Dates("serials", lambda d, _: str((d.date() - date(1899, 12, 30)).days)),
    Dates("unix", lambda d, _: str(_seconds(d)), "Data utworzenia", "created_at"),
    Dates("unix ms", lambda d, _: str(1000 * _seconds(d)), "Data utworzenia", "created_at"),
    Dates("short years", lambda d, _: f"{d:%d.%m.%y}"),
    Dates("short years mdy", lambda d, _: f"{d.month}/{d.day}/{d:%y}"),
    Dates("two styles", _two_styles),
    Dates("dots and slashes", _three_styles, asks=_ORDER),
    Dates("year first", lambda d, _: f"{d:%Y/%m/%d}"),
    Dates("compact", lambda d, _: f"{d:%Y%m%d}"),
)
