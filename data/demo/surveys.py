"""The survey files, each in the shape of the tool that it pretends to come from."""

import io
from collections.abc import Iterable
from datetime import datetime

import polars as pl
import xlsxwriter

from data.demo import journey
from data.demo.chance import Chance
from data.demo.edition import Edition

NPS = "Jak prawdopodobne jest, że polecisz nas znajomym? (0-10)"
CSAT = "Ocena zadowolenia 1-5"
CES = "Łatwość załatwienia sprawy 1-7"
HEADINGS = {
    "id": "Id odpowiedzi",
    "at": "Data",
    "customer": "Nr klienta",
    "touchpoint": "Punkt styku",
    "channel": "Kanał",
    "department": "Dział",
    "segment": "Segment",
    "region": "Województwo",
    "line": "Linia produktów",
    "nps": NPS,
    "csat": CSAT,
    "ces": CES,
    "comment": "Komentarz",
}
LABELS = ("touchpoint", "channel", "department", "segment", "region", "line")
RELATIONSHIP_ID, RELATIONSHIP_AT = "Id ankiety", "Data wypełnienia"
RELATIONSHIP_CSAT = "Ogólne zadowolenie ze współpracy z nami 1-5"
RATING = "Zadowolenie 1-5: "
SHEET = "Odpowiedzi"
LATEST = "badanie_punktow_2026-10.xlsx"
RELATIONSHIP = "badanie_relacji.parquet"
DATES = {"dmy": "%d.%m.%Y %H:%M", "ymd": "%Y-%m-%d %H:%M"}
SHAPES = {  # file: (first day, day after the last, encoding, separator, date order)
    "badanie_punktow_2023-2024.csv": (datetime(2023, 11, 1), datetime(2025, 1, 1), "cp1250", ";", "dmy"),
    "badanie_punktow_2025.csv": (datetime(2025, 1, 1), datetime(2026, 1, 1), "utf-8", ",", "ymd"),
    "badanie_punktow_2026.csv": (datetime(2026, 1, 1), datetime(2026, 10, 1), "cp1250", ";", "dmy"),
}


def write_touchpoints(edition: Edition, replies: pl.DataFrame, seed: int) -> None:
    """The touchpoint survey: three CSV files by year, and the latest month as a workbook."""
    replies = replies.with_columns(
        pl.format("PS-{}", pl.int_range(200001, 200001 + replies.height)).alias("id"),
        _blanked("segment", 0.02, seed),
        _blanked("region", 0.03, seed),
    ).with_columns(map(edition.labels, LABELS))
    headings = {name: edition.word(heading) for name, heading in HEADINGS.items()}
    for name, (first, end, encoding, separator, order) in SHAPES.items():
        part = replies.filter(pl.col("at").is_between(first, end, closed="left")).select(*HEADINGS)
        text = part.with_columns(pl.col("at").dt.strftime(DATES[order]), pl.col("nps", "csat", "ces").cast(pl.String))
        spoilt = _spoilt(text, name, order, seed, edition)
        csv = spoilt.rename(headings).write_csv(separator=separator, line_terminator="\r\n")
        edition.path(name).write_bytes(csv.encode(edition.word(encoding)))
    end = SHAPES["badanie_punktow_2026.csv"][1]
    _write_workbook(edition, replies.filter(pl.col("at") >= end).select(*HEADINGS).rename(headings))


def write_relationship(edition: Edition, replies: pl.DataFrame, seed: int) -> None:
    """The relationship survey: one Parquet file with typed columns."""
    rated = list(journey.truths()["drivers"])
    replies = replies.with_columns(_blanked("region", 0.02, seed))
    table = replies.select(
        pl.format("BR-{}", pl.int_range(700001, 700001 + replies.height)).alias(edition.word(RELATIONSHIP_ID)),
        pl.col("at").alias(edition.word(RELATIONSHIP_AT)),
        pl.col("customer").alias(edition.word(HEADINGS["customer"])),
        *(edition.labels(name).alias(edition.word(HEADINGS[name])) for name in ("segment", "region", "line")),
        pl.col("nps").alias(edition.word(NPS)),
        pl.col("csat").alias(edition.word(RELATIONSHIP_CSAT)),
        *(pl.col(name).alias(edition.word(RATING) + edition.word(name)) for name in rated),
        pl.col("comment").alias(edition.word(HEADINGS["comment"])),
    )
    table.write_parquet(edition.path(RELATIONSHIP), compression="zstd", statistics=False)


