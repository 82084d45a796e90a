"""The text gate: what every text from a file or an option must pass before anything shows it."""

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["NAME_MAX", "SENTENCE_MAX", "TEXT_MAX", "clean", "composed", "gate"]

NAME_MAX = 80
TEXT_MAX = 500
SENTENCE_MAX = 1_000
"""A text of 500 characters, and as many for the sentence of ours that quotes it: what a plan holds."""
MARKS_MAX = 30
"""Marks on one character: those of Unicode's stream-safe text (UAX 15, section 13), more than any language has."""

_JOINERS = "\u200c\u200d"
_BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters and signs that show nothing, or nothing but a gap."""
_FLAGS = re.compile(
    "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|"
    "\U000e0077\U000e006c\U000e0073)\U000e007f"
)
"""The flags of England, Scotland and Wales: no other word may be spelt in tag characters, which no one sees."""


def gate(text: str, longest: int = TEXT_MAX) -> str | None:
    """Return why a text may not pass, or None.

    It has no control, direction, private or invisible characters and at most so many characters. A
    joiner follows a letter, mark or sign beyond ASCII, and no character carries more than 30 marks.
    """
    if len(text) > longest:
        return f"{len(text)} characters; at most {longest} are allowed"
    if not _is_plain(text):
        for index, why in _refused(text):
            if text[index] == "\n":
                return "a line break is not allowed; write it on one line, or after >-"
            return why
    return None


def clean(text: str) -> str:
    """Return a refused text as a message may show it: with question marks for what is not allowed."""
    if _is_plain(text):
        return text
    refused = {index for index, _ in _refused(text)}
    return "".join("?" if index in refused else character for index, character in enumerate(text))


def composed(text: str) -> str:
    """Return a text in NFC; one with more than 30 marks in a row as it is, since their sorting takes for ever."""
    return text if text.isascii() or _is_piled(text) else unicodedata.normalize("NFC", text)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _is_piled(text: str) -> bool:
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > MARKS_MAX:
            return True
    return False


def _refused(text: str) -> Iterator[tuple[int, str]]:
    """Return the places of characters that may not pass, each with the reason."""
    flags = {index for flag in _FLAGS.finditer(text) for index in range(*flag.span())} if "\U000e007f" in text else ()
    marks, before = 0, ""
    for index, character in enumerate(text):
        kind = unicodedata.category(character)
        marks = marks + 1 if kind[0] == "M" else 0
        if marks > MARKS_MAX:
            yield index, f"more than {MARKS_MAX} marks on one character are not allowed"
        elif not (
            _may_follow(before, character) if character in _JOINERS else _is_seen(character, kind) or index in flags
        ):
            yield index, f"the character U+{ord(character):04X} is not allowed"
        before = character


def _is_seen(character: str, kind: str) -> bool:
    if kind == "Cn":  # not known to this Unicode, such as a new emoji; the 66 that mean nothing never will be
        code = ord(character)
        return code & 0xFFFE != 0xFFFE and not 0xFDD0 <= code <= 0xFDEF
    return kind not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and character not in _BLANKS


def _may_follow(before: str, joiner: str) -> bool:
    return before > "\x7f" and before != joiner and unicodedata.category(before)[0] in "LMS"
