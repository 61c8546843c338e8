"""Numbers that leave as JSON say which imports they come from, and what was assumed when those were read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cxdata.command import main
from tests.command.conftest import Said

QUESTION = "How likely are you to recommend us? (0-10)"
MAY = {
    "file": "may.csv",
    "import": 1,
    "assumed": ["Date of the answer: column “Date”.", f"“{QUESTION}”: NPS, from 0 to 10."],
}
JUNE = {
    "file": "june.csv",
    "import": 2,
    "assumed": [
        "The file has no dates; the answers are from 2026-06-01 to 2026-06-30, and stand in the middle.",
        f"“{QUESTION}”: NPS, from 0 to 10.",
    ],
}


@pytest.fixture
def two(said: Said, tmp_path: Path) -> None:
    """40 answers of May with their days, 40 of June without any."""
    may, june = tmp_path / "may.csv", tmp_path / "june.csv"
    may.write_text(f"Date,{QUESTION}\n" + "2026-05-14,10\n" * 30 + "2026-05-20,2\n" * 10, "utf-8")
    june.write_text(f"Number,{QUESTION}\n" + "".join(f"{n},9\n" for n in range(40)), "utf-8")
    assert said("import", may, "-w", "w")[0] == 0
    wave = ("--from", "2026-06-01", "--to", "2026-06-30")
    assert said("import", june, "-w", "w", "--accept-suggestion", *wave)[::2] == (0, "")


@pytest.mark.usefixtures("two")
def test_a_tally_as_json_names_the_imports_behind_what_it_counted(said: Said) -> None:
    code, out, err = said("tally", "-w", "w", "--by", "month", "--to", "2026-05-31", "--format", "json", "--sources")
    assert (code, err) == (0, "")
    found = json.loads(out)
    (score,) = found["scores"]
    assert 20 < score.pop("low") < 50 < score.pop("high") < 80
    assert found == {
        "scores": [
            {"month": "2026-05", "n": 40, "positive": 30, "neutral": 0, "negative": 10, "score": 50.0, "hidden": None}
        ],
        "sources": [MAY],
    }
    assert json.loads(said("tally", "-w", "w", "--format", "json", "--sources")[1])["sources"] == [MAY, JUNE]
    assert (
        json.loads(said("tally", "-w", "w", "--from", "2026-07-01", "--format", "json", "--sources")[1])["sources"]
        == []
    )


def test_where_nothing_was_counted_no_import_stands_behind_it(said: Said, tmp_path: Path) -> None:
    file = tmp_path / "may.csv"
    file.write_text(f"Date,{QUESTION}\n" + "2026-05-14,10\n" * 30, "utf-8")
    assert said("import", file, "-w", "w")[0] == 0
    found = json.loads(said("tally", "-w", "w", "--metric", "csat", "--format", "json", "--sources")[1])
    assert found["sources"] == []


@pytest.mark.usefixtures("two")
def test_findings_as_json_name_every_import_that_gave_answers(said: Said) -> None:
    assert json.loads(said("findings", "-w", "w", "--format", "json")[1])["sources"] == [MAY, JUNE]


@pytest.mark.usefixtures("two")
def test_what_was_assumed_is_said_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tally", "-w", "w", "--format", "json", "--sources", "--lang", "pl"]) == 0
    assert json.loads(capsys.readouterr().out)["sources"][1]["assumed"] == [
        "Plik nie ma dat; odpowiedzi są z okresu od 2026-06-01 do 2026-06-30 i stoją w jego środku.",
        f"„{QUESTION}”: NPS, skala od 0 do 10.",
    ]


@pytest.mark.usefixtures("two")
def test_csv_stays_a_plain_table(said: Said) -> None:
    code, out, err = said("tally", "-w", "w", "--format", "csv")
    assert (code, err, len(out.splitlines())) == (0, "", 2)
