"""The text gate: what people write passes, what deceives a reader or a terminal does not."""

import pytest

from glutemed.loading.text import TEXT_MAX, clean, gate


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
        *"\u2028\u2029",
        *"\ue000\ud800\udcff",
    ],
    ids=lambda character: f"U+{ord(character):04X}",
)
def test_control_direction_and_invisible_characters_are_refused_by_number(character: str) -> None:
    assert gate(f"ab{character}c") == f"the character U+{ord(character):04X} is not allowed"


def test_a_line_break_says_how_to_write_the_text() -> None:
    assert gate("one\ntwo") == "a line break is not allowed; write it on one line, or after >-"


def test_a_text_over_500_characters_is_refused_with_its_length() -> None:
    assert TEXT_MAX == 500
    assert gate("x" * 501) == "501 characters; at most 500 are allowed"


def test_a_refused_text_is_cleaned_for_messages_one_mark_for_each_character() -> None:
    assert clean("a\x1b[31m\u202eb\u200b") == "a?[31m?b?"
    assert clean("Zoë 💪 \u200d") == "Zoë 💪 \u200d"
