"""Words of files in the real page: they stay words, and what is done to a workspace is written down."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cxdata.intake import importing
from cxdata.reading.containers.files import read
from cxdata.reading.meaning.suggestion import suggest
from cxdata.store import folders, members
from cxdata.text import Lang, Text
from tests.browser.conftest import Visitor

EVIL = "Sklep (http://evil.example/x) www.evil.example a@evil.example :material/home: :tada: :red[x]"


def survey() -> bytes:
    lines = ["Data;Punkt styku;NPS;Komentarz"]
    for month in range(1, 11):
        for day in range(1, 28):
            place = (EVIL, "Infolinia")[day % 2]
            score = (10, 9, 8)[day % 3] if month < 9 else (1, 2, 9)[day % 3]
            lines.append(f"2026-{month:02}-{day:02};{place};{score};Patrz {EVIL}")
    return "\n".join(lines).encode()


@pytest.fixture
def evil(demo_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CXDATA_HOME", str(demo_home))
    sheet = read(survey(), "opinie.csv", folder=tmp_path)
    if "zly" not in folders.names():
        importing.load(folders.create("zly"), sheet, suggest(sheet).mapping)
    return "zly"


@pytest.mark.parametrize("path", ["/", "/trends?by=touchpoint&", "/touchpoints", "/departments", "/workspace"])
def test_words_of_files_become_neither_links_nor_icons(visit: Callable[..., Visitor], evil: str, path: str) -> None:
    visitor = visit("pl")
    page = visitor.open(f"{path}{'' if path.endswith('&') else '?'}w={evil}")
    body = page.get_by_test_id("stMain")
    assert "nieoczekiwany" not in body.inner_text()
    outside = "links => links.filter(a => a.protocol === 'mailto:' || a.host !== location.host).map(a => a.href)"
    assert page.locator("a[href]").evaluate_all(outside) == []
    assert page.get_by_text("home", exact=True).count() == 0
    assert "🎉" not in body.inner_text()
    assert (visitor.outside, visitor.complaints) == ([], [])


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_nothing_of_the_tools_own_english_is_on_a_page(visit: Callable[..., Visitor], lang: Lang) -> None:
    page = visit(lang).open("/")
    expect(page.get_by_test_id("stMainMenu")).to_have_count(0)
    assert "Deploy" not in page.inner_text("body")


def test_an_undone_import_is_in_the_history(visit: Callable[..., Visitor], evil: str) -> None:
    text, name = Text("pl"), f"proba-{secrets.token_hex(3)}"
    folders.copy(folders.open(evil), name)
    page = visit("pl").open(f"/workspace?w={name}")
    page.get_by_role("tab", name=text("workspace.tab.imports")).click()
    page.get_by_role("button", name=text("upload.undo"), exact=True).click()
    page.get_by_role("button", name=text("upload.undo_no"), exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name=text("upload.undo"), exact=True).click()
    page.get_by_role("button", name=text("upload.undo_yes"), exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=20_000)
    found = members.history(folders.open(name))
    assert found.row(0, named=True)["table"] == "imports"
    assert found.row(0, named=True)["after"] == "{}"
    folders.delete(name)
