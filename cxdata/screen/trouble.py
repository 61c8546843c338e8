"""What a reader sees when something goes wrong: a sentence and what to do, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import polars as pl
import streamlit as st

from cxdata.errors import CxError
from cxdata.screen.markdown import plain
from cxdata.screen.visit.language import text as spoken

log = logging.getLogger("cxdata")


def warned(problems: Iterable[CxError]) -> None:
    """What of a link or a filter could not be kept, one warning for all of it."""
    text = spoken()
    if sentences := [plain(text.error(problem)) for problem in problems]:
        st.warning("\n\n".join(sentences), icon=":material/link_off:")


def refused(problem: CxError) -> None:
    """The sentence of an error that we know."""
    st.error(plain(spoken().error(problem)), icon=":material/error:")


def failed(problem: BaseException) -> bool:
    """Logs what nobody expected and says so on the page; true: nothing more need be shown."""
    if isinstance(problem, CxError):
        refused(problem)
        return True
    log.error("a page failed", exc_info=problem)
    text = spoken()
    st.error(text("frame.failed"), title=text("frame.failed_title"), icon=":material/error:")
    return True


@contextmanager
def caught() -> Iterator[None]:
    """Whatever goes wrong inside is said on the page, and the rest of the page still comes."""
    try:
        yield
    except CxError as problem:
        refused(problem)
    except (Exception, pl.exceptions.PanicException) as problem:
        failed(problem)
