from __future__ import annotations

import pytest

from cxdata.charts import look


@pytest.fixture(autouse=True)
def checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plotly refuses what it does not know; pages spare themselves the time."""
    monkeypatch.setattr(look, "CHECKED", True)
