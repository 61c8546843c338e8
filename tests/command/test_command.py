"""The command line as somebody types it: output, exit codes, and what stands on standard error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from cxdata.command import main
from cxdata.store import folders, members
from tests.command.conftest import Said

ROOT = Path(__file__).parents[2]


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """40 answers in May and June 2026: 20 by phone, all 9; 20 online, all 6; one row unreadable."""
    rows = [
        f"{place},2026-0{5 + place % 2}-2{place % 5},{9 if place < 20 else 6},{'phone' if place < 20 else 'web'}"
        for place in range(40)
    ]
    path = tmp_path / "survey.csv"
    path.write_text(
        "Response ID,Date,How likely are you to recommend us? (0-10),Channel\n"
        + "\n".join([*rows, "40,2026-05-20,x,web"])
        + "\n",
        "utf-8",
    )
    return path


ACCOUNT = {"rows": 41, "loaded": 40, "updated": 0, "duplicates": 0, "rejected": 1, "cells_refused": 0}


def test_check_says_what_a_file_holds(said: Said, survey: Path) -> None:
    code, out, err = said("check", survey, "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert list(found) == [
        "encoding", "separator", "header_rows", "rows", "columns", "tool", "mapping", "sure", "open", "problems",
    ]  # fmt: skip
    assert (found["sure"], found["open"]) == (True, [])
    assert [found[name] for name in ("encoding", "separator", "header_rows", "rows", "columns")] == [
        "utf-8",
        ",",
        1,
        41,
        4,
    ]
    assert found["mapping"]["response"]["id"] == "Response ID"
    assert found["mapping"]["measure"][0]["metric"] == "nps"
    assert found["mapping"]["dimensions"] == {"channel": "Channel"}
    code, out, err = said("check", survey)
    assert (code, err) == (0, "")
    assert out.startswith("survey.csv\n")
    assert "[[measure]]" in out


def test_import_prints_one_receipt_or_a_list(said: Said, survey: Path, tmp_path: Path) -> None:
    code, out, err = said("import", survey, "--workspace", "w", "--json")
    assert (code, err) == (0, "")
    receipt = json.loads(out)
    assert {name: receipt[name] for name in ACCOUNT} == ACCOUNT
    assert receipt["reasons"] == {"not_a_number": 1}
    other = tmp_path / "other.csv"
    other.write_bytes(survey.read_bytes() + b"41,2026-06-20,10,phone\n")
    code, out, err = said("import", survey, other, "--workspace", "w", "--json")
    first, second = json.loads(out)
    assert (code, err) == (0, "")
    assert (first["duplicates"], first["repeated"]) == (40, True)
    assert (second["rows"], second["loaded"], second["duplicates"], second["rejected"]) == (42, 1, 40, 1)


def test_import_tells_the_account_in_words(said: Said, survey: Path) -> None:
    assert said("import", survey, "--workspace", "w") == (
        0,
        "survey.csv: 41 rows = 40 loaded + 0 updated + 0 duplicates + 1 rejected\n"
        "  40 scores, 0 comments\n"
        "  not a number: 1\n"
        "  Text encoded in UTF-8, columns separated by commas, 1 header row.\n"
        "  Date of the answer: column “Date”.\n"
        "  “How likely are you to recommend us? (0-10)”: NPS, from 0 to 10.\n",
        "",
    )


def test_several_files_are_each_their_own_transaction(said: Said, survey: Path, tmp_path: Path) -> None:
    code, out, err = said("import", tmp_path / "none.csv", survey, "--workspace", "w", "--json")
    assert (code, json.loads(out)[0]["loaded"]) == (1, 40)
    assert err == f"There is no file “{tmp_path / 'none.csv'}”.\n"


def test_a_folder_is_no_file(said: Said, tmp_path: Path) -> None:
    sentence = f"“{tmp_path}” is a folder, not a file. Name the files in it.\n"
    assert said("import", tmp_path, "--workspace", "w") == (1, "", sentence)
    assert said("check", tmp_path) == (1, "", sentence)


@pytest.mark.parametrize("there", [False, True])
def test_a_file_of_headings_alone_is_refused_before_any_advice(
    said: Said, survey: Path, tmp_path: Path, there: bool
) -> None:
    if there:
        said("import", survey, "--workspace", "w")
    file = tmp_path / "header.csv"
    file.write_text(survey.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    code, out, err = said("import", file, "--workspace", "w")
    assert (code, out) == (1, "")
    assert err == (
        "The file “header.csv” holds headings alone, without a single row of data. Nothing was imported: check that "
        "the export covered the right period and sheet.\n"
    )
    assert len(said("list", "--workspace", "w")[1].splitlines()) == there


def test_a_doubtful_column_is_named(said: Said, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Date,Overall satisfaction\n" + "2026-05-14,3\n2026-05-15,4\n" * 20, "utf-8")
    code, _, err = said("import", file, "--workspace", "w")
    assert (code, err) == (
        1,
        f"{file}: what this means is not certain: Overall satisfaction. Edit the mapping below and give it with "
        "--mapping, or take it as it is with --accept-suggestion.\n",
    )


def test_counts_of_rows_are_declined_and_undoing_is_signed(
    home: Path, survey: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = survey.with_name("few.csv")
    few.write_text("\n".join(survey.read_text("utf-8").splitlines()[:5]) + "\n", "utf-8")
    assert main(["import", str(few), "--workspace", "w", "--accept-suggestion", "--lang", "pl", "--by", "Ola"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "few.csv: 4 wiersze = 4 wczytane + 0 zmienionych + 0 powtórzonych + 0 odrzuconych"
    assert main(["undo", "1", "--workspace", "w", "--by", "Jan"]) == 0
    assert members.history(folders.open("w"))["by"].to_list() == ["Jan", "Ola"]


def test_an_unsure_mapping_is_printed_to_be_edited(said: Said, tmp_path: Path) -> None:
    file, edited = tmp_path / "x.csv", tmp_path / "m.toml"
    file.write_text("when,How likely are you to recommend us? (0-10)\n" + "03/04/2026,9\n04/05/2026,3\n" * 6, "utf-8")
    code, out, err = said("import", file, "--workspace", "w")
    assert code == 1
    assert err == (
        f"{file}: whether the day or the month stands first in the column “when” cannot be decided. "
        "Give --date-order dmy or --date-order mdy.\n"
    )
    assert folders.names() == []
    assert said("import", file, "--workspace", "w", "--accept-suggestion")[0] == 1
    edited.write_text(out.replace('date_order = ""', 'date_order = "mdy"'), "utf-8")
    assert said("import", file, "--workspace", "w", "--mapping", edited)[0] == 0
    _, months, _ = said("tally", "--workspace", "w", "--by", "month", "--format", "csv")
    assert months.splitlines()[1:] == ["2026-03,6,,,,,,,few", "2026-04,6,,,,,,,few"]


def test_an_undated_file_needs_a_date(said: Said, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("How likely are you to recommend us? (0-10)\n" + "9\n3\n" * 6, "utf-8")
    code, _, err = said("import", file, "--workspace", "w", "--accept-suggestion")
    assert (code, err) == (
        1,
        f"{file}: the file holds no date of answers. Give one for the whole file: --date YYYY-MM-DD, or the period in "
        "which they were collected: --from YYYY-MM-DD --to YYYY-MM-DD.\n",
    )
    assert said("import", file, "--workspace", "w", "--accept-suggestion", "--date", "2026-05-31")[0] == 0


def test_the_same_bytes_with_another_mapping_need_replace(said: Said, survey: Path, tmp_path: Path) -> None:
    said("import", survey, "--workspace", "w")
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        '[response]\nat = "Date"\ndate_order = "ymd"\n'
        '[[measure]]\ncolumn = "How likely are you to recommend us? (0-10)"\n'
        'metric = "csat"\nlow = 0\nhigh = 10\n',
        "utf-8",
    )
    code, out, err = said("import", survey, "--workspace", "w", "--mapping", mapping)
    assert (code, out) == (1, "")
    assert err == (
        f"{survey}: the same bytes were imported with another mapping already (import number 1). "
        "To replace that import, add --replace.\n"
    )
    code, out, _ = said("import", survey, "--workspace", "w", "--mapping", mapping, "--replace", "--json")
    assert (code, json.loads(out)["replaced"]) == (0, 1)


def test_tally_prints_the_promised_columns(said: Said, survey: Path) -> None:
    said("import", survey, "--workspace", "w")
    code, out, err = said("tally", "--workspace", "w", "--metric", "nps", "--by", "channel", "--format", "json")
    assert (code, err) == (0, "")
    phone, web = json.loads(out)
    assert list(phone) == ["channel", "n", "positive", "neutral", "negative", "score", "low", "high", "hidden"]
    assert {**phone, "low": 0, "high": 0} == {
        "channel": "phone", "n": 20, "positive": 20, "neutral": 0, "negative": 0,
        "score": None, "low": 0, "high": 0, "hidden": "thin",
    }  # fmt: skip
    assert phone["low"] > 60
    assert (web["channel"], web["negative"]) == ("web", 20)
    _, out, _ = said("tally", "--workspace", "w", "--format", "csv", "--from", "2026-05-01", "--to", "2026-06-30")
    frame = pl.read_csv(out.encode())
    assert frame.columns == ["n", "positive", "neutral", "negative", "score", "low", "high", "hidden"]
    assert frame.row(0)[:5] == (40, 20, 0, 20, 0.0)
    _, out, _ = said("tally", "--workspace", "w", "--where", "channel=phone", "--where", "channel=web", "--by", "month")
    assert [line.split()[:2] for line in out.splitlines()] == [["month", "n"], ["2026-05", "20"], ["2026-06", "20"]]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--by", "chanel"], "There is no dimension “chanel”. There are: channel, month, day.\n"),
        (["--where", "channel=phon"], "The dimension “channel” has no value “phon”. There are: phone, web.\n"),
        (["--where", "agent=x"], "There is no dimension “agent”. There are: month, day, channel.\n"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(said: Said, survey: Path, arguments: list[str], sentence: str) -> None:
    said("import", survey, "--workspace", "w")
    assert said("tally", "--workspace", "w", *arguments) == (1, "", sentence)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["tally"],
        ["tally", "--workspace", "w", "--metric", "mood"],
        ["tally", "--workspace", "w", "--where", "channel"],
        ["tally", "--workspace", "w", "--from", "May"],
        ["tally", "--workspace", "w", "--from", "2026-06-01", "--to", "2026-05-31"],
        ["import", "--workspace", "w"],
        ["dance"],
    ],
)
def test_wrong_usage_ends_with_2(said: Said, arguments: list[str]) -> None:
    code, out, err = said(*arguments)
    assert (code, out) == (2, "")
    assert "usage: python -m cxdata" in err


def test_a_workspace_that_is_not_there(said: Said) -> None:
    code, out, err = said("tally", "--workspace", "none")
    assert (code, out) == (1, "")
    assert "“none”" in err


def test_imports_are_listed_and_undone(said: Said, survey: Path, tmp_path: Path) -> None:
    said("import", survey, "--workspace", "w")
    other = tmp_path / "other.csv"
    other.write_bytes(survey.read_bytes() + b"41,2026-06-20,10,phone\n")
    said("import", other, "--workspace", "w")
    assert said("list")[1] == "w\n"
    assert [row["file"] for row in json.loads(said("list", "--workspace", "w", "--json")[1])] == [
        "other.csv",
        "survey.csv",
    ]
    assert said("undo", "1", "--workspace", "w") == (
        1, "", "Imports that counted its rows as duplicates: other.csv (2). To undo them all, add --together.\n",
    )  # fmt: skip
    assert said("undo", "1", "--workspace", "w", "--together") == (0, "Undone: other.csv (2), survey.csv (1).\n", "")


def test_templates_are_imported_without_a_mapping(said: Said) -> None:
    templates = ROOT / "data" / "templates"
    code, out, err = said(
        "import", templates / "zaproszenia.csv", templates / "punkty_styku.csv", "--workspace", "w", "--json"
    )
    assert (code, err) == (0, "")
    assert [receipt["kind"] for receipt in json.loads(out)] == ["invitations", "touchpoints"]
    assert json.loads(said("check", templates / "zaproszenia.csv", "--json")[1])["mapping"] is None


def test_the_language_follows_the_terminal(home: Path, survey: Path) -> None:
    def run(lang: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cxdata", *arguments],
            cwd=ROOT,
            env={**os.environ, "LC_ALL": "", "LANG": lang, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    done = run("pl_PL.UTF-8", "import", str(survey), "--workspace", "w")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("survey.csv: 41 wierszy = 40 wczytanych + 0 zmienionych + 0 powtórzonych + 1 ")
    done = run("C", "tally", "--workspace", "w", "--by", "month,channel", "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "month,channel,n,positive,neutral,negative,score,low,high,hidden"


def test_a_long_file_is_imported_by_suggestion_and_by_mapping(said: Said, tmp_path: Path) -> None:
    file, mapping = tmp_path / "long.csv", tmp_path / "m.toml"
    lines = [f"s{i},2026-05-{i % 27 + 1:02d},{q},{a}" for i in range(30) for q, a in (("NPS", i % 11), ("Why?", "ok"))]
    file.write_text("submission_id,collected_at,field_id,value\n" + "\n".join(lines) + "\n", "utf-8")
    code, out, _ = said("import", file, "--workspace", "w", "--accept-suggestion", "--json")
    assert (code, json.loads(out)["rows"], json.loads(out)["answers"]) == (0, 30, 30)
    mapping.write_text(
        '[response]\nid = "submission_id"\nat = "collected_at"\ndate_order = "ymd"\n'
        '[[measure]]\ncolumn = "NPS"\nmetric = "nps"\nlow = 0\nhigh = 10\n',
        "utf-8",
    )
    code, out, _ = said("import", file, "--workspace", "v", "--mapping", mapping, "--json")
    assert (code, json.loads(out)["rows"], json.loads(out)["answers"]) == (0, 30, 30)


def test_values_off_the_scale_are_counted_where_nobody_sees_a_page(said: Said, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f"2026-10-{1 + at % 28:02};{11 if at % 8 == 0 else at % 11}\n" for at in range(40)]
    path.write_text("Date;NPS\n" + "".join(rows), "utf-8")
    code, out, err = said("import", path, "--workspace", "shop")
    assert (code, err) == (0, "")
    assert "  5 values off the scale were taken for no answer: 11 (5)." in out.splitlines()
    again = json.loads(said("import", path, "--workspace", "shop", "--json")[1])
    assert (again["repeated"], again["off_scale"]) == (True, {"11": 5})


def test_without_its_date_of_sending_a_survey_was_not_finished(said: Said, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "results-survey.csv"
    head = "id,submitdate,lastpage,startlanguage,seed,startdate,NPS\n"
    rows = [f"{at},{'' if at % 5 == 0 else day},3,en,77,{day},{at % 11}\n" for at, day in _moments(40)]
    path.write_text(head + "".join(rows), "utf-8")
    code, out, err = said("import", path, "--workspace", "shop", "--rejects", tmp_path / "refused.csv")
    assert (code, err) == (0, "")
    listed = (tmp_path / "refused.csv").read_text("utf-8-sig").splitlines()
    assert "the survey was not finished, hence no date of sending" in listed[1]
    assert out.splitlines()[0].endswith("40 rows = 32 loaded + 0 updated + 0 duplicates + 8 rejected")
    assert "  the survey was not finished, hence no date of sending: 8" in out.splitlines()


def _moments(count: int) -> list[tuple[int, str]]:
    return [(at, f"2026-10-{1 + at % 28:02} 10:{at:02}:00") for at in range(count)]


@pytest.mark.parametrize(("name", "other", "sentence"), [("demo", "en", "in Polish"), ("demo-en", "pl", "in English")])
def test_a_name_kept_for_the_demo_in_one_language_is_refused_to_the_other(
    said: Said, home: Path, name: str, other: str, sentence: str
) -> None:
    assert said("demo", "--workspace", name, "--data-lang", other) == (
        1,
        "",
        f"The name “{name}” is for the demo company {sentence}. Give another one, or leave out --workspace.\n",
    )
    assert not home.exists() or not list(home.iterdir())


@pytest.mark.parametrize(
    ("arguments", "name"),
    [([], "demo"), (["--data-lang", "en"], "demo-en"), (["--workspace", "demo-en", "--data-lang", "en"], "demo-en")],
)
def test_the_demo_goes_where_readers_of_its_language_find_it(
    said: Said, home: Path, arguments: list[str], name: str
) -> None:
    folders.create(name, demo=True)
    assert said("demo", *arguments) == (
        1,
        "",
        f"The workspace “{name}” exists and holds data. Give another name, or delete it first.\n",
    )
    assert said("demo", *arguments, "--if-missing") == (0, "", "")
