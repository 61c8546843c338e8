from __future__ import annotations

from cxdata.card import Said
from cxdata.screen.markdown import plain, small, toned


def test_markup_of_users_stays_letters() -> None:
    found = plain("*nie* [x](http://a) `c` $x$ ~u~ <b>")
    assert found == "\\*nie\\* \\[x\\](http\\:\u2060//a) \\`c\\` \\$x\\$ \\~u\\~ \\<b\\>"


def test_colours_emoji_and_lists_of_users_stay_letters() -> None:
    assert plain(":red[x] :tada:") == "\\:red\\[x\\] \\:\u2060tada:"
    assert plain(":material/home:") == "\\:\u2060material/home:"
    assert plain("# title") == r"\# title"
    assert plain("1. item") == r"1\. item"
    assert plain("a\nb") == "a b"


def test_addresses_of_users_do_not_become_links() -> None:
    assert plain("https://evil.example/x") == "https\\:\u2060//evil.example/x"
    assert plain("www.evil.example, WWW.evil.example") == "www\u2060.evil.example, WWW\u2060.evil.example"
    assert plain("jan@poczta.pl") == "jan\u2060@\u2060poczta.pl"
    assert plain("awww. 14:30") == "awww\u2060. 14\\:30"


def test_ordinary_sentences_stay_as_they_are() -> None:
    said = "Dostawa: NPS −50, o 100 punktów mniej (n = 40). Relacja: 24%, być może przypadek?"
    assert plain(said) == said


def test_tones_colour_whole_words_and_keep_the_spaces_round_them() -> None:
    pieces = (Said("The drop is real", "worse"), Said(": from 42 to 27, "), Said("could be chance", "quiet"), Said("."))
    assert toned(pieces) == ":red[**The drop is real**]: from 42 to 27, :gray[could be chance]."


def test_a_note_is_small_and_grey() -> None:
    assert small("n = 40") == ":gray[:small[n = 40]]"
