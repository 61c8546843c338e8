"""Checking and importing files."""

from __future__ import annotations

import json
import tomllib
from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cxdata import spreadsheet
from cxdata.command import Refused, receipts, refused
from cxdata.command.settling import settled, taken
from cxdata.errors import CxError, FileRefused, WorkspaceMissing
from cxdata.intake import importing, plan
from cxdata.intake import refused as refusals
from cxdata.intake.plan import Plan
from cxdata.intake.receipt import Receipt
from cxdata.reading import Mapping, Sheet, read
from cxdata.reading.meaning.suggestion import used
from cxdata.reading.shaped import shaped
from cxdata.store import folders
from cxdata.store.workspace import SUFFIX, Workspace
from cxdata.text import Text

_IN_COMMAND_WORDS = {"date_order_open": "date_order", "no_date": "date", "other_mapping": "other_mapping"}


def check(asked: Namespace, text: Text) -> int:
    """Prints what was recognised and the suggested mapping; nothing is imported."""
    with TemporaryDirectory() as folder:
        found = plan.check(there(asked.file), folder=Path(folder))
    if asked.json:
        print(json.dumps(_checked(found, text), ensure_ascii=False, indent=2, default=str))
        return 0
    sheet = found.sheet
    facts: list[tuple[str, object]] = [
        (text("command.encoding"), sheet.encoding),
        (text("command.separator"), repr(sheet.separator)),
        (text("command.header_rows"), sheet.header_rows),
        (text("command.rows"), text.number(sheet.rows)),
        (text("command.columns"), len(sheet.headings)),
        (text("command.tool"), sheet.tool or "-"),
    ]
    wide = max(len(name) for name, _ in facts)
    print(sheet.name)
    for name, value in facts:
        print(f"  {name:<{wide}}  {value}")
    for problem in _problems(found, text):
        print(f"  ! {problem['says']}")
    print()
    print(found.mapping.to_toml() if found.mapping else text("command.template", kind=found.kind))
    return 0


def _checked(found: Plan, text: Text) -> dict[str, object]:
    sheet = found.sheet
    return {
        "encoding": sheet.encoding,
        "separator": sheet.separator,
        "header_rows": sheet.header_rows,
        "rows": sheet.rows,
        "columns": len(sheet.headings),
        "tool": sheet.tool,
        "mapping": tomllib.loads(found.mapping.to_toml()) if found.mapping else None,
        "sure": found.sure,
        "open": found.suggestion.open if found.suggestion else (),
        "problems": _problems(found, text),
    }


def _problems(found: Plan, text: Text) -> list[dict[str, object]]:
    told = [*found.sheet.problems, *(found.suggestion.problems if found.suggestion else ())]
    listed = [{"problem": key, "says": text.problem(key, facts), **facts} for key, facts in told]
    asked = found.suggestion.open if found.suggestion else ()
    return listed + [{"problem": key, "says": text(f"command.open.{key}")} for key in asked]


def load(asked: Namespace, text: Text) -> int:
    """Imports each file in a transaction of its own; 1 where any was refused."""
    given = _mapping(asked.mapping, text) if asked.mapping else None
    if asked.rejects and not Path(asked.rejects).parent.is_dir():
        raise Refused(text("command.rejects_file", file=asked.rejects))
    workspace = _opened(asked.workspace)
    done: list[Receipt] = []
    code = 0
    for name in asked.files:
        try:
            done.append(_loaded(name, workspace, given, asked, text))
            _listed(workspace, done[-1], name, asked, text)
        except CxError as problem:
            code = refused(reason(name, problem, text))
        except Refused as problem:
            code = refused(str(problem))
    if asked.json and done:
        shown = [receipts.shown(receipt, workspace) for receipt in done]
        print(json.dumps(shown if len(asked.files) > 1 else shown[0], ensure_ascii=False, indent=2))
    elif not asked.json:
        lines = [line for receipt in done for line in receipts.told(receipt, workspace, text)]
        print("\n".join(lines), end="\n" * bool(done))
    return code


def _listed(workspace: Workspace, receipt: Receipt, name: str, asked: Namespace, text: Text) -> None:
    """Writes what was refused to the file that --rejects names, or into that folder. Raises Refused."""
    if not asked.rejects or receipt.kind == "corrections":
        return
    place = Path(asked.rejects)
    if place.is_dir() or len(asked.files) > 1:
        place = place / f"{text('refused.name', file=Path(name).stem)}.csv"
    frame = refusals.table(workspace, receipt.import_id, text)
    try:
        place.write_bytes(spreadsheet.csv(frame, text.lang))
    except OSError:
        raise Refused(text("command.rejects_file", file=str(place))) from None


def _mapping(name: str, text: Text) -> Mapping:
    try:
        return Mapping.of_toml(Path(name).read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise Refused(text("command.mapping_file", file=name)) from None


def there(name: str) -> Path:
    """The file of that name. Raises FileRefused where there is none."""
    path = Path(name)
    if path.is_dir():
        raise FileRefused("file_folder", found=name)
    if not path.is_file():
        raise FileRefused("file_missing", found=name)
    return path


def _opened(name: str) -> Workspace:
    """The workspace; where there is none, the first import that succeeds makes it."""
    try:
        return folders.open(name)
    except WorkspaceMissing:
        return Workspace.at(name) if name.endswith(SUFFIX) else Workspace(folders.vacant(name), name)


def _loaded(name: str, workspace: Workspace, given: Mapping | None, asked: Namespace, text: Text) -> Receipt:
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        beyond: dict[str, int] = {}
        if given:
            decisions: dict[str, Any] = dict(given.read)
            sheet, mapping = read(there(name), folder=folder, **decisions), settled(given, asked)
            if not used(mapping) <= set(sheet.headings):
                sheet = shaped(sheet, folder)
        else:
            found = plan.check(there(name), workspace=workspace, folder=folder)
            if enter := plan.LOADERS.get(found.kind):
                return enter(workspace, found.sheet, by=asked.by)
            sheet, mapping = found.sheet, taken(name, found, asked, text)
            beyond = found.off_scale(mapping)
        return _imported(workspace, sheet, mapping, asked, beyond)


def _imported(
    workspace: Workspace, sheet: Sheet, mapping: Mapping, asked: Namespace, off_scale: dict[str, int]
) -> Receipt:
    return importing.load(
        workspace,
        sheet,
        mapping,
        by=asked.by,
        replace=asked.replace,
        masked=not asked.unmasked,
        off_scale=off_scale,
    )


def reason(name: str, problem: CxError, text: Text) -> str:
    """The sentence of a refusal, in the command line's words where those name the option that helps."""
    if own := _IN_COMMAND_WORDS.get(problem.key):
        return text(f"command.{own}", **{**problem.facts, "file": name})
    said = text.error(problem)
    return said if Path(name).name in said else f"{name}: {said}"
