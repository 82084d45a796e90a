"""The text gate: what every text from a file or an option must pass before anything shows it."""

import unicodedata

__all__ = ["NAME_MAX", "TEXT_MAX", "clean", "gate"]

NAME_MAX = 80
TEXT_MAX = 500

_JOINERS = "\u200c\u200d"


def gate(text: str) -> str | None:
    """Return why a text may not pass, or None: no control, direction or invisible characters, at most 500 long."""
    if len(text) > TEXT_MAX:
        return f"{len(text)} characters; at most {TEXT_MAX} are allowed"
    for character in text:
        if character == "\n":
            return "a line break is not allowed; write it on one line, or after >-"
        if _refused(character):
            return f"the character U+{ord(character):04X} is not allowed"
    return None


def clean(text: str) -> str:
    """Return a refused text as a message may show it: with question marks for what is not allowed."""
    return "".join("?" if _refused(character) else character for character in text)


def _refused(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and character not in _JOINERS
