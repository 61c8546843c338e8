"""What axe finds serious on any page would shut somebody out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visitor

SERIOUS = {"serious", "critical"}
OPTIONS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/", "/trends", "/touchpoints", "/departments", "/departments?view=owners", "/roles", "/goals", "/initiatives",
        "/drivers", "/certainty", "/upload", "/workspace",
    ],
)  # fmt: skip
def test_axe_finds_nothing_serious(visit: Callable[..., Visitor], path: str, scheme: str) -> None:
    page = visit("pl", scheme=scheme).open(path)
    page.wait_for_timeout(500)
    found = Axe().run(page, options=OPTIONS).response["violations"]
    said = [
        f"{each['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
        for each in found
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]
    assert said == []
