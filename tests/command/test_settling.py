"""What the options of an import decide about scales, directions and dates, and what is refused without them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cxdata.reading import Mapping
from cxdata.store import folders
from cxdata.store.answers import every
from tests.command.conftest import Said

Rows = list[list[object]]


def written(path: Path, headings: str, rows: Rows) -> Path:
    path.write_text("\n".join([headings, *(",".join(map(str, row)) for row in rows)]) + "\n", "utf-8")
    return path


def measures() -> list[tuple[str, int, int, bool, int]]:
    """metric, low, high, up, answers of everything in the workspace w."""
    with folders.open("w").connect() as connection:
        found: list[tuple[str, int, int, bool, int]] = connection.sql(
            f"SELECT metric, low, high, up, count(*)::INTEGER FROM {every(connection)} "
            "JOIN measures ON measures.id = measure GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    return found


def test_a_reversed_scale_is_refused_until_its_direction_is_told(said: Said, tmp_path: Path) -> None:
    heading = "Service (1 = very good; 5 = very poor)"
    file = written(tmp_path / "x.csv", f"Date,{heading} rating", [["2026-05-14", 1 + i % 5] for i in range(60)])
    column = f"{heading} rating"
    for accepted in ([], ["--accept-suggestion"]):
        code, _, err = said("import", file, "--workspace", "w", *accepted)
        assert (code, err) == (
            1,
            f"{file}: which score of the column “{column}” is the best one is not known. "
            f'Give --direction "{column}=down" (the best is 1) or --direction "{column}=up" (the best is 5).\n',
        )
    assert folders.names() == []
    assert said("import", file, "--workspace", "w", "--direction", f"{column}=down")[0] == 0
    assert measures() == [("csat", 1, 5, False, 60)]


def changed(tmp_path: Path) -> Path:
    old = [[f"2015-0{1 + i // 40}-{1 + i % 27:02d}", 1 + i % 5] for i in range(200)]
    new = [[f"2015-0{7 + i // 30}-{1 + i % 27:02d}", 1 + i % 10] for i in range(60)]
    return written(tmp_path / "x.csv", "Date,Overall rating", old + new)


def test_a_scale_that_changed_is_split_by_the_suggestion_or_kept_whole_by_an_option(said: Said, tmp_path: Path) -> None:
    file = changed(tmp_path)
    code, out, err = said("import", file, "--workspace", "w")
    assert (code, err) == (
        1,
        f"{file}: what this means is not certain: Overall rating. Edit the mapping below and give it with --mapping, "
        "or take it as it is with --accept-suggestion.\n",
    )
    assert [(q.low, q.high, str(q.since), str(q.until)) for q in Mapping.of_toml(out).questions] == [
        (1, 5, "None", "2015-06-30"),
        (1, 10, "2015-07-01", "None"),
    ]
    assert said("import", file, "--workspace", "w", "--accept-suggestion")[0] == 0
    assert measures() == [("csat", 1, 5, True, 200), ("csat", 1, 10, True, 60)]
    whole = ["--scale", "Overall rating=1-10", "--replace"]
    assert said("import", file, "--workspace", "w", *whole)[0] == 0
    assert measures() == [("csat", 1, 10, True, 260)]
    parts = ["--scale", "Overall rating=1-5@..2015-06-30", "--scale", "Overall rating=1-10@2015-07-01..", "--replace"]
    assert said("import", file, "--workspace", "w", *parts)[0] == 0
    assert measures() == [("csat", 1, 5, True, 200), ("csat", 1, 10, True, 60)]


def test_check_tells_a_change_of_scale_in_words_and_in_numbers(said: Said, tmp_path: Path) -> None:
    found = json.loads(said("check", changed(tmp_path), "--json")[1])
    assert (found["sure"], found["open"]) == (False, ["scale"])
    told = {problem["problem"]: problem for problem in found["problems"]}
    assert told["scale_grew"]["says"] == (
        "The scale of “Overall rating” changed midway: before 1\u00a0July\u00a02015 nobody gave more than 5, and from "
        "that day on scores reach 10. How should they be read?"
    )
    assert told["scale_grew"]["since"] == "2015-07-01"


def test_codes_for_no_answer_are_counted_before_the_import(said: Said, tmp_path: Path) -> None:
    rows: Rows = [["2026-05-14", 1 + i % 5 if i % 6 else "N/A" if i % 4 else 99] for i in range(120)]
    file = written(tmp_path / "x.csv", "Date,Satisfaction 1-5", rows)
    found = json.loads(said("check", file, "--json")[1])
    (told,) = found["problems"]
    assert told["says"] == "To be taken as no answer in 1 column of scores: 99 (10), N/A (10)."
    assert told["counts"] == {"Satisfaction 1-5": {"99": 10, "N/A": 10}}
    assert found["sure"]


def test_recommending_on_one_to_ten_is_said_to_be_no_nps_and_imported_as_csat(said: Said, tmp_path: Path) -> None:
    heading = "How likely are you to recommend us (1-10)?"
    file = written(tmp_path / "x.csv", f"Date,{heading}", [["2026-05-14", 1 + i % 10] for i in range(60)])
    shown = said("check", file)[1]
    assert (
        f"  ! “{heading}” asks about recommending, but on 1–10. NPS needs a 0–10 scale, so CSAT is suggested.\n"
        in shown
    )
    assert said("import", file, "--workspace", "w")[0] == 0
    assert measures() == [("csat", 1, 10, True, 60)]


def test_an_undated_file_may_belong_to_a_period(said: Said, tmp_path: Path) -> None:
    file = written(tmp_path / "x.csv", "How likely are you to recommend us? (0-10)", [[i % 11] for i in range(60)])
    period = ["--from", "2026-04-01", "--to", "2026-04-30"]
    assert said("import", file, "--workspace", "w", *period)[0] == 0
    out = said("tally", "--workspace", "w", "--by", "day", "--format", "csv")[1]
    assert [line.split(",")[:2] for line in out.splitlines()[1:]] == [["2026-04-15", "60"]]


@pytest.mark.parametrize(
    "options",
    [
        ["--from", "2026-04-01"],
        ["--to", "2026-04-01"],
        ["--from", "2026-04-02", "--to", "2026-04-01"],
        ["--from", "2026-04-01", "--to", "2026-04-02", "--date", "2026-04-01"],
        ["--scale", "Rating"],
        ["--scale", "Rating=5-1"],
        ["--scale", "Rating=1-5@2026"],
        ["--direction", "Rating=left"],
    ],
)
def test_options_that_make_no_sense_end_with_2(said: Said, tmp_path: Path, options: list[str]) -> None:
    code, out, err = said("import", tmp_path / "x.csv", "--workspace", "w", *options)
    assert (code, out) == (2, "")
    assert "usage: python -m cxdata" in err


def test_an_option_about_a_column_that_is_no_score_names_those_that_are(said: Said, tmp_path: Path) -> None:
    file = written(tmp_path / "x.csv", "Date,Satisfaction 1-5", [["2026-05-14", 1 + i % 5] for i in range(60)])
    assert said("import", file, "--workspace", "w", "--scale", "Date=1-5") == (
        1,
        "",
        f"{file}: The mapping does not know the column “Date” as a score. The scores are: Satisfaction 1-5.\n",
    )


def test_weights_are_kept_and_an_uneven_sample_bears_no_score(said: Said, tmp_path: Path) -> None:
    """40 answers of which 4 weigh a hundred times the others have a Kish n of 4.7: too few for any figure."""
    rows: Rows = [["2026-05-14", 10 if i < 4 else 0, 10 if i < 4 else 0.1] for i in range(40)]
    file = written(tmp_path / "x.csv", "Date,How likely are you to recommend us? (0-10),Weight", rows)
    assert said("import", file, "--workspace", "w")[0] == 0
    (found,) = json.loads(said("tally", "--workspace", "w", "--format", "json")[1])
    assert (found["n"], found["score"], found["low"], found["hidden"]) == (40, None, None, "few")
    rows = [["2026-05-14", 10 if i < 100 else 0, 2 if i < 100 else 1] for i in range(200)]
    even = written(tmp_path / "y.csv", "Date,How likely are you to recommend us? (0-10),Weight", rows)
    assert said("import", even, "--workspace", "v")[0] == 0
    (found,) = json.loads(said("tally", "--workspace", "v", "--format", "json")[1])
    assert (found["n"], round(found["score"], 1), found["hidden"]) == (200, 33.3, None)
    assert found["high"] - found["low"] > 2 * 196 * (1 - (1 / 3) ** 2) ** 0.5 / 200**0.5
