from __future__ import annotations

from cxdata.card import Said
from cxdata.screen.markdown import plain, small, toned


def test_markup_of_users_stays_letters() -> None:
    assert plain("*nie* [x](http://a) `c` $x$ ~u~ <b>") == r"\*nie\* \[x\](http\://a) \`c\` \$x\$ \~u\~ \<b\>"


def test_colours_emoji_and_lists_of_users_stay_letters() -> None:
    assert plain(":red[x] :tada:") == "\\:red\\[x\\] \\:\u2060tada:"
    assert plain("# title") == r"\# title"
    assert plain("1. item") == r"1\. item"
    assert plain("a\nb") == "a b"


def test_ordinary_sentences_stay_as_they_are() -> None:
    said = "Dostawa: NPS −50, o 100 punktów mniej (n = 40). Relacja: 24%, być może przypadek?"
    assert plain(said) == said


def test_tones_colour_whole_words_and_keep_the_spaces_round_them() -> None:
    pieces = (Said("The drop is real", "worse"), Said(": from 42 to 27, "), Said("could be chance", "quiet"), Said("."))
    assert toned(pieces) == ":red[**The drop is real**]: from 42 to 27, :gray[could be chance]."


def test_a_note_is_small_and_grey() -> None:
    assert small("n = 40") == ":gray[:small[n = 40]]"
