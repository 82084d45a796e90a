"""Draw what `glutemed plan` prints: its title, the week at a glance, and the first main exercise.

`python docs/pictures.py` writes it to docs/plan.svg.
"""

import io
import shlex
from contextlib import redirect_stdout
from html import escape
from unittest.mock import patch

from glutemed.cli import system
from glutemed.cli.app import run

COMMAND = "glutemed plan --goal rehab --stage early --equipment none"
PARTS = (("Gluteus medius program", "Stop, and see someone"), ("Week at a glance", "Day 1:"), (" MAIN", "   Easier"))
"""Where each part that is shown begins, and what comes after it."""
LINE, LETTER, EDGE, COLUMNS = 18, 8, 14, 80


def lines() -> list[str]:
    """Return the command and the parts of what it prints, with `...` for what is left out."""
    printed = io.StringIO()
    with (
        patch.object(system, "on_terminal", lambda: True),
        patch.object(system, "width", lambda: COLUMNS),
        patch.dict("os.environ", NO_COLOR="1"),
        redirect_stdout(printed),
    ):
        run(shlex.split(COMMAND)[1:])
    text, shown = printed.getvalue().splitlines(), [f"$ {COMMAND}"]
    for first, after in PARTS:
        begin = next(place for place, line in enumerate(text) if line.startswith(first))
        end = next(place for place, line in enumerate(text[begin:], begin) if line.startswith(after))
        shown += [*text[begin:end], "..."]
    return shown


def picture() -> str:
    """Return them as SVG, with the text as its description."""
    shown = lines()
    high, wide = 2 * EDGE + LINE * len(shown), 2 * EDGE + LETTER * COLUMNS
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        'role="img" aria-labelledby="plan-title" font-family="monospace" font-size="13" fill="#e8eef4">'
    )
    parts = [
        f'<text x="{EDGE}" y="{EDGE + LINE * (place + 1) - 5}" xml:space="preserve" textLength="{LETTER * len(line)}" '
        f'lengthAdjust="spacingAndGlyphs">{escape(line)}</text>'
        for place, line in enumerate(shown)
        if line
    ]
    ground = f'<rect width="{wide}" height="{high}" rx="8" fill="#141b22"/>'
    title = '<title id="plan-title">A plan as the terminal shows it</title>'
    return "\n".join([opening, title, ground, *parts, "</svg>\n"])
