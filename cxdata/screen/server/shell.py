"""The empty HTML page into which Streamlit draws: our name and icon, and where its server is."""

from __future__ import annotations

import json
from typing import Final

import streamlit as st

_MARK: Final = "<head>"
_NAME: Final = "Ład CX"


def dressed(html: bytes) -> bytes:
    """The page with our name until the first run, and without Streamlit's own font, which nothing here uses.

    A page opened at /trends would look for the server under /trends/ first and log two errors in the browser's
    console; so the page says where the server is.
    """
    page = html.decode("utf-8")
    for old, new in (
        ("<title>Streamlit</title>", f"<title>{_NAME}</title>"),
        ("./favicon.png", "./app/static/icon.svg"),
        (_MARK, f"{_MARK}\n    <script>{_whereabouts()}</script>"),
    ):
        page = page.replace(old, new, 1)
    return _without_preload(page).encode("utf-8")


def _whereabouts() -> str:
    base = json.dumps("/" + str(st.get_option("server.baseUrlPath") or "").strip("/"))
    return f"window.__streamlit = (at => ({{BACKEND_BASE_URL: at, MAIN_PAGE_BASE_URL: at}}))(location.origin + {base});"


def _without_preload(page: str) -> str:
    start = page.find('<link\n      rel="preload"')
    end = page.find("/>", start)
    return page[:start] + page[end + 2 :] if 0 <= start < end and "font" in page[start:end] else page
