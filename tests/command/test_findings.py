"""Findings on the command line: the same as on the overview, to read or to compute with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cxdata.command import main
from tests.command.conftest import Said
from tests.views.company import frame, moved_rows
from tests.workspaces import make_workspace


def test_findings_are_told_in_either_language_and_as_json(
    said: Said, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_workspace(home / "firma.duckdb", frame(moved_rows()))
    assert main(["findings", "--workspace", "firma", "--lang", "pl", "--period", "month"]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "Co znaleziono, październik\u00a02026:",
        "1. [rzeczywisty spadek] Dostawa: NPS −42, o 67 punktów mniej niż rok wcześniej. "
        "Sygnał przesunięcia poziomu: lipiec\u00a02026.",
        "   zmiana −67 (przedział od −85 do −47), n = 120",
    ]
    code, out, _ = said("findings", "--workspace", "firma", "--period", "month", "--format", "json")
    first = json.loads(out)["findings"][0]
    assert first["sentence"].startswith("Dostawa: NPS −42, 67 points below a year earlier.")
    kept = ("kind", "claim", "verdict", "metric", "about", "test", "n", "n_before", "page", "query")
    assert {name: first[name] for name in kept} == {
        "kind": "change", "claim": "real", "verdict": "real drop", "metric": "nps", "about": ["Dostawa"],
        "test": "difference", "n": 120, "n_before": 120, "page": "trends",
        "query": {"period": "month", "f.touchpoint": ["Dostawa"]},
    }  # fmt: skip
    assert first["low"] < first["change"] < first["high"] < 0
    assert first["p"] <= first["q"] <= 0.05
    code, out, err = said("findings", "--workspace", "firma", "--where", "channel=Gołąb")
    assert (code, out) == (1, "")
    assert "Gołąb" in err


def test_where_nothing_is_to_be_found_the_command_says_so(said: Said, home: Path) -> None:
    make_workspace(home / "pusta.duckdb", frame([]))
    code, out, err = said("findings", "--workspace", "pusta")
    assert (code, out.splitlines()[1:], err) == (0, ["Nothing beyond chance, and nothing to be checked."], "")