def _blanked(column: str, share: float, seed: int) -> pl.Expr:
    """The column with that share of its values missing."""
    return (
        pl.col(column)
        .map_batches(
            lambda values: pl.select(
                pl.when(pl.Series(Chance(seed, f"blank {column}").uniform(len(values)) >= share)).then(values)
            ).to_series(),
            return_dtype=pl.String,
        )
        .alias(column)
    )


def _spoilt(rows: pl.DataFrame, name: str, order: str, seed: int, edition: Edition) -> pl.DataFrame:
    """The rows with those spoilt on purpose among them; how many of each: truths.toml."""
    counts, chance = journey.truths()["spoilt"][name], Chance(seed, name)
    usable = rows.with_row_index("place").filter(pl.col("nps").is_not_null() & pl.col("csat").is_not_null())
    places = iter(usable["place"].gather(pl.Series(chance.order(usable.height)[:40])).to_list())
    records = rows.rows(named=True)
    for number in range(counts["refused"]):
        records[next(places)]["nps"] = edition.word(("11", "dziewięć", "?", "8,5", "nie wiem jak")[number % 5])
    for number in range(counts["unreadable"]):
        bad = edition.word(("12", "dobrze", "#ADR!", "-1")[number % 4])
        records[next(places)].update(nps=bad, csat=None, ces=None, comment=None)
    for number in range(counts["bad_date"]):
        year = records[0]["at"][6:10] if order == "dmy" else records[0]["at"][:4]
        records[next(places)]["at"] = (
            f"{31 - number}.02.{year} 12:00" if order == "dmy" else f"{year}-02-{31 - number} 12:00"
        )
    repeated = [next(places) for _ in range(counts["repeated"])]
    empty = [next(places) for _ in range(counts["empty"])]
    again = {place + 25: records[place] for place in repeated}
    return pl.DataFrame(list(_with_extra(records, again, set(empty))), schema=rows.schema)


def _with_extra(
    records: list[dict[str, str | None]], again: dict[int, dict[str, str | None]], empty: set[int]
) -> Iterable[dict[str, str | None]]:
    """The records with repeated ones some rows after their first time, and empty rows after the places named."""
    for place, record in enumerate(records):
        yield record
        if place in again:
            yield again[place]
        if place in empty:
            yield dict.fromkeys(record)
    yield from (record for place, record in again.items() if place >= len(records))


def _write_workbook(edition: Edition, rows: pl.DataFrame) -> None:
    """A workbook as a person would send it: a title, real dates, a frozen heading row below."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": edition.word("Badanie punktów styku"), "created": datetime(2026, 11, 2)})
    sheet = book.add_worksheet(edition.word(SHEET))
    date, bold = book.add_format({"num_format": "dd.mm.yyyy hh:mm"}), book.add_format({"bold": True})
    for column, heading in enumerate(rows.columns):
        sheet.write_string(0, column, heading, bold)
    for number, record in enumerate(rows.iter_rows(), start=1):
        for column, value in enumerate(record):
            if isinstance(value, datetime):
                sheet.write_datetime(number, column, value, date)
            elif isinstance(value, int):
                sheet.write_number(number, column, value)
            elif value is not None:
                sheet.write_string(number, column, value)
    sheet.freeze_panes(1, 0)
    sheet.set_column(1, 1, 17)
    book.close()
    edition.path(LATEST).write_bytes(buffer.getvalue())
