"""What happens to somebody who opens an address that is no page."""

from __future__ import annotations

from cxdata.screen.server.addresses import Addresses
from tests.awaited import awaited
from tests.screen.conftest import Open, said, wrong


def led(path: str, query: str = "", accept: str = "text/html") -> str | None:
    """Where the browser is sent to; None where the page itself answers."""
    sent: list[dict[str, object]] = []

    async def app(scope, receive, send):  # type: ignore[no-untyped-def]
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):  # type: ignore[no-untyped-def]
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "query_string": query.encode(),
        "headers": [(b"accept", accept.encode())],
    }  # fmt: skip
    awaited(Addresses(app)(scope, None, send))  # type: ignore[arg-type]
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}.get("location")  # type: ignore[attr-defined]


def test_the_first_page_can_be_called_by_its_name() -> None:
    assert led("/overview", "lang=pl&metric=csat") == "/?lang=pl&metric=csat"
    assert led("/overview/") == "/"


def test_an_address_that_is_no_page_leads_to_the_first_and_is_named() -> None:
    assert led("/trendy", "lang=pl") == "/?lang=pl&missing=trendy"
    assert led("/działy") == "/?missing=dzia%C5%82y"


def test_pages_and_what_a_browser_fetches_for_them_answer_themselves() -> None:
    for path in ("/", "/trends", "/app/static/icon.svg", "/_stcore/health", "/lad/plotly.min.js", "/favicon.png"):
        assert led(path) is None
    assert led("/trendy", accept="*/*") is None


def test_the_page_says_what_was_not_found(demo: object, start: Open) -> None:
    app = start(browser="pl", missing="tre*ndy")
    assert len(wrong(app)) == 1
    assert wrong(app)[0].replace("\\", "") == "Nie ma strony „tre*ndy”. Oto przegląd; inne strony są w menu u góry."
    assert "missing" not in app.query_params
    assert said(app)
