"""Text measured and broken by the columns that it takes on a terminal."""

from collections.abc import Iterator
from unicodedata import category, east_asian_width

__all__ = ["broken", "columns", "cut"]


def columns(text: str) -> int:
    """Return how many columns a text takes: two for wide characters, none for marks and joiners."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def cut(text: str, width: int) -> str:
    """Return a text in at most so many columns; what is cut off shows as dots."""
    if columns(text) <= width:
        return text
    kept, left = "", width - 3
    for character in text:
        left -= _columns(character)
        if left < 0:
            break
        kept += character
    return f"{kept.rstrip()}..."[: max(0, width)]


def broken(text: str, width: int, first: str = "", indent: str = "") -> Iterator[str]:
    """Return a text as lines of at most so many columns, broken between words where it can be.

    The first line begins with `first`, the others with `indent`.
    """
    line, bare = first, True
    for word in text.split():
        joined = f"{line}{word}" if bare else f"{line} {word}"
        if columns(joined) > width and not bare:
            yield line
            joined = f"{indent}{word}"
        *whole, line = _pieces(joined, width, indent)
        yield from whole
        bare = False
    if not bare:
        yield line


def _pieces(line: str, width: int, indent: str) -> list[str]:
    """Return a line as lines that fit, broken within its last word where that is too long."""
    if columns(line) <= width:
        return [line]
    found, piece = [], ""
    for character in line:
        if piece.strip() and columns(piece + character) > width:
            found.append(piece)
            piece = indent
        piece += character
    return [*found, piece]
