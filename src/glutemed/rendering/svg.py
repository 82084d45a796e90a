"""The elements of an SVG picture: black on white, told apart by dashes, marks and words, not by colour.

A picture is 360 units wide, so that its text can be read where it is shown 320 pixels wide. It has no
script and names nothing outside of itself.
"""

from collections.abc import Iterable, Sequence
from math import ceil, fsum
from unicodedata import east_asian_width

__all__ = ["SMALL", "TEXT", "WIDTH", "document", "length", "mark", "number", "path", "text", "wrapped"]

WIDTH, TEXT, SMALL = 360, 13, 12
LETTER = 0.56
"""Mean width of a letter, in sizes of the text."""
DASHES = ("", "7 3", "2 3", "9 3 2 3")
JOINERS = "\u200c\u200d"
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def document(title: str, desc: str, height: float, parts: Iterable[str]) -> str:
    """Return elements as a picture with a title, and a description for those who cannot see it."""
    high = ceil(height)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" width="{2 * WIDTH}" height="{2 * high}" '
        'style="max-width:100%;height:auto" role="img" aria-labelledby="progress-title progress-desc" '
        'font-family="sans-serif" fill="#111">'
    )
    named = [f'<title id="progress-title">{escaped(title)}</title>', f'<desc id="progress-desc">{escaped(desc)}</desc>']
    return "\n".join([opening, *named, f'<rect width="{WIDTH}" height="{high}" fill="#fff"/>', *parts, "</svg>\n"])


def path(points: Sequence[tuple[float, float]], place: int) -> str:
    """Return a line through points; its place among others decides its dash."""
    dash = DASHES[place % len(DASHES)]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    line = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f'<path d="M{line}" stroke="#111" stroke-width="1.4" fill="none"{dashed}/>'


def mark(x: float, y: float, place: int) -> str:
    """Return a mark of a line: a full circle, an empty square, an empty triangle, a full diamond."""
    kind = place % len(DASHES)
    if kind == 0:
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="2.6"/>'
    shapes = (
        ((-4, -4), (4, -4), (4, 4), (-4, 4)),
        ((0, -5), (5, 4), (-5, 4)),
        ((0, -4.2), (4.2, 0), (0, 4.2), (-4.2, 0)),
    )
    line = "L".join(f"{number(x + right)} {number(y + down)}" for right, down in shapes[kind - 1])
    return f'<path d="M{line}Z" stroke="#111" fill="{"#111" if kind == 3 else "none"}"/>'


def text(x: float, y: float, content: str, *, size: int = TEXT, anchor: str = "start", bold: bool = False) -> str:
    """Return a text."""
    extra = f' text-anchor="{anchor}"' if anchor != "start" else ""
    extra += ' font-weight="bold"' if bold else ""
    return f'<text x="{number(x)}" y="{number(y)}" font-size="{size}"{extra}>{escaped(content)}</text>'


def escaped(text: str) -> str:
    """Return a text as XML has it; what XML cannot hold becomes a question mark."""
    return "".join(one if one.isprintable() or one in JOINERS else "?" for one in text).translate(_ESCAPES)


def length(text: str, size: int) -> float:
    """Return about how wide a text is."""
    return fsum(size if east_asian_width(letter) in "WF" else size * LETTER for letter in text)


def wrapped(text: str, size: int, most: float) -> list[str]:
    """Return a text in lines that fit; a word that is too long is broken."""
    lines, line = list[str](), ""
    for word in text.split():
        rest = word
        while rest:
            joined = f"{line} {rest}" if line else rest
            if length(joined, size) <= most:
                line, rest = joined, ""
            elif line:
                lines, line = [*lines, line], ""
            else:
                fit = next(
                    count for count in range(len(rest), 0, -1) if count == 1 or length(rest[:count], size) <= most
                )
                lines, rest = [*lines, rest[:fit]], rest[fit:]
    return [*lines, line] if line else lines


def number(value: float) -> str:
    """Return a number to one decimal."""
    return f"{value:.1f}".removesuffix(".0")
