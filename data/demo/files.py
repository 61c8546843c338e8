"""All files of the company, written into one folder."""

import numpy as np
import polars as pl

from data.demo import contents, council, governance, journey, surveys, volumes
from data.demo.chance import Chance
from data.demo.edition import Edition
from data.demo.relationship import relationship_replies
from data.demo.replies import touchpoint_replies
from data.demo.voices import Voices

OPENING = 7 * 60  # surveys are answered between 7:00 and 22:59


def write_company(edition: Edition) -> None:
    """Write survey files with their mappings, invitations, contacts, governance tables and the list of contents."""
    edition.folder.mkdir(parents=True, exist_ok=True)
    seed = journey.truths()["company"]["seed"]
    replies = _dated(touchpoint_replies(seed), Chance(seed, "dates"))
    relationship = _dated(relationship_replies(seed), Chance(seed, "relationship dates"))
    volumes.write_invitations(edition, replies, seed)
    volumes.write_contacts(edition)
    texts = _comments(replies, Voices(seed, "voices", edition))
    surveys.write_touchpoints(edition, replies.with_columns(texts), seed)
    texts = _relationship_comments(relationship, Voices(seed, "relationship voices", edition))
    surveys.write_relationship(edition, relationship.with_columns(texts), seed)
    governance.write_tables(edition, seed)
    council.write_tables(edition, seed)
    contents.write_contents(edition)


def _dated(frame: pl.DataFrame, chance: Chance) -> pl.DataFrame:
    """The replies with `at` (to the minute) and a customer number, in order of time."""
    n = frame.height
    years, numbers = (np.array(part)[frame["month"].to_numpy()] for part in zip(*journey.months(), strict=True))
    starts = ((years - 1970) * 12 + numbers).astype("datetime64[M]")
    days = ((starts + 1).astype("datetime64[D]") - starts.astype("datetime64[D]")).astype(np.int64)
    day = starts.astype("datetime64[D]") + (chance.uniform(n) * days).astype(np.int64)
    minute = OPENING + (960 * (0.15 * chance.uniform(n) + 0.85 * chance.uniform(2, n).mean(axis=0))).astype(np.int64)
    at = day.astype("datetime64[m]") + minute
    customer = pl.Series(100000 + (chance.uniform(n) ** 1.3 * 41000).astype(np.int64))
    return frame.with_columns(
        pl.Series("at", at.astype("datetime64[ms]")),
        pl.concat_str(pl.lit("K-"), customer.cast(pl.String)).alias("customer"),
    ).sort("at", maintain_order=True)


def _mood(nps: str = "nps", csat: str = "csat", ces: str = "ces") -> pl.Expr:
    """good, mild or bad: after the first score that a reply holds."""
    return (
        pl.when(pl.col(nps).is_not_null())
        .then(_step(nps, 9, 7))
        .when(pl.col(csat).is_not_null())
        .then(_step(csat, 5, 4))
        .otherwise(_step(ces, 6, 4))
    )


def _step(column: str, good: int, mild: int) -> pl.Expr:
    score = pl.col(column)
    return pl.when(score >= good).then(pl.lit("good")).when(score >= mild).then(pl.lit("mild")).otherwise(pl.lit("bad"))


def _comments(replies: pl.DataFrame, voices: Voices) -> pl.Series:
    collapse, simpson = journey.truths()["collapse"], journey.truths()["simpson"]
    fallen = pl.col("touchpoint").eq(collapse["touchpoint"]) & pl.col("channel").eq(collapse["channel"])
    fallen &= pl.col("month") >= journey.month_index(collapse["from"])
    chat = pl.col("touchpoint").eq(simpson["touchpoint"]) & pl.col("channel").eq("Czat")
    chat &= pl.col("month") >= journey.month_index(simpson["after_period"][0])
    extra = pl.when(fallen).then(pl.lit("collapse")).when(chat).then(pl.lit("simpson")).otherwise(pl.lit(""))
    words = replies.select("touchpoint", _mood().alias("mood"), extra.alias("extra"))
    texts = voices.comments(*(words[column].to_list() for column in words.columns))
    return pl.Series("comment", texts, dtype=pl.String)


def _relationship_comments(relationship: pl.DataFrame, voices: Voices) -> pl.Series:
    moods = relationship.select(_mood(ces="csat")).to_series().to_list()
    n = len(moods)
    texts = voices.comments(["relationship"] * n, moods, [""] * n)
    return pl.Series("comment", texts, dtype=pl.String)
