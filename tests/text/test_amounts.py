from __future__ import annotations

from cxdata.text.amounts import title_of


def test_a_title_has_no_full_stop_but_keeps_that_of_an_abbreviation() -> None:
    assert title_of("NPS 27, o 15 punktów mniej. ") == "NPS 27, o 15 punktów mniej"
    assert title_of("Widać zmianę o co najmniej 15 p.p.") == "Widać zmianę o co najmniej 15 p.p."
