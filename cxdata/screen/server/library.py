"""Plotly's own script for drawing pictures in the browser, served from the installed package."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import plotly
import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

_FILE: Final = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
_PATH: Final = "/lad/plotly.min.js"
_YEAR: Final = 365 * 24 * 3600


def url() -> str:
    """Where a page finds the script; it changes with Plotly's version, so that a browser may keep it."""
    return f"{base()}{_PATH}?v={plotly.__version__}"


def route() -> Route:
    """Streamlit keeps its copy of Plotly to itself."""

    async def script(_: Request) -> FileResponse:
        keep = {"Cache-Control": f"public, max-age={_YEAR}, immutable"}
        return FileResponse(_FILE, media_type="text/javascript", headers=keep)

    return Route(f"{base()}{_PATH}", script)


def base() -> str:
    """The path under which the server stands: nothing, or "/cx"."""
    found = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{found}" if found else ""
