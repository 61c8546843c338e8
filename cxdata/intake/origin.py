"""Where a file comes from and how it was read, in sentences: before its import and on the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cxdata.reading import Sheet, tools
from cxdata.text import Text

LEFT: Final = ("test_answers", "offered", "unfinished")
"""Rows that a tool marks as no answers: the problem that names them, and what the sentence calls them."""
_SURE = 0.85
_ENCODINGS: Final = {
    "utf-8-sig": "UTF-8",
    "cp1250": "Windows-1250",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "mac_latin2": "Mac Latin 2",
    "cp852": "DOS 852",
}
_SEPARATORS: Final = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}

Read = Mapping[str, str | int | float]


def of(sheet: Sheet) -> dict[str, str | int | float]:
    """What reading decided about the sheet."""
    return {
        "tool": sheet.tool,
        "confidence": sheet.confidence,
        "container": sheet.container,
        "encoding": sheet.encoding,
        "separator": sheet.separator,
        "sheet": sheet.sheet,
        "columns": len(sheet.headings),
        "header_rows": sheet.header_rows,
        "above": sheet.skipped,
        "below": sheet.after,
    }


def tool(read: Read, rows: int, left: Mapping[str, int], text: Text) -> str:
    """ "This is a Qualtrics file; 3 header rows; 412 answers, 9 previews left out." "" where no tool is known.

    `left`: rows that are no answers, by the names of LEFT.
    """
    if not read.get("tool"):
        return ""
    said = [text("origin.answers", n=rows - sum(left.values()))]
    said += [text(f"origin.left.{name}", n=left[name]) for name in LEFT if left.get(name)]
    heads = text("origin.header_rows", n=int(read["header_rows"]))
    key = "origin.tool" if float(read["confidence"]) >= _SURE else "origin.tool_perhaps"
    return text(key, tool=tools.called(str(read["tool"]), text.lang), heads=heads, answers=", ".join(said))


def container(read: Read, text: Text) -> str:
    """ "Text encoded in UTF-8, columns separated by semicolons, 1 header row." Header rows are the tool's to say."""
    said = [_held(read, text)]
    if not read["tool"] and read["container"] != "parquet":
        said.append(text("origin.header_rows", n=int(read["header_rows"])))
    return f"{', '.join(said)}."


def _held(read: Read, text: Text) -> str:
    if read["container"] == "text":
        key = "origin.as_text" if int(read["columns"]) > 1 else "origin.as_column"
        named = encoding(str(read["encoding"]))
        return text(key, encoding=named, separator=separator(str(read["separator"]), text))
    return text("origin.as_excel", sheet=read["sheet"]) if read["container"] == "excel" else text("origin.as_parquet")


def encoding(name: str) -> str:
    return _ENCODINGS.get(name, name.upper())


def separator(mark: str, text: Text) -> str:
    return text(f"origin.separator.{_SEPARATORS[mark]}") if mark in _SEPARATORS else text.quoted(mark)


def told(read: Read, rows: int, reasons: Mapping[str, int], text: Text) -> list[str]:
    """The same of an import: tool, container, and how many lines around the table were left out."""
    if not read:
        return []
    left = {"test_answers": reasons.get("preview", 0), "offered": reasons.get("offered", 0)}
    left["unfinished"] = reasons.get("unfinished", 0)
    around = [text(f"origin.{name}", n=int(read[name])) for name in ("above", "below") if read.get(name)]
    skipped = text("origin.around", lines=text.list(around)) if around else ""
    return [each for each in (tool(read, rows, left, text), f"{container(read, text)} {skipped}".strip()) if each]
