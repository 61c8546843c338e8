"""Security headers on every answer of the server, and the cookie by which a visitor's private workspace is found."""

from __future__ import annotations

import re
import secrets
from http.cookies import SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cxdata.screen.server.shell import dressed

COOKIE = "cx_visitor"
_TOKEN = re.compile(r"[0-9a-f]{32}")
_YEAR = 365 * 24 * 3600
_HALF = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
"""Request headers that would bring less than the whole page as it is."""

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline' blob:",  # Streamlit runs components from blobs
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def token(value: object) -> str | None:
    """The visitor's token, where the cookie's value is one that we could have set."""
    return value if isinstance(value, str) and _TOKEN.fullmatch(value) else None


class Protection:
    """ASGI middleware: the headers above on all answers; a random token and our dress with the page itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif "text/html" in Headers(scope=scope).get("accept", ""):
            await self._page(scope, receive, send)
        else:
            await self.app(scope, receive, _with_headers(send))

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A page that a person opens: asked for whole and plain, so that it can be dressed."""
        sent = Headers(scope=scope)
        secure = scope.get("scheme") == "https" or sent.get("x-forwarded-proto") == "https"
        cookie = None if _known(sent.get("cookie", "")) else _cookie(secrets.token_hex(16), secure)
        plain = [(name, value) for name, value in scope["headers"] if name not in _HALF]
        opening: list[Message] = []
        body = bytearray()

        async def gathered(message: Message) -> None:
            if message["type"] == "http.response.start":
                opening.append(message)
                return
            body.extend(message.get("body", b""))
            if message["type"] != "http.response.body" or message.get("more_body"):
                return
            headers = MutableHeaders(scope=opening[0])
            whole = bytes(body)
            if headers.get("content-type", "").startswith("text/html"):
                whole = dressed(whole) if whole else whole
                headers["Content-Length"] = str(len(whole))
                del headers["etag"]
                if cookie:
                    headers.append("Set-Cookie", cookie)
            await onward(opening[0])
            await onward({"type": "http.response.body", "body": whole})

        onward = _with_headers(send)
        await self.app({**scope, "headers": plain}, receive, gathered)


def _with_headers(send: Send) -> Send:
    async def protected(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return protected


def _known(header: str) -> bool:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(header)
    except Exception:  # a browser may send any cookies; one that cannot be read is one that we do not know
        return False
    return COOKIE in jar and token(jar[COOKIE].value) is not None


def _cookie(value: str, secure: bool) -> str:
    return f"{COOKIE}={value}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")
