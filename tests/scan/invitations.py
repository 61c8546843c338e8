"""Companies that also say whom they invited."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

from cxdata.intake import invitations
from cxdata.reading import read
from cxdata.store.snapshot import Snapshot
from tests.views.company import opened


def inviting(rows: Sequence[tuple[object, ...]], *sent: str) -> Snapshot:
    """A company with these answers, and `sent` in lines such as "2026-10;Kasa;Sklep;400"."""
    workspace, _ = opened(rows)
    folder = Path(mkdtemp())
    lines = "\n".join(["miesiąc;punkt styku;kanał;wysłano", *sent])
    (folder / "zaproszenia.csv").write_text(lines, encoding="utf-8")
    invitations.load(workspace, read(folder / "zaproszenia.csv", folder=folder))
    return workspace.snapshot()
