"""The tables of governance: what they hold, filled files in, tables out, and who changed what."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from cxdata.command import Refused, refused
from cxdata.command.files import reason, there
from cxdata.errors import CxError
from cxdata.governance import receipts, records, sheets, undoing, uploading
from cxdata.governance.current import current
from cxdata.governance.history import told
from cxdata.governance.spec import Table
from cxdata.governance.tables import TABLES
from cxdata.governance.uploading import Loaded
from cxdata.governance.values import folded, spellings
from cxdata.reading import read
from cxdata.store import folders
from cxdata.store.workspace import Workspace
from cxdata.text import NOTHING, Text


def listed(asked: Namespace, text: Text) -> int:
    """Every table with its number of rows."""
    held = current(folders.open(asked.workspace))
    rows = [{"table": name, "rows": held[name].rows.height, "version": held[name].version} for name in TABLES]
    if asked.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    wide = max(map(len, TABLES))
    for name in TABLES:
        print(f"{name:<{wide}}  {text.number(held[name].rows.height):>7}  {text(f'governance_table.{name}')}")
    return 0


def load(asked: Namespace, text: Text) -> int:
    """Loads each file; rows that do not hold are named. 1 where any file was refused."""
    table, workspace = _table(asked.table, text), folders.open(asked.workspace)
    done, code = [], 0
    for name in asked.files:
        try:
            done.append((name, _loaded(name, table, workspace, asked)))
        except CxError as problem:
            code = refused(reason(name, problem, text))
    if asked.json and done:
        shown = [_account(name, loaded, text) for name, loaded in done]
        print(json.dumps(shown if len(asked.files) > 1 else shown[0], ensure_ascii=False, indent=2))
    elif not asked.json:
        for name, loaded in done:
            print("\n  ".join([*receipts.account(Path(name).name, loaded, text), *_rejects(loaded, text)]))
    return code


def _table(name: str, text: Text) -> Table:
    """The table of that name, in any language. Raises Refused naming those that there are."""
    wanted = folded(name.replace("_", " "))
    for table in TABLES.values():
        words = [table.name, *spellings(f"governance_table.{table.name}"), *spellings(f"governance_file.{table.name}")]
        if wanted in {folded(word.replace("_", " ")) for word in words}:
            return table
    raise Refused(text("command.unknown_table", name=name, known=", ".join(TABLES)))


def _loaded(name: str, table: Table, workspace: Workspace, asked: Namespace) -> Loaded:
    with TemporaryDirectory() as folder:
        sheet = read(there(name), folder=Path(folder))
        rows, headings = sheet.table, list(sheet.headings)
        lines = [sheet.line(at) for at in range(sheet.rows)]
    return uploading.load(workspace, table, rows, headings, lines, by=asked.by, replace=asked.replace)


def _account(name: str, loaded: Loaded, text: Text) -> dict[str, object]:
    rejected = receipts.rejects(loaded, text).rename(
        dict(zip(receipts.rejects(loaded, text).columns, _KEYS, strict=True))
    )
    counts = {key: getattr(loaded.saved, key) for key in (*receipts.COUNTS, "followed")}
    whole = {"rows": loaded.rows, "loaded": loaded.loaded, "rejected": loaded.rejected}
    return {"file": Path(name).name, **whole, **counts, "unused": loaded.unused, "rejects": rejected.to_dicts()}


_KEYS = ("line", "column", "value", "reason")


def _rejects(loaded: Loaded, text: Text) -> Sequence[str]:
    rows = receipts.rejects(loaded, text).iter_rows()
    return [text("command.reject", line=line, column=column, said=said) for line, column, _, said in rows]


def export(asked: Namespace, text: Text) -> int:
    """The table as CSV on standard output, or in the file named."""
    table, workspace = _table(asked.table, text), folders.open(asked.workspace)
    kind = Path(asked.out).suffix.removeprefix(".").lower() if asked.out else "csv"
    if kind not in sheets.KINDS:
        raise Refused(text("command.export_kind", file=asked.out))
    known = records.names(workspace, table)
    made = sheets.download(table, current(workspace)[table.name].rows, text.lang, kind, known)
    if asked.out:
        Path(asked.out).write_bytes(made)
    else:
        sys.stdout.write(made.decode("utf-8-sig"))
    return 0


def undo(asked: Namespace, text: Text) -> int:
    """Takes the last save of the table back."""
    done = undoing.undo(folders.open(asked.workspace), _table(asked.table, text), by=asked.by)
    print(receipts.saved(done, text))
    return 0


def history(asked: Namespace, text: Text) -> int:
    """Who changed which row when, from what to what; times in UTC."""
    table, workspace = _table(asked.table, text), folders.open(asked.workspace)
    rows = [(change, told(table, change, text)) for change in records.history(workspace, table)]
    if asked.json:
        shown = [
            {"at": f"{c.at:%Y-%m-%dT%H:%M:%SZ}", "by": c.by, "row": t.row, "before": t.before, "after": t.after}
            for c, t in rows
        ]
        print(json.dumps(shown, ensure_ascii=False, indent=2))
        return 0
    if not rows:
        print(text("command.no_changes", table=text(f"governance_table.{table.name}")))
    for change, t in rows:
        print(
            f"{change.at:%Y-%m-%d %H:%M} UTC  {change.by or NOTHING}  {t.row}: {t.moved or f'{t.before} → {t.after}'}"
        )
    return 0
