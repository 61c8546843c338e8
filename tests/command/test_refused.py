"""What an import refused, on the command line: written to a file, listed, mended and imported again."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.command.conftest import Said

ROWS = "Data,NPS,Komentarz\n2026-05-01,9,dobrze\n2026-05-02,11,źle\nwczoraj,8,\n2026-05-04,,\n"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "maj.csv"
    path.write_text(ROWS, "utf-8")
    return path


def test_what_was_refused_is_written_mended_and_imported_again(said: Said, survey: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    code, out, err = said("import", survey, "-w", "w", "--rejects", rejects, "--accept-suggestion", "--json")
    assert (code, err) == (0, "")
    receipt = json.loads(out)
    assert (receipt["loaded"], receipt["rejected"], receipt["cells_refused"]) == (2, 2, 1)
    with rejects.open(encoding="utf-8-sig", newline="") as listed:
        lines = list(csv.reader(listed))
    assert [line[:5] for line in lines] == [
        ["line", "column", "value", "correction", "reason"],
        ["3", "NPS", "11", "", "a number outside the scale"],
        ["4", "Data", "wczoraj", "", "the date cannot be read"],
        ["5", "", "", "", "neither a score nor a comment"],
    ]
    lines[1][3], lines[2][3] = "10", "2026-05-03"
    with rejects.open("w", encoding="utf-8", newline="") as mended:
        csv.writer(mended).writerows(lines)
    code, out, err = said("import", rejects, "-w", "w", "--json")
    assert (code, err) == (0, "")
    done = json.loads(out)
    assert [done[name] for name in ("kind", "corrects", "loaded", "updated", "rejected")] == ["corrections", 1, 1, 1, 1]
    assert done["standing"] == {
        "counts": {"rows": 4, "loaded": 3, "updated": 0, "duplicates": 0, "rejected": 1}, "listed": 3, "mended": 2,
    }  # fmt: skip
    code, out, err = said("import", rejects, "-w", "w")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "rejects.csv: corrections (3) = 0 in rows that are loaded now + 0 in rows loaded before + 2 here already "
        "+ 1 to be corrected again",
        "  there is nothing to correct in this row: 1",
        "  Of 3 refused entries, 2 are in by now, 1 is still refused.",
        "  maj.csv: 4 rows = 3 loaded + 0 updated + 0 duplicates + 1 rejected",
    ]


def test_the_list_of_an_import_can_be_asked_for_later(said: Said, survey: Path) -> None:
    said("import", survey, "-w", "w", "--accept-suggestion")
    code, out, err = said("rejects", "1", "-w", "w", "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(out)[0] == {
        "line": 3,
        "column": "NPS",
        "value": "11",
        "reason": "a number outside the scale",
        "advice": "Give a score from 0 to 10; a code for no answer belongs in the mapping.",
        "what": "the cell",
    }
    code, out, _ = said("rejects", "1", "-w", "w")
    assert (code, out.splitlines()[0]) == (0, "line,column,value,correction,reason,advice,refused,file,import")
    assert said("rejects", "7", "-w", "w")[0] == 1


def test_a_list_for_each_of_several_files_goes_into_a_folder(said: Said, survey: Path, tmp_path: Path) -> None:
    other = tmp_path / "czerwiec.csv"
    other.write_text(ROWS.replace("2026-05", "2026-06"), "utf-8")
    folder = tmp_path / "odrzucone"
    folder.mkdir()
    assert said("import", survey, other, "-w", "w", "--accept-suggestion", "--rejects", folder)[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == ["refused-czerwiec.csv", "refused-maj.csv"]


def test_a_place_where_no_list_can_be_written_is_named(said: Said, survey: Path, tmp_path: Path) -> None:
    place = tmp_path / "nie ma" / "r.csv"
    code, _, err = said("import", survey, "-w", "w", "--accept-suggestion", "--rejects", place)
    assert code == 1
    assert err == (
        f"What was refused could not be written to {place}. Check that its folder exists and may be written to.\n"
    )
    assert json.loads(said("list", "--json")[1]) == []
