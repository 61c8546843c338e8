"""Addresses that are no page: the first page's own name, and whatever somebody mistyped."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from cxdata.screen.places import HOME, PLACES
from cxdata.screen.server.library import base

MISSING: Final = "missing"
"""The parameter by which the first page hears of an address that is none."""

_PAGES: Final = frozenset(place.stem for place in PLACES if place is not HOME)
_OTHERS: Final = ("_stcore", "app", "lad", "media", "static", "component", "vendor", "oauth2callback")
_LONGEST: Final = 60


class Addresses:
    """ASGI middleware: what is no page leads to the first one, instead of Streamlit's dialog, which is English."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        there = self._instead(scope) if scope["type"] == "http" else None
        await (RedirectResponse(there) if there else self.app)(scope, receive, send)

    def _instead(self, scope: Scope) -> str | None:
        """Where a page is opened that is none: the first page's address."""
        if scope["method"] != "GET" or "text/html" not in Headers(scope=scope).get("accept", ""):
            return None
        name = unquote(scope["path"]).removeprefix(base()).strip("/")
        if not name or name in _PAGES or "." in name or name.split("/")[0] in _OTHERS:
            return None
        query = parse_qsl(scope.get("query_string", b"").decode("latin-1"))
        if name != HOME.stem:
            query = [*(each for each in query if each[0] != MISSING), (MISSING, name[:_LONGEST])]
        return f"{base()}/" + (f"?{urlencode(query, quote_via=quote)}" if query else "")
