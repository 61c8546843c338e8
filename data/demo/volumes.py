"""Invitations sent and contacts per touchpoint, as the templates of the upload page want them."""

import numpy as np
import polars as pl

from data.demo import journey
from data.demo.chance import Chance
from data.demo.edition import Edition

INVITATIONS, CONTACTS = "zaproszenia.csv", "kontakty.csv"
RESPONSE = {  # share of invitations answered, by channel
    "Sklep stacjonarny": 0.11,
    "Sklep internetowy": 0.16,
    "Aplikacja mobilna": 0.21,
    "Telefon": 0.24,
    "E-mail": 0.13,
    "Czat": 0.19,
}
TIRING = 0.08  # the share falls by this part of itself each year


def write_invitations(edition: Edition, replies: pl.DataFrame, seed: int) -> None:
    """Invitations sent by month, touchpoint and channel."""
    points = [point.name for point in journey.touchpoints()]
    cells = replies.group_by("month", "touchpoint", "channel").agg(pl.len().alias("answered"))
    cells = cells.sort("month", pl.col("touchpoint").cast(pl.Enum(points)), "channel")
    share = cells["channel"].replace_strict(RESPONSE, return_dtype=pl.Float64).to_numpy()
    share = share * (1 - TIRING) ** (cells["month"].to_numpy() / 12)
    share = share * np.exp(0.06 * Chance(seed, "invitations").normal(cells.height))
    sent = np.ceil(cells["answered"].to_numpy() / share).astype(np.int64)
    labels = {index: journey.month_label(index) for index in range(len(journey.months()))}
    table = cells.select(
        pl.col("month").replace_strict(labels, return_dtype=pl.String).alias("miesiąc"),
        edition.labels("touchpoint").alias("punkt styku"),
        edition.labels("channel").alias("kanał"),
        pl.Series("wysłano", sent),
    )
    write_table(edition, INVITATIONS, table)


def write_contacts(edition: Edition) -> None:
    """Touchpoints in journey order with their stage and contacts a year."""
    points = journey.touchpoints()
    table = pl.DataFrame(
        {
            "punkt styku": [edition.word(point.name) for point in points],
            "etap": [edition.word(point.stage) for point in points],
            "kolejność": range(1, len(points) + 1),
            "kontakty": [point.contacts for point in points],
        }
    )
    write_table(edition, CONTACTS, table)


def write_table(edition: Edition, name: str, table: pl.DataFrame) -> None:
    """A table as the Excel of its reader opens it: semicolons in Polish, commas in English, UTF-8 with a mark."""
    table.columns = edition.columns(name, table.columns)
    csv = table.write_csv(separator=edition.separator, line_terminator="\r\n")
    edition.path(name).write_bytes(csv.encode("utf-8-sig"))
