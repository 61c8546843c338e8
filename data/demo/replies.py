"""The touchpoint survey: who replied when, about what, through which channel, with which scores."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from data.demo import journey, scales
from data.demo.chance import Chance, Codes, Floats, cumulative, quantile

VOLUME_BY_MONTH = (0.94, 0.86, 0.92, 0.93, 0.97, 0.93, 0.88, 0.90, 0.96, 1.00, 1.22, 1.52)
SEASON = (-1.0, *([5 / 9] * 9), -1.0, 0.0)  # December comes from truths.toml
ASKED_NPS, ASKED_CSAT, ASKED_CES = 0.85, 0.70, 0.42


@dataclass(frozen=True)
class Rows:
    """Codes of the replies, one array a column; months and touchpoints count from 0."""

    month: Codes
    touchpoint: Codes
    channel: Codes
    segment: Codes
    region: Codes
    line: Codes

    def __len__(self) -> int:
        return len(self.month)


def touchpoint_replies(seed: int) -> pl.DataFrame:
    """month, touchpoint, channel, segment, region, line, department (text), nps, csat, ces (null where not asked)."""
    rows = _rows(Chance(seed, "rows"))
    level = _level(rows, Chance(seed, "level"))
    asked = _asked(rows, Chance(seed, "asked"))
    z = quantile(_evened(rows, asked["nps"], Chance(seed, "nps")))
    z = _trough(rows, level, z, Chance(seed, "trough"))
    chance = Chance(seed, "other scores")
    csat = scales.csat(level, cumulative(0.78 * z + 0.6258 * chance.normal(len(rows))))
    ces = scales.ces(level - 3.0, cumulative(0.62 * z + 0.7846 * chance.normal(len(rows))))
    places = journey.toml("journey.toml")
    frame = pl.DataFrame(
        {
            "month": rows.month,
            "touchpoint": _words([t.name for t in journey.touchpoints()], rows.touchpoint),
            "channel": _words(places["channels"], rows.channel),
            "segment": _words(list(places["segments"]["share"]), rows.segment),
            "region": _words(list(places["regions"]["share"]), rows.region),
            "line": _words(list(places["lines"]["share"]), rows.line),
            "department": _departments(rows, Chance(seed, "served")),
            "nps": scales.nps(level, cumulative(z)),
            "csat": csat,
            "ces": ces,
        }
    )
    return frame.with_columns(
        pl.when(pl.Series(asked[metric])).then(pl.col(metric)).alias(metric) for metric in ("nps", "csat", "ces")
    )


def _rows(chance: Chance) -> Rows:
    counts = _counts(chance)
    month, touchpoint = (np.repeat(axis.ravel(), counts.ravel()) for axis in np.indices(counts.shape))
    n = len(month)
    places = journey.toml("journey.toml")
    segment, region, line = (
        chance.pick(list(places[key]["share"].values()), n) for key in ("segments", "regions", "lines")
    )
    channel = np.zeros(n, dtype=np.int64)
    for code, point in enumerate(journey.touchpoints()):
        mine = np.flatnonzero(touchpoint == code)
        codes = np.array([places["channels"].index(name) for name in point.channels])
        channel[mine] = codes[chance.pick([share for share, _ in point.channels.values()], len(mine))]
    _shift_channels(month, touchpoint, channel, chance)
    return Rows(month, touchpoint, channel, segment, region, line)


def _counts(chance: Chance) -> Codes:
    """Replies by month and touchpoint."""
    truths = journey.truths()
    months, points = len(journey.months()), journey.touchpoints()
    season = np.array([VOLUME_BY_MONTH[month] for _, month in journey.months()])
    growth = 1.0 + truths["company"]["growth"] * (np.arange(months) - months / 2) / 12
    volumes = np.array([point.volume for point in points])
    ordinary = np.outer(season * growth, volumes) * np.exp(0.05 * chance.normal(months, len(points)))
    counts = np.rint(ordinary).astype(np.int64)
    thin = truths["thin_department"]
    counts[:, journey.position(thin["touchpoint"])] = np.resize(thin["replies_by_month"], months)
    return np.asarray(counts)


def _shift_channels(month: Codes, touchpoint: Codes, channel: Codes, chance: Chance) -> None:
    """The channels of the touchpoint whose mix shifts, in exact shares a month, in place."""
    simpson, names = journey.truths()["simpson"], journey.toml("journey.toml")["channels"]
    code, shift = journey.position(simpson["touchpoint"]), journey.month_index(simpson["after_period"][0])
    for number in range(len(journey.months())):
        mine = np.flatnonzero((touchpoint == code) & (month == number))
        share = simpson["after_share" if number >= shift else "before_share"]
        edges = np.cumsum(list(share.values()))
        codes = np.array([names.index(name) for name in share])
        channel[mine] = codes[np.searchsorted(edges, chance.even(len(mine)), side="right").clip(0, len(codes) - 1)]


def _level(rows: Rows, chance: Chance) -> Floats:
    """The latent NPS, in points, behind each reply."""
    truths, points, months = journey.truths(), journey.touchpoints(), len(journey.months())
    places = journey.toml("journey.toml")
    wobble = truths["company"]["wobble"] * chance.normal(months, len(points))
    chance_month = truths["initiative_chance"]
    wobble[journey.month_index(chance_month["trough_month"]), journey.position(chance_month["touchpoint"])] = 0.0
    base = np.array([point.level for point in points]) + wobble
    base += np.outer((np.arange(months) - months / 2) / 12, [point.trend for point in points])
    base += _season(points)
    better = truths["initiative_worked"]
    base[journey.month_index(better["from"]) :, journey.position(better["touchpoint"])] += better["effect"]
    level = base[rows.month, rows.touchpoint]
    for code, point in enumerate(points):
        for name, (_, distance) in point.channels.items():
            here = (rows.touchpoint == code) & (rows.channel == places["channels"].index(name))
            level[here] += distance
    for key, codes in (("segments", rows.segment), ("regions", rows.region), ("lines", rows.line)):
        level += _centred(places[key])[codes]
    _plant(rows, level)
    return np.asarray(level)


def _season(points: tuple[journey.Touchpoint, ...]) -> Floats:
    december = journey.truths()["company"]["december"]
    ordinary = np.array([december if month == 11 else SEASON[month] for _, month in journey.months()])
    january = np.array([float(month == 0) for _, month in journey.months()])
    ordinary = ordinary - ordinary.mean()
    return np.outer(ordinary, [p.winter for p in points]) + np.outer(january, [p.january for p in points])


def _centred(spec: dict[str, dict[str, float]]) -> Floats:
    """Effects of a dimension's values with their mean over the customers taken out."""
    share, effect = np.array(list(spec["share"].values()), float), np.array(list(spec["effect"].values()), float)
    return np.asarray(effect - np.average(effect, weights=share))


