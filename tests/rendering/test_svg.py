"""The elements of a picture: well-formed whatever the text, wrapped to fit, numbers short."""

from xml.etree import ElementTree as ET

import pytest

from glutemed.rendering.svg import DASHES, SMALL, document, escaped, length, mark, number, path, text, wrapped

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</title><script>alert(1)</script>]]>&amp; \"'\x00\x1b[31m\u202e\ud800\ufffe<!--"


def test_a_picture_has_a_title_and_a_description_that_name_it() -> None:
    root = ET.fromstring(document("What & why", "First 1 < 2", 99.2, [text(1, 2, "x")]))
    assert root.attrib["role"] == "img"
    named = root.attrib["aria-labelledby"].split()
    assert [(child.tag, child.attrib.get("id"), child.text) for child in root[:2]] == [
        (f"{SVG}title", named[0], "What & why"),
        (f"{SVG}desc", named[1], "First 1 < 2"),
    ]
    assert root.attrib["viewBox"] == "0 0 360 100"


def test_a_hostile_text_stays_text() -> None:
    made = document(HOSTILE, HOSTILE, 10, [text(0, 0, HOSTILE)])
    root = ET.fromstring(made)
    assert not list(root.iter(f"{SVG}script"))
    shown = next(root.iter(f"{SVG}text")).text or ""
    assert shown.startswith("</title><script>alert(1)</script>]]>&amp; \"'")
    assert not any(bad in made for bad in "\x00\x1b\u202e\ud800\ufffe")


def test_joined_letters_stay_joined() -> None:
    assert escaped("\U0001f469\u200d\U0001f4bb") == "\U0001f469\u200d\U0001f4bb"


@pytest.mark.parametrize(
    ("words", "most", "lines"),
    [
        ("one two three", 1000, ["one two three"]),
        ("one two three", 50, ["one two", "three"]),
        ("abcdefghijkl", 40, ["abcde", "fghij", "kl"]),
        ("x", 1, ["x"]),
        ("", 100, []),
    ],
)
def test_a_text_is_in_lines_that_fit(words: str, most: float, lines: list[str]) -> None:
    assert wrapped(words, SMALL, most) == lines


def test_wide_letters_take_more_room() -> None:
    assert length("\u5c71\u7530", SMALL) == 2 * SMALL
    assert length("ab", SMALL) < 1.2 * SMALL


def test_lines_differ_by_dash_and_by_mark() -> None:
    places = range(len(DASHES))
    assert len({path([(0, 0), (1, 1)], place) for place in places}) == len(DASHES)
    assert len({mark(0, 0, place) for place in places}) == len(DASHES)


@pytest.mark.parametrize(("value", "shown"), [(1.0, "1"), (1.25, "1.2"), (12.96, "13")])
def test_numbers_are_short(value: float, shown: str) -> None:
    assert number(value) == shown
