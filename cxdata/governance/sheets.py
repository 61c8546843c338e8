"""Tables of governance as files to fill in or to keep: CSV and XLSX, in either language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Final, Literal

import polars as pl
import xlsxwriter

from cxdata import spreadsheet
from cxdata.governance.known import NOTHING, Known
from cxdata.governance.rules import shown
from cxdata.governance.spec import Column, Table, Value
from cxdata.text import Lang, Text, catalogue

Kind = Literal["csv", "xlsx"]
KINDS: Final[tuple[Kind, ...]] = ("csv", "xlsx")
MIMES: Final[Mapping[Kind, str]] = {
    "csv": spreadsheet.MIME,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

PARTED: Final = " | "
"""Between several values of one cell."""

ROOM: Final = 500
"""Rows of a workbook below its last one where the lists of choices are offered too."""

_MADE: Final = datetime(2026, 1, 1)
_LISTED: Final = 255
"""Characters that a list of choices within a workbook's cell may take."""


def template(table: Table, lang: Lang, kind: Kind = "csv") -> bytes:
    """A file with the table's headings and example rows in one language, to be filled in and uploaded."""
    lines = str(catalogue()[f"governance_example.{table.name}"][lang]).strip().splitlines()
    rows = [[cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)] for line in lines]
    return _file(table, rows, lang, kind, NOTHING)


def download(table: Table, frame: pl.DataFrame, lang: Lang, kind: Kind = "csv", known: Known = NOTHING) -> bytes:
    """The rows as a file that can be edited and uploaded again; no text in it is a formula to a spreadsheet."""
    rows = frame.select(table.names).iter_rows()
    texts = [[written(table, c, v, lang) for c, v in zip(table.columns, row, strict=True)] for row in rows]
    return _file(table, texts, lang, kind, known)


def file_name(table: Table, lang: Lang, kind: Kind = "csv") -> str:
    return f"{Text(lang)(f'governance_file.{table.name}')}.{kind}"


def dimension(name: str, lang: Lang) -> str:
    """What readers call a dimension; a further one is called as its column was headed."""
    text = Text(lang)
    return text(f"dimension.{name}") if text.has(f"dimension.{name}") else name


def _file(table: Table, rows: Sequence[Sequence[str]], lang: Lang, kind: Kind, known: Known) -> bytes:
    return _csv(table, rows, lang) if kind == "csv" else _xlsx(table, rows, lang, known)


def _csv(table: Table, rows: Sequence[Sequence[str]], lang: Lang) -> bytes:
    headings = {name: table.heading(name, lang) for name in table.names}
    texts = [[cell or None for cell in row] for row in rows]
    frame = pl.DataFrame(texts, schema=dict.fromkeys(headings.values(), pl.String()), orient="row")
    figures = [headings[column.name] for column in table.columns if column.kind not in ("text", "reference")]
    return spreadsheet.csv(frame, lang, figures=figures)


def _xlsx(table: Table, rows: Sequence[Sequence[str]], lang: Lang, known: Known) -> bytes:
    """One sheet: headings that stay in sight, real dates and numbers, and lists to choose from where there are some."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet(Text(lang)(f"governance_table.{table.name}")[:31])
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, table.heading(column.name, lang), bold)
        cells = [row[at] for row in rows]
        wide = max(map(len, [table.heading(column.name, lang), *cells]), default=0)
        sheet.set_column(at, at, min(max(12, wide + 2), 60), day if _plain(column, "date") else None)
        for line, cell in enumerate(cells, 1):
            if not cell:
                continue
            if _plain(column, "date"):
                sheet.write_datetime(line, at, datetime.fromisoformat(cell), day)
            elif _plain(column, "number") or _plain(column, "integer"):
                sheet.write_number(line, at, float(cell.replace(",", ".")))
            else:
                sheet.write_string(line, at, cell)
        offered = _offered(table, column, lang, known)
        if offered and len(",".join(offered)) <= _LISTED:
            sheet.data_validation(1, at, len(rows) + ROOM, at, {"validate": "list", "source": offered})
    book.close()
    return made.getvalue()


def _plain(column: Column, kind: str) -> bool:
    return column.kind == kind and not column.many


def _offered(table: Table, column: Column, lang: Lang, known: Known) -> list[str]:
    """What may be chosen in a cell of the column, where that is a list."""
    if column.many:
        return []
    if column.kind == "choice":
        return list(column.choices) if column.letters else [table.word(column.name, c, lang) for c in column.choices]
    if column.reference is None or column.reference.by:
        return []
    names = list(dict.fromkeys(known.names.get(column.reference, {}).values()))
    return [dimension(name, lang) for name in names] if column.reference.kind == "dimensions" else names


def written(table: Table, column: Column, value: Value, lang: Lang) -> str:
    """A value as people write it in that language; nothing for none."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return PARTED.join(written(table, column.one, one, lang) for one in value)
    if column.reference is not None and column.reference.kind == "dimensions":
        return dimension(str(value), lang)
    if column.kind == "choice" and not column.letters and str(value) in column.choices:
        return table.word(column.name, str(value), lang)
    if isinstance(value, float):
        return shown(value).replace(".", ",") if lang == "pl" else shown(value)
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return str(value)
