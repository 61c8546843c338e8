"""The demo company: its files are written by a script and come in through the product's own import."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cxdata.command import Refused
from cxdata.governance import uploading
from cxdata.governance.tables import TABLES
from cxdata.intake import importing, invitations, touchpoints
from cxdata.intake.receipt import Receipt
from cxdata.reading import Mapping, read
from cxdata.store import folders
from cxdata.store.workspace import SUFFIX, Workspace
from cxdata.text import Text

SCRIPT = Path(__file__).parents[2] / "data" / "demo" / "company.py"


def demo(asked: Namespace, text: Text) -> int:
    """Builds the workspace beside its place and moves it there whole; one that is there is not touched."""
    name, lang = _which(asked, text)
    place = Path(name) if name.endswith(SUFFIX) else folders.place(name)
    if place.exists():
        if asked.if_missing:
            return 0
        raise Refused(text("command.demo_there", name=name))
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as written, TemporaryDirectory(dir=place.parent, prefix=".demo") as draft:
        made = Workspace(Path(draft) / f"company{SUFFIX}", name)
        receipts = _built(made, Path(written), lang, text)
        made.path.rename(place)
    answers = text("receipt.answers", n=sum(receipt.answers for receipt in receipts))
    comments = text("receipt.comments", n=sum(receipt.comments for receipt in receipts))
    print(text("command.demo_done", name=name, answers=answers, comments=comments))
    return 0


def _which(asked: Namespace, text: Text) -> tuple[str, str]:
    """Name and language of the data, where one of them is not said by the other. Raises Refused where they disagree."""
    lang: str = asked.data_lang or folders.demo_language(asked.workspace or "") or "pl"
    name: str = asked.workspace or folders.DEMOS[lang]
    kept = folders.demo_language(name)
    if kept not in (lang, None):
        raise Refused(text(f"command.demo_other_{kept}", name=name))
    return name, lang


def _built(workspace: Workspace, folder: Path, lang: str, text: Text) -> list[Receipt]:
    write = [sys.executable, str(SCRIPT), str(folder), "--lang", lang]
    script = subprocess.run(write, capture_output=True, text=True, check=False)
    if script.returncode:
        raise Refused(text("command.demo_failed", said=script.stderr.strip()[-500:]))
    contents = tomllib.loads((folder / "contents.toml").read_text("utf-8"))
    workspace.create()
    receipts = [_entered(workspace, folder, entry) for entry in contents["file"] if entry["kind"] in _KINDS]
    for entry in contents["file"]:
        if entry["kind"] == "governance" and entry["table"] in TABLES:
            uploading.load(workspace, TABLES[entry["table"]], read(folder / entry["file"], folder=folder).table)
    for name in ("as_of", "company", "language"):
        if name in contents:
            workspace.set(name, str(contents[name]))
    return receipts


def _entered(workspace: Workspace, folder: Path, entry: dict[str, Any]) -> Receipt:
    return _KINDS[entry["kind"]](workspace, folder, entry)


def _answers(workspace: Workspace, folder: Path, entry: dict[str, Any]) -> Receipt:
    mapping = Mapping.of_toml((folder / entry["mapping"]).read_text("utf-8"))
    decisions: dict[str, Any] = dict(mapping.read)
    return importing.load(workspace, read(folder / entry["file"], folder=folder, **decisions), mapping)


def _invitations(workspace: Workspace, folder: Path, entry: dict[str, Any]) -> Receipt:
    return invitations.load(workspace, read(folder / entry["file"], folder=folder))


def _members(workspace: Workspace, folder: Path, entry: dict[str, Any]) -> Receipt:
    return touchpoints.load(workspace, read(folder / entry["file"], folder=folder))


_KINDS = {"answers": _answers, "invitations": _invitations, "members": _members}
