"""The text gate: what people write passes, what deceives a reader or a terminal does not."""

import pytest

from glutemed.loading.text import TEXT_MAX, clean, composed, gate


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Side plank, 3 x 10; left (90°) ≤ 5 %",
        "Ça va, Łukasz Müller-Öztürk",
        "e\u0301",
        "臀中肌",
        "둔근",
        "תרגיל",
        "تمرين",
        "💪🏽",
        "👩\u200d⚕\ufe0f",
        "👨🏽\u200d👩🏻\u200d👧",
        "🏳\ufe0f\u200d🌈 🇳🇿 1\ufe0f\u20e3",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f!",
        "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        "\U0001fae9 new in Unicode 16",
        "क्\u200dष ශ්\u200dරී",
        "അവന്\u200d",
        "e" + "\u0301" * 30,
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "a\u00a0b",
        "x" * TEXT_MAX,
    ],
)
def test_what_people_write_passes(text: str) -> None:
    assert gate(text) is None


@pytest.mark.parametrize(
    "character",
    [
        *"\0\a\b\t\r\x1b\x7f\x85\x9b",
        *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        *"\u00ad\u200b\u2060\ufeff\U000e0041",
        *"\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0",
        *"\ufdd0\ufdef\ufffe\uffff\U0001ffff\U0010fffe",
        *"\u2028\u2029",
        *"\ue000\U000f0000\U00100000\ud800\udcff",
        *"\u200c\u200d",
    ],
    ids=lambda character: f"U+{ord(character):04X}",
)
def test_control_direction_and_invisible_characters_are_refused_by_number(character: str) -> None:
    assert gate(f"ab{character}c") == f"the character U+{ord(character):04X} is not allowed"


def test_a_line_break_says_how_to_write_the_text() -> None:
    assert gate("one\ntwo") == "a line break is not allowed; write it on one line, or after >-"


@pytest.mark.parametrize("text", ["\u200dx", "x\u200cy", " \u200d", "👩\u200d\u200d⚕", "7\u200d7", "💪 \u200c"])
def test_a_joiner_joins_what_is_seen_and_is_not_ascii(text: str) -> None:
    assert str(gate(text)).startswith("the character U+200")


TAGS = {letter: chr(0xE0000 + ord(letter)) for letter in "abcdefghijklmnopqrstuvwxyz"} | {"end": "\U000e007f"}


@pytest.mark.parametrize("word", ["usca", "gbeng" + "a", "hidden", ""])
def test_tag_characters_spell_nothing_but_the_flags_of_england_scotland_and_wales(word: str) -> None:
    hidden = "\U0001f3f4" + "".join(TAGS[letter] for letter in word) + TAGS["end"]
    assert "is not allowed" in str(gate(hidden))
    assert set(clean(hidden)[1:]) == {"?"}


def test_a_text_over_500_characters_is_refused_with_its_length() -> None:
    assert TEXT_MAX == 500
    assert gate("x" * 501) == "501 characters; at most 500 are allowed"
    assert gate("x" * 501, 501) is None
    assert gate("x" * 502, 501) == "502 characters; at most 501 are allowed"


def test_marks_are_not_piled_up() -> None:
    piled = "a" + "\u0301" * 31
    assert gate(piled) == "more than 30 marks on one character are not allowed"
    assert clean(piled) == piled[:-1] + "?"


def test_texts_are_composed_save_where_marks_are_piled_up() -> None:
    assert composed("e\u0301") == "é"
    assert composed("plain") == "plain"
    assert composed("e" + "\u0301" * 31) == "e" + "\u0301" * 31


def test_a_refused_text_is_cleaned_for_messages_one_mark_for_each_character() -> None:
    assert clean("a\x1b[31m\u202eb\u200b") == "a?[31m?b?"
    assert clean("Zoë 💪 \u200d👩\u200d⚕") == "Zoë 💪 ?👩\u200d⚕"
