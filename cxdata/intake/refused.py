"""The list of what an import refused: in words, as a file, and read back from that file once it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from cxdata.errors import MappingRefused
from cxdata.intake import ledger, mending
from cxdata.intake.mending import Correction
from cxdata.intake.receipt import Receipt, rejects
from cxdata.reading import Mapping, Question, Sheet
from cxdata.reading.checking.scores import trimmed
from cxdata.store.workspace import Connection, Workspace
from cxdata.text import LANGS, Text

COLUMNS: Final = ("line", "column", "value", "correction", "reason", "advice", "what", "file", "import")
"""Of the list, in order; `refused.<name>` in the catalogue is the heading."""

_UNFINISHED: Final = ("limesurvey",)
"""Tools whose date is that of sending: without one, somebody has not come to the end."""

_NEEDED: Final = frozenset({"line", "column", "value", "import"})
_SCALED: Final = frozenset({"not_a_number", "not_whole", "out_of_range", "other_scale"})


def table(workspace: Workspace, number: int, text: Text) -> pl.DataFrame:
    """What import `number` refused and nobody has corrected, under headings in words, with room for corrections."""
    return listed(workspace, number, text).rename({name: text(f"refused.{name}") for name in COLUMNS})


def listed(workspace: Workspace, number: int, text: Text) -> pl.DataFrame:
    """The same under the names of COLUMNS."""
    with workspace.connect() as connection:
        file, mapping, digest, tool = _import(connection, number)
    found = rejects(workspace, number)
    questions = _questions(mapping)
    return found.select(
        line="line",
        column="column",
        value="value",
        correction=pl.lit(""),
        reason=pl.Series([said(reason, text, tool) for reason in found["reason"]], dtype=pl.String),
        advice=pl.Series(
            [advice(reason, questions.get(column), text) for reason, column in found.select("reason", "column").rows()],
            dtype=pl.String,
        ),
        what=pl.Series(
            [text(f"refused.whole.{'row' if whole else 'cell'}") for whole in found["whole"]], dtype=pl.String
        ),
        file=pl.lit(file),
        **{"import": pl.lit(_mark(number, digest))},
    )


def said(reason: str, text: Text, tool: str = "") -> str:
    """The reason in words, as the tool that the file comes from means it."""
    if reason == "no_date" and tool in _UNFINISHED:
        reason = "not_finished"
    return text(f"reasons.{reason}") if text.has(f"reasons.{reason}") else reason


def advice(reason: str, question: Question | None, text: Text) -> str:
    """What to do about it. A score's reason speaks of its scale; without a question the file is to be mended."""
    if reason in _SCALED and question is not None:
        return text(f"advice.{reason}", low=question.low, high=question.high)
    own = f"advice.{reason}"
    return text(own) if reason not in _SCALED and text.has(own) else text("advice.in_file")


def asked(workspace: Workspace, number: int) -> tuple[dict[str, Question], str]:
    """The questions of an import, by their columns, and the tool that its file comes from."""
    with workspace.connect() as connection:
        _, mapping, _, tool = _import(connection, number)
    return _questions(mapping), tool


def places(headings: Sequence[str]) -> dict[str, int]:
    """Which of the COLUMNS stand where among headings in either language; none unless it is such a list."""
    known = {Text(lang)(f"refused.{name}"): name for lang in LANGS for name in COLUMNS}
    found = {
        known[tidy]: place for place, heading in enumerate(headings) if (tidy := trimmed(heading).lower()) in known
    }
    return found if set(found) >= _NEEDED else {}


def load(workspace: Workspace, sheet: Sheet, *, by: str = "") -> Receipt:
    """Enters a mended list as corrections of the import that it came from.

    What counts is the column of corrections; where that is empty, the value, if it is another one than was listed.
    Raises MappingRefused ("corrections_elsewhere") for the list of another workspace or of an import taken back.
    """
    found = places(ledger.filled(sheet).headings)
    rows = [{name: trimmed(row[place] or "") for name, place in found.items()} for row in sheet.table.iter_rows()]
    number = _origin(workspace, sheet, {row["import"] for row in rows})
    listed = {(line, column): value for line, _, column, value, _ in rejects(workspace, number).iter_rows()}
    given = [_correction(row, listed) for row in rows]
    return mending.correct(workspace, number, given, by=by, file=sheet.name, digest=sheet.digest).receipt


def _correction(row: dict[str, str], listed: dict[tuple[int, str], str]) -> Correction:
    digits = row["line"].removesuffix(".0").removesuffix(",0")
    line = int(digits) if digits.isdecimal() and len(digits) < 10 else -1
    value = row["value"].removeprefix("'")
    changed = value if value != trimmed(listed.get((line, row["column"]), "")).removeprefix("'") else ""
    return Correction(line, row["column"].removeprefix("'"), row.get("correction", "") or changed)


def _origin(workspace: Workspace, sheet: Sheet, marks: set[str]) -> int:
    """The number of the import that all rows name."""
    mark = next(iter(marks)) if len(marks) == 1 else ""
    number = mark.partition("-")[0]
    if number.isdecimal() and len(number) < 10 and workspace.exists:
        with workspace.connect() as connection:
            rows = connection.sql(
                "SELECT digest FROM imports WHERE id = $number AND undone IS NULL AND kind = 'answers'",
                params={"number": int(number)},
            ).fetchall()
        if rows and mark == _mark(int(number), str(rows[0][0])):
            return int(number)
    raise MappingRefused("corrections_elsewhere", file=sheet.name, name=workspace.name)


def _mark(number: int, digest: str) -> str:
    return f"{number}-{digest[:8]}"


def _import(connection: Connection, number: int) -> tuple[str, str, str, str]:
    """File, mapping, digest and tool of an import."""
    rows = connection.sql(
        "SELECT file, mapping, digest, receipt FROM imports WHERE id = $number AND undone IS NULL",
        params={"number": number},
    ).fetchall()
    if not rows:
        raise MappingRefused("no_import", found=number)
    file, mapping, digest, receipt = map(str, rows[0])
    return file, mapping, digest, str(Receipt.of_json(receipt).read.get("tool", ""))


def _questions(mapping: str) -> dict[str, Question]:
    return {question.column: question for question in Mapping.of_toml(mapping).questions} if mapping else {}
