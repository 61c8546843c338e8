"""Pages are opened as the screen's tests open them."""

from tests.screen.conftest import demo, filled, start

__all__ = ["demo", "filled", "start"]
