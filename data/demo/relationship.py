"""The relationship survey: what customers think of the company, and of the touchpoints that they used."""

import numpy as np
import polars as pl

from data.demo import journey, scales
from data.demo.chance import Chance, Codes, Floats, cumulative
from data.demo.replies import VOLUME_BY_MONTH


def relationship_replies(seed: int) -> pl.DataFrame:
    """month, segment, region, line (text), nps, csat, and a column of satisfaction 1..5 for each rated touchpoint."""
    chance = Chance(seed, "relationship")
    month = _months(chance)
    n = len(month)
    places = journey.toml("journey.toml")
    frame = {"month": pl.Series(month)}
    for column, key in (("segment", "segments"), ("region", "regions"), ("line", "lines")):
        share = places[key]["share"]
        frame[column] = pl.Series(list(share)).gather(pl.Series(chance.pick(list(share.values()), n)))
    level = _level(chance)[month]
    effect, words = places["segments"]["effect"], frame["segment"]
    level = level + words.replace_strict(effect, return_dtype=pl.Float64).to_numpy()
    overall, rated = _overall(n, month, chance)
    frame["nps"] = _asked(scales.nps(level, cumulative(overall)), 0.99, chance)
    frame["csat"] = _asked(scales.csat(level, cumulative(0.85 * overall + 0.5268 * chance.normal(n))), 0.95, chance)
    return pl.DataFrame(frame | rated)


def _months(chance: Chance) -> Codes:
    volume = journey.truths()["relationship"]["replies_a_month"]
    season = np.sqrt([VOLUME_BY_MONTH[month] for _, month in journey.months()])
    counts = np.rint(volume * season * np.exp(0.04 * chance.normal(len(season)))).astype(np.int64)
    return np.repeat(np.arange(len(counts)), counts)


def _level(chance: Chance) -> Floats:
    """The latent NPS of each month, in points."""
    planted, company = journey.truths()["relationship"], journey.truths()["company"]
    level = planted["level"] + 0.6 * company["wobble"] * chance.normal(len(journey.months()))
    level += [company["december"] * 0.7 if month == 11 else 0.2 for _, month in journey.months()]
    level[journey.month_index(planted["from"]) :] += planted["after"] - planted["level"]
    return np.asarray(level)


def _overall(n: int, month: Codes, chance: Chance) -> tuple[Floats, dict[str, pl.Series]]:
    """The overall judgement (standard normal), and satisfaction with the touchpoints that made it."""
    overall, left, rated = np.zeros(n), 1.0, {}
    points = {point.name: point for point in journey.touchpoints()}
    collapse, simpson = journey.truths()["collapse"], journey.truths()["simpson"]
    for name, driver in journey.truths()["drivers"].items():
        z = chance.normal(n)
        overall += driver["weight"] * z
        left -= driver["weight"] ** 2
        level = np.full(n, points[name].level)
        if name == collapse["touchpoint"]:
            share = points[name].channels[collapse["channel"]][0]
            fallen = share * (collapse["after"] - collapse["before"])
            level[month >= journey.month_index(collapse["from"])] += fallen
        if name == simpson["touchpoint"]:
            later = month >= journey.month_index(simpson["after_period"][0])
            level += np.where(later, simpson["after_total"], simpson["before_total"])
        rated[name] = _asked(
            scales.csat(level, cumulative(0.92 * z + 0.3919 * chance.normal(n))), driver["reach"], chance
        )
    return overall + np.sqrt(left) * chance.normal(n), rated


def _asked(scores: Codes, share: float, chance: Chance) -> pl.Series:
    """The scores, blank where the question was not answered."""
    asked = pl.Series(chance.uniform(len(scores)) < share)
    return pl.select(pl.when(asked).then(pl.Series(scores))).to_series()
