from __future__ import annotations

from dataclasses import fields
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from cxdata.screen.server import bursts


@pytest.fixture
def out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the browser has got so far of a run that says things through `bursts.get_script_run_ctx()._enqueue`."""
    got: list[str] = []
    context = SimpleNamespace(_enqueue=got.append)
    monkeypatch.setattr(bursts, "get_script_run_ctx", lambda **_: context)
    return got


def say(word: str) -> None:
    context: Any = bursts.get_script_run_ctx()
    context._enqueue(word)


def test_what_a_run_draws_leaves_in_one_burst_and_in_order(out: list[str]) -> None:
    with bursts.gathered():
        say("bar")
        say("chart")
        assert out == []
    assert out == ["bar", "chart"]
    say("footer")
    assert out == ["bar", "chart", "footer"]


def test_what_waits_is_sent_before_something_that_takes_long(out: list[str]) -> None:
    with bursts.gathered():
        say("bar")
        bursts.sent()
        assert out == ["bar"]
        say("chart")
        assert out == ["bar"]
    assert out == ["bar", "chart"]


def test_what_was_drawn_before_something_went_wrong_is_still_shown(out: list[str]) -> None:
    def page() -> None:
        with bursts.gathered():
            say("bar")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        page()
    say("sorry")
    assert out == ["bar", "sorry"]


def test_a_page_may_ask_not_to_be_gathered(out: list[str]) -> None:
    with bursts.gathered(False):
        say("progress")
        bursts.sent()
        assert out == ["progress"]


def test_outside_a_run_nothing_is_held_back() -> None:
    with bursts.gathered():
        bursts.sent()


def test_streamlit_still_has_the_place_where_messages_can_be_held() -> None:
    assert "_enqueue" in {field.name for field in fields(ScriptRunContext)}
