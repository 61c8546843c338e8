"""A mapping survives its TOML, and every mistake in one is named."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdata.errors import MappingRefused
from cxdata.reading import Mapping, Question
from cxdata.text import LANGS, Text

texts = st.text(max_size=12)
names = st.text(min_size=1, max_size=8)
headings = st.lists(names, max_size=3).map(tuple)


spans = st.tuples(st.none() | st.dates(max_value=date(2019, 1, 1)), st.none() | st.dates(date(2019, 1, 2)))


def told_apart(questions: list[Question]) -> bool:
    """Whether no two of them read the same cells."""
    pairs = [(one, other) for i, one in enumerate(questions) for other in questions[:i]]
    return not any((a.column, a.metric) == (b.column, b.metric) and a.meets(b) for a, b in pairs)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    low = draw(st.integers(-100, 99))
    return Question(
        column=draw(texts),
        metric=draw(st.sampled_from(["nps", "csat", "ces"])),
        low=low,
        high=draw(st.integers(low + 1, 1000)),
        direction=draw(st.sampled_from(["up", "down"])),
        missing=draw(st.lists(texts, max_size=3).map(tuple)),
        words=draw(st.dictionaries(texts, st.integers(-5, 10), max_size=3)),
        touchpoint=draw(texts),
        positive_from=draw(st.none() | st.integers(-5, 10)),
        negative_to=draw(st.none() | st.integers(-5, 10)),
        **dict(zip(("since", "until"), draw(spans), strict=True)),
    )


mappings = st.builds(
    Mapping,
    read=st.fixed_dictionaries({}, optional={"encoding": texts, "separator": texts, "header_rows": st.integers(0, 5)}),
    id=texts,
    at=texts,
    date_order=st.sampled_from(["", "dmy", "mdy", "ymd"]),
    date=st.dates(max_value=date(2019, 1, 1)),
    until=st.none() | st.dates(date(2019, 1, 2)),
    zone=st.sampled_from(["", "UTC", "Europe/Warsaw", "America/New_York"]),
    weight=texts,
    customer=texts,
    questions=st.lists(questions(), max_size=3).filter(told_apart).map(tuple),
    dimensions=st.dictionaries(texts, texts, max_size=4),
    comments=headings,
    names=headings,
    ignored=headings,
)


@settings(deadline=None)
@given(mappings)
def test_every_mapping_comes_back_from_its_toml(mapping: Mapping) -> None:
    assert Mapping.of_toml(mapping.to_toml()) == mapping


WRITTEN = """
[response]
id = "Id odpowiedzi"
at = "Data"
date_order = "dmy"
date = 2026-05-31
[[measure]]
column = "Jak prawdopodobne..."
metric = "nps"
low = 0
high = 10
missing = ["99", "bd.", 98]
[dimensions]
touchpoint = "Punkt styku"
"Linia produktów" = "Linia"
[comments]
column = "Komentarz"
[ignore]
columns = ["IP", "E-mail"]
"""


def test_a_mapping_written_by_hand_needs_only_what_it_says() -> None:
    assert Mapping.of_toml(WRITTEN) == Mapping(
        id="Id odpowiedzi",
        at="Data",
        date_order="dmy",
        date=date(2026, 5, 31),
        questions=(Question("Jak prawdopodobne...", "nps", 0, 10, missing=("99", "bd.", "98")),),
        dimensions={"touchpoint": "Punkt styku", "Linia produktów": "Linia"},
        comments=("Komentarz",),
        ignored=("IP", "E-mail"),
    )


MEASURE = '[[measure]]\ncolumn = "a"\nmetric = "nps"\nlow = 0\nhigh = 10\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[responses]",
            "Mapping: the key “responses” is not known. "
            "Possible: read, response, measure, dimensions, comments, names, ignore.",
        ),
        ("[[measure]]\ncolumn = 'a'", "Mapping: the key “measure[1].metric” is missing."),
        (MEASURE.replace("nps", "ltr"), "Mapping: “measure[1].metric” is ltr; possible: nps, csat, ces."),
        (MEASURE.replace("10", '"ten"'), "Mapping: “measure[1].high” should be a whole number, but is ten."),
        (MEASURE.replace("10", "inf"), "Mapping: “measure[1].high” should be a whole number, but is inf."),
        (MEASURE.replace("10", "0"), "Mapping: the scale of measure[1] begins at or above its end (0..0)."),
        (MEASURE + "missing = 'bd.'", "Mapping: “measure[1].missing” should be a list of texts, but is bd.."),
        (MEASURE + "words = 3", "Mapping: “measure[1].words” should be a section, but is 3."),
        ("measure = 3", "Mapping: questions stand in sections [[measure]], in double brackets; found 3."),
        ("[response]\nat = 3", "Mapping: “response.at” should be text in quotes, but is 3."),
        ("[response]\ndate_order = 'dym'", "Mapping: “response.date_order” is dym; possible: dmy, mdy, ymd, mdy+dmy."),
        ("[response]\ndate = 'May'", "Mapping: “response.date” should be a date written YYYY-MM-DD, but is May."),
        (
            "[response]\ndate = 2026-05-31\nuntil = 2026-05-01",
            "Mapping: the period of response has no first day, or ends before it begins (2026-05-31..2026-05-01).",
        ),
        (
            "[response]\nuntil = 2026-05-01",
            "Mapping: the period of response has no first day, or ends before it begins (?..2026-05-01).",
        ),
        (
            MEASURE + "since = 2026-05-02\nuntil = 2026-05-01",
            "Mapping: the period of measure[1] has no first day, or ends before it begins (2026-05-02..2026-05-01).",
        ),
        (
            MEASURE + "until = 2026-05-02\n" + MEASURE + "since = 2026-05-02",
            "Mapping: two sections [[measure]] describe the column “a” on the same days. Part them by until and since.",
        ),
        (
            "[response]\nzone = 'Warszawa'",
            "Mapping: “response.zone” should be the name of a time zone, such as UTC or Europe/Warsaw, "
            "but is Warszawa.",
        ),
        ("[read]\nheader_rows = true", "Mapping: “read.header_rows” should be a whole number, but is True."),
    ],
)
def test_a_mistake_is_named_with_its_key(text: str, said: str) -> None:
    with pytest.raises(MappingRefused) as refusal:
        Mapping.of_toml(text)
    assert Text("en").error(refusal.value) == said
    assert all(Text(lang).error(refusal.value) for lang in LANGS)


def test_what_is_no_toml_is_refused_with_its_place() -> None:
    with pytest.raises(MappingRefused) as refusal:
        Mapping.of_toml("[read\n")
    assert refusal.value.key == "toml_broken"
    assert "line 1" in Text("en").error(refusal.value)


def test_a_period_places_its_answers_in_its_middle() -> None:
    wave = Mapping(date=date(2026, 5, 1), until=date(2026, 5, 31))
    assert wave.day == date(2026, 5, 16)
    assert Mapping(date=date(2026, 5, 1)).day == date(2026, 5, 1)
    assert Mapping().day is None
