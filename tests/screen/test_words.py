"""No sentence stands in the code of the screen: all words come from the catalogue, in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxdata.text import catalogue

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("cxdata/screen/**/*.py"), *ROOT.glob("pages/*.py")])

SPEAKING = {
    "title", "header", "subheader", "markdown", "write", "caption", "info", "success", "warning", "error",
    "button", "download_button", "link_button", "page_link", "form_submit_button", "checkbox", "toggle", "radio",
    "selectbox", "multiselect", "segmented_control", "pills", "text_input", "text_area", "number_input", "date_input",
    "file_uploader", "expander", "popover", "dialog", "toast", "spinner", "metric", "TextColumn", "NumberColumn",
    "SelectboxColumn", "small", "plain",
}  # fmt: skip
SPOKEN = {"label", "help", "placeholder", "alt", "title", "body", "caption"}
MARKUP = re.compile(r":material/\w+:|:(red|green|gray|small)\b|</?\w+>")


def literals(node: ast.AST) -> Iterator[str]:
    """Pieces of text that a person would see if this expression were shown."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from literals(part) if isinstance(part, ast.Constant) else ()
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from literals(node.left)
        yield from literals(node.right)


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def shows(node: ast.AST) -> bool:
    """Whether this is a call of a command that puts words on the page; a log is none."""
    if not isinstance(node, ast.Call) or called(node) not in SPEAKING:
        return False
    return not (isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "log")


def sentences(source: str) -> list[str]:
    """Words of a language that are given to a command which shows them."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not shows(node):
            continue
        for value in [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg in SPOKEN)]:
            found += [piece for piece in literals(value) if re.search(r"[^\W\d_]", MARKUP.sub("", piece))]
    return found


def keys(source: str) -> list[str]:
    """Keys that `text(...)` is called with; a piece put in at run time is `*`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or called(node) not in ("text", "has") or not node.args:
            continue
        for each in [node.args[0].body, node.args[0].orelse] if isinstance(node.args[0], ast.IfExp) else node.args[:1]:
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                found.append(each.value)
            elif isinstance(each, ast.JoinedStr):
                parts = [str(part.value) if isinstance(part, ast.Constant) else "*" for part in each.values]
                found.append("".join(parts))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_sentence_stands_in_the_code(path: Path) -> None:
    assert sentences(path.read_text("utf-8")) == []


def test_a_planted_sentence_is_found() -> None:
    planted = 'st.button("Save"); st.markdown(f"**{x} rows**"); st.text_input(text("a.b"), help="Why")'
    assert sentences(planted) == ["Save", " rows**", "Why"]


def begun(key: str) -> bool:
    """Whether some sentence's key has the shape of this one, which is put together at run time."""
    shape = re.compile(re.escape(key).replace(r"\*", r"[\w.~-]+"))
    return "*" in key and any(map(shape.fullmatch, catalogue()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_key_that_is_used_is_in_the_catalogue(path: Path) -> None:
    missing = [key for key in keys(path.read_text("utf-8")) if key not in catalogue() and not begun(key)]
    assert missing == []
