"""Elements reach the browser in bursts: for each handful that comes by itself it renders the whole page anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx

Send = Callable[[Any], None]
_waiting: ContextVar[tuple[Send, list[Any]] | None] = ContextVar("waiting", default=None)


@contextmanager
def gathered(wanted: bool = True) -> Iterator[None]:
    """Holds back what this run draws until the block ends, or `sent` is called.

    Streamlit itself sends every hundredth of a second. Where a later one has no such place to step in, it still does.
    """
    context = get_script_run_ctx(suppress_warning=True) if wanted else None
    send: Send | None = getattr(context, "_enqueue", None)
    if context is None or send is None:
        yield
        return
    waiting: list[Any] = []
    token = _waiting.set((send, waiting))
    context._enqueue = waiting.append
    try:
        yield
    finally:
        context._enqueue = send
        try:
            sent()
        finally:
            _waiting.reset(token)


def sent() -> None:
    """Sends what waits: before something that takes long, so that the reader sees the page begin."""
    held = _waiting.get()
    if held is not None:
        send, waiting = held
        now = waiting.copy()
        waiting.clear()
        for message in now:
            send(message)
