"""What a server does before anybody has asked for it, and what it keeps the garbage collector from."""

from __future__ import annotations

import gc
import logging
import os
import sys
from functools import cache
from importlib import import_module
from threading import Event, Thread
from typing import Final

log = logging.getLogger(__name__)

_FIRST: Final = (
    "screen.visit.session",
    "screen.filters",
    "screen.controls.findings",
    "screen.controls.departments",
    "views.overview",
    "charts",
)
"""Modules behind the first screen: loading them takes as long as the browser takes to load its own."""

_PATIENCE: Final = 60.0
"""Seconds to wait for the first page before what only a second one would show is made ready."""

_TURN: Final = 0.0005
"""Seconds after which the server, which hands the browser its files, gets its turn while this makes ready."""


_shown = Event()


def begun() -> Thread:
    """Makes the first screen's parts ready while the browser loads; at once, in the background."""
    running = Thread(target=_readied, name="warmth", daemon=True)
    running.start()
    return running


def _readied() -> None:
    """Loads modules, then the demo company with its findings; once a page is shown, the one in the other language."""
    try:
        for name in _loaded()[1:]:
            _shown.wait(_PATIENCE)
            _found(name)
    except Exception as problem:  # the page that needs it tells its reader
        log.info("not ready before the first visit: %s", problem)


def _loaded() -> list[str]:
    """The demo companies, of which the first is ready; nothing of that is garbage, so none is looked for."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    gc.disable()
    try:
        for name in _FIRST:
            import_module(f"cxdata.{name}")
        demos = _demos()
        for name in demos[:1]:
            _found(name)
        return demos
    finally:
        gc.enable()
        sys.setswitchinterval(usual)


def _demos() -> list[str]:
    """The demo companies that are there; first the one that a reader at this machine will most likely open."""
    from cxdata.store import folders  # late, with all else that takes time

    likely = folders.demo("pl" if os.environ.get("LANG", "").startswith("pl") else "en")
    return sorted(folders.demos(), key=lambda name: name != likely)


def _found(name: str) -> None:
    from cxdata.choice import Choice
    from cxdata.findings.ranking import findings
    from cxdata.governance.current import current
    from cxdata.store import folders

    demo = folders.open(name)
    findings(demo.snapshot(), Choice(), current(demo))


@cache
def kept() -> None:
    """Sets aside, once a process, whatever the first page has loaded: Streamlit collects fully after each run."""
    gc.freeze()
    _shown.set()
