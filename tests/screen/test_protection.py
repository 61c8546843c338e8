from __future__ import annotations

import re
from collections.abc import Mapping

from cxdata.screen.server.protection import COOKIE, HEADERS, Protection, token
from tests.awaited import awaited

HTML = b"<html><head><title>Streamlit</title></head><body></body></html>"


def answered(
    headers: Mapping[str, str], content: str = "text/html; charset=utf-8", scheme: str = "http"
) -> tuple[dict[str, str], bytes, list[tuple[bytes, bytes]]]:
    """Headers and body of the answer, and the headers that the app behind was asked with."""
    seen: list[tuple[bytes, bytes]] = []
    sent: list[dict[str, object]] = []

    async def app(scope, receive, send):  # type: ignore[no-untyped-def]
        seen.extend(scope["headers"])
        start = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", content.encode())]}
        await send(start)
        await send({"type": "http.response.body", "body": HTML[:20], "more_body": True})
        await send({"type": "http.response.body", "body": HTML[20:]})

    async def send(message):  # type: ignore[no-untyped-def]
        sent.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": "/", "scheme": scheme, "headers": raw}
    awaited(Protection(app)(scope, None, send))  # type: ignore[arg-type]
    found = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}  # type: ignore[attr-defined]
    return found, b"".join(message.get("body", b"") for message in sent[1:]), seen  # type: ignore[misc]


def test_every_answer_carries_the_security_headers() -> None:
    for accept in ("text/html", "*/*"):
        headers, _, _ = answered({"accept": accept})
        assert {name.lower(): value for name, value in HEADERS.items()}.items() <= headers.items()
    assert "default-src 'self'" in HEADERS["Content-Security-Policy"]


def test_the_first_page_sets_a_cookie_that_scripts_cannot_read() -> None:
    headers, _, _ = answered({"accept": "text/html"})
    assert re.fullmatch(
        rf"{COOKIE}=[0-9a-f]{{32}}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax", headers["set-cookie"]
    )
    assert "set-cookie" not in answered({"accept": "text/html", "cookie": f"{COOKIE}={'a' * 32}"})[0]


def test_over_tls_the_cookie_never_travels_in_the_open() -> None:
    assert answered({"accept": "text/html"}, scheme="https")[0]["set-cookie"].endswith("; Secure")


def test_a_cookie_that_is_none_of_ours_is_replaced() -> None:
    assert "set-cookie" in answered({"accept": "text/html", "cookie": f"{COOKIE}=../../etc"})[0]
    assert token("../../etc") is None
    assert token("a" * 32) == "a" * 32


def test_other_answers_pass_as_they_are() -> None:
    headers, body, seen = answered({"accept": "*/*", "accept-encoding": "gzip"}, "application/json")
    assert "set-cookie" not in headers
    assert body == HTML
    assert (b"accept-encoding", b"gzip") in seen


def test_the_page_is_dressed_and_knows_its_length() -> None:
    headers, body, seen = answered({"accept": "text/html", "accept-encoding": "gzip"})
    assert "<title>Ład CX</title>" in body.decode()
    assert "BACKEND_BASE_URL" in body.decode()
    assert "plotly" not in body.decode()
    assert headers["content-length"] == str(len(body))
    assert (b"accept-encoding", b"gzip") not in seen