def _plant(rows: Rows, level: Floats) -> None:
    """The collapse on one channel and the levels of the touchpoint whose mix shifts, in place."""
    truths, names = journey.truths(), journey.toml("journey.toml")["channels"]
    collapse, simpson = truths["collapse"], truths["simpson"]
    fallen = rows.touchpoint == journey.position(collapse["touchpoint"])
    fallen &= rows.channel == names.index(collapse["channel"])
    level[fallen & (rows.month >= journey.month_index(collapse["from"]))] += collapse["after"] - collapse["before"]
    later = rows.month >= journey.month_index(simpson["after_period"][0])
    for name in simpson["before_level"]:
        here = (rows.touchpoint == journey.position(simpson["touchpoint"])) & (rows.channel == names.index(name))
        level[here] += np.where(later, simpson["after_level"][name], simpson["before_level"][name])[here]


def _evened(rows: Rows, asked: Codes, chance: Chance) -> Floats:
    """Uniforms behind the NPS: free, but spread evenly where the mix shifts, so that each channel keeps its level."""
    uniform = chance.uniform(len(rows))
    mine = asked & (rows.touchpoint == journey.position(journey.truths()["simpson"]["touchpoint"]))
    group = rows.channel * 1000 + rows.month // 3
    for code in np.unique(group[mine]):
        here = np.flatnonzero(mine & (group == code))
        uniform[here] = chance.even(len(here))
    return uniform


def _trough(rows: Rows, level: Floats, z: Floats, chance: Chance) -> Floats:
    """z with one month redrawn until chance alone gives it the planted trough."""
    planted = journey.truths()["initiative_chance"]
    here = rows.touchpoint == journey.position(planted["touchpoint"])
    here &= rows.month == journey.month_index(planted["trough_month"])
    draws = chance.normal(600, int(here.sum()))
    scores = [scales.nps(level[here], cumulative(draw)) for draw in draws]
    distance = [abs(100 * ((s >= 9).mean() - (s <= 6).mean()) - planted["trough"]) for s in scores]
    z = z.copy()
    z[here] = draws[int(np.argmin(distance))]
    return z


def _asked(rows: Rows, chance: Chance) -> dict[str, Codes]:
    """Which questions a reply holds; a reply with none of them is given the first."""
    n, points = len(rows), journey.touchpoints()
    drawn = chance.uniform(3, n)
    csat = drawn[1] < ASKED_CSAT
    ces = (drawn[2] < ASKED_CES) & np.array([point.ces for point in points])[rows.touchpoint]
    nps = (drawn[0] < ASKED_NPS) | ~(csat | ces)
    planted = journey.truths()
    trough = rows.touchpoint == journey.position(planted["initiative_chance"]["touchpoint"])
    trough &= rows.month == journey.month_index(planted["initiative_chance"]["trough_month"])
    thin = rows.touchpoint == journey.position(planted["thin_department"]["touchpoint"])
    place = np.arange(n) - np.searchsorted(rows.month * 100 + rows.touchpoint, rows.month * 100 + rows.touchpoint)
    return {
        "nps": nps | thin | trough,
        "csat": np.where(thin, place % 2 == 0, csat),
        "ces": np.where(thin, place % 4 == 1, ces),
    }


def _departments(rows: Rows, chance: Chance) -> pl.Series:
    """The department that served each reply, blank now and then."""
    names = [department["name"] for department in journey.toml("journey.toml")["departments"]]
    code = np.zeros(len(rows), dtype=np.int64)
    for number, point in enumerate(journey.touchpoints()):
        mine = np.flatnonzero(rows.touchpoint == number)
        served = np.array([names.index(name) for name in point.served])
        code[mine] = served[chance.pick(list(point.served.values()), len(mine))]
    blank = pl.Series(chance.uniform(len(rows)) < 0.015)
    return pl.select(pl.when(~blank).then(_words(names, code))).to_series()


def _words(names: list[str], codes: Codes) -> pl.Series:
    return pl.Series(names).gather(pl.Series(codes))
