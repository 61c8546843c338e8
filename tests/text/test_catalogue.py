"""The catalogue as a whole: both languages say the same, nothing is missing, nothing is left over."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from cxdata.text import LANGS, Text, catalogue

ROOT = Path(__file__).parent.parent.parent
FORMS = {"pl": {"one", "few", "many", "other"}, "en": {"one", "other"}}
KEYS = sorted(catalogue())
HELD = {
    "cards", "cardwords", "charts", "columns", "departments", "departments_page", "drill", "finding", "findings",
    "methods", "overview", "population", "records", "trends",
}  # fmt: skip
"""Subjects of which every sentence is spoken somewhere."""


def sentences(key: str, lang: str) -> dict[str, str]:
    found = catalogue()[key][lang]
    return {"": found} if isinstance(found, str) else dict(found)


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@cache
def sources() -> list[ast.AST]:
    files = [*ROOT.glob("cxdata/**/*.py"), *ROOT.glob("pages/*.py"), *ROOT.glob("app.py")]
    return [node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))]


@cache
def spoken() -> tuple[set[str], list[re.Pattern[str]]]:
    """Strings of the code that may be keys, and patterns of those that are put together."""
    constants = {node.value for node in sources() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    patterns = set()
    for node in sources():
        if isinstance(node, ast.JoinedStr):
            parts = [re.escape(v.value) if isinstance(v, ast.Constant) else r"[\w.]+" for v in node.values]
            said = "".join(str(v.value) for v in node.values if isinstance(v, ast.Constant))
            if re.search("[a-z]{3}[._]", said) and said != "errors.":
                patterns.add("".join(parts))
    return constants, [re.compile(pattern) for pattern in patterns]


def neutral(names: set[str]) -> set[str]:
    """Facts that come in both languages, `heading_pl` and `heading_en`, count as one."""
    return {re.sub("_(pl|en)$", "", name) for name in names}


def test_both_languages_take_the_same_facts() -> None:
    wrong = []
    for key in KEYS:
        asked = {lang: set().union(*(fields(said) for said in sentences(key, lang).values())) for lang in LANGS}
        if neutral(asked["pl"]) != neutral(asked["en"]):
            wrong.append((key, asked))
        for lang in LANGS:
            for form, said in sentences(key, lang).items():
                if asked[lang] - fields(said) - ({"n"} if form in ("one", "other") else set()):
                    wrong.append((key, lang, form))
    assert wrong == []


def test_plural_forms_are_complete() -> None:
    wrong = []
    for key in KEYS:
        forms = {lang: catalogue()[key][lang] for lang in LANGS}
        plural = [lang for lang in LANGS if not isinstance(forms[lang], str)]
        if any(set(forms[lang]) != FORMS[lang] for lang in plural):
            wrong.append(key)
    assert wrong == []


def test_sentences_are_written_with_care() -> None:
    careless = re.compile(r" - |\.\.\.|  |^\s*$|[\U0001f300-\U0001faff]")
    wrong = [
        (key, said) for key in KEYS for lang in LANGS for said in sentences(key, lang).values() if careless.search(said)
    ]
    assert wrong == []


def used(key: str) -> bool:
    constants, patterns = spoken()
    names = (key, key.removeprefix("errors.")) if key.startswith("errors.") else (key,)
    return any(name in constants or any(pattern.fullmatch(name) for pattern in patterns) for name in names)


def test_no_sentence_is_left_over() -> None:
    assert [key for key in KEYS if key.split(".")[0] in HELD and not used(key)] == []


def test_no_sentence_is_asked_for_that_is_not_there() -> None:
    asked = set()
    for node in sources():
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name == "text" and isinstance(node.args[0].value, str):
                asked.add(node.args[0].value)
    assert sorted(asked - set(KEYS)) == []


def test_polish_counts_take_their_forms() -> None:
    text = Text("pl")
    said = [text("findings.points", n=n) for n in (0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 102, 112, 1234)]
    assert said == [
        "0 punktów", "1 punkt", "2 punkty", "4 punkty", "5 punktów", "11 punktów", "12 punktów", "14 punktów",
        "21 punktów", "22 punkty", "25 punktów", "102 punkty", "112 punktów", "1\u00a0234 punkty",
    ]  # fmt: skip


def test_every_hidden_reason_and_verdict_has_its_word() -> None:
    for name in ("thin", "few", "none", "cover"):
        assert f"charts.hidden.{name}" in KEYS
    for name in ("real", "sample", "chance", "few"):
        assert f"charts.verdict.{name}" in KEYS
        assert f"charts.group.{name}" in KEYS


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [(2.5, 0, "3"), (-2.5, 0, "−3"), (0.5, 0, "1"), (-0.4, 0, "0"), (0.25, 1, "0,3"), (2.4999999999999996, 0, "3"),
     (2.499, 0, "2"), (1234567.5, 0, "1\u00a0234\u00a0568")],
)  # fmt: skip
def test_a_half_is_rounded_away_from_zero(value: float, digits: int, shown: str) -> None:
    assert Text("pl").number(value, digits) == shown
