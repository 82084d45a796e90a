"""The screen of a guided session: pages of text for a terminal of 80 columns and 24 lines or more."""

from collections.abc import Iterable, Iterator
from math import ceil
from typing import NamedTuple

from glutemed.engine.standing import Guide
from glutemed.engine.turns import BREATH_SECONDS, Beat, beat
from glutemed.model.catalog import Catalog
from glutemed.rendering import guidance
from glutemed.rendering.cells import broken, columns, cut

__all__ = ["Line", "Page", "painted", "screen", "working"]

DIGITS = ("75557", "26227", "71747", "71717", "55711", "74717", "74757", "71111", "75757", "75717")
"""Five rows of three dots for each digit, the dots of a row as the bits of a number."""
DOT, GAP = 2, 2
CLEAR, HOME, REST_OF_LINE, REST_OF_SCREEN = "\x1b[0m", "\x1b[H", "\x1b[K", "\x1b[J"
STYLES = {"": "", "bold": "\x1b[1m", "work": "\x1b[1;32m", "rest": "\x1b[1;36m", "stop": "\x1b[1;31m"}
CUES = {"in": "into the movement", "hold": "hold there", "back": "slowly back"}


class Line(NamedTuple):
    """A line of the screen, and how it stands out where there is colour."""

    text: str
    style: str = ""


class Page(NamedTuple):
    """What the screen shows: a head, lines laid out, labelled texts, a passing note and a foot.

    Texts that are too long for the screen go on, on further screens; where they are `brief` they are cut.
    """

    head: tuple[str, ...]
    top: tuple[Line, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    foot: tuple[str, ...] = ()
    note: str = ""
    brief: bool = False


def working(catalog: Catalog, guide: Guide, foot: tuple[str, ...], *, width: int, blocks: bool) -> Page:
    """Return the page of a set, or of what leads up to it: what to do, how long, what to mind, what is next."""
    dot, space = ("█", "░") if blocks else ("#", "-")
    phase, style, beside = _phase(catalog, guide)
    paused = " (paused: space goes on)" if guide.paused else ""
    number = guide.count if guide.left is None else ceil(guide.left)
    big = _big(number, dot)
    side = columns(big[0]) + 5
    texts = [line for text in beside for line in broken(text, width - side - 2)][: len(big)]
    lines = [f"  {row}   {text}" for row, text in zip(big, [*texts, *[""] * len(big)], strict=False)]
    top = [Line(f"{phase}{paused}", style), *map(Line, lines)]
    if (share := _share(guide)) is not None:
        filled = round(share * (width - 4))
        top.append(Line(f"  {dot * filled}{space * (width - 4 - filled)}"))
    following = f"Next: {guidance.next_up(catalog, guide)}."
    before = guidance.just_done(catalog, guide) if guide.phase == "wait" else ()
    head = (guidance.title(guide.turn), guidance.place(guide))
    rows = tuple(guidance.short(catalog, guide.turn.item))
    return Page(head, tuple(top), rows, (*before, following, *foot), brief=True)


def screen(page: Page, number: int, *, width: int, height: int) -> tuple[tuple[Line, ...], int]:
    """Return one screen of a page, and on how many screens its texts stand; none is wider or higher than asked."""
    inside = width - 2
    head = [Line(line, "bold") for line in _head(page.head, inside)]
    head += [Line("-" * inside), *page.top, *([Line("")] if page.top else [])]
    note = list(broken(page.note, inside))
    foot = [line for text in page.foot for line in broken(text, inside)]
    body = list(_laid_out(page.rows, inside))
    room = max(1, height - len(head) - len(note) - len(foot) - 1)
    many = 1 if page.brief else max(1, ceil(len(body) / room))
    if page.brief and len(body) > room:
        body = [*body[: room - 1], "... (? shows all of it)"]
    number = min(number, many - 1)
    if number + 1 < many:
        foot = [*[""] * (len(foot) - 1), f"Enter: more (page {number + 1} of {many})"]
    shown = body[number * room : (number + 1) * room]
    filled = [*shown, *[""] * (room - len(shown) + 1)]
    lines = [*head, *map(Line, filled), *(Line(text, "bold") for text in note), *map(Line, foot)]
    return tuple(Line(f" {cut(line.text, inside)}".rstrip(), line.style) for line in lines[:height]), many


def _head(texts: tuple[str, ...], width: int) -> Iterator[str]:
    """Return the head in one line, its parts at both ends, where they fit beside each other."""
    whole = sum(map(columns, texts)) + 2 * len(texts)
    if len(texts) == 2 and whole <= width:
        yield f"{texts[0]}{' ' * (width - columns(texts[0]) - columns(texts[1]))}{texts[1]}"
    else:
        for text in texts:
            yield from broken(text, width)


def painted(lines: Iterable[Line], *, colour: bool) -> str:
    """Return lines as what a terminal is sent to show them in the place of the last screen."""
    styled = (_styled(line) if colour else line.text for line in lines)
    return HOME + f"{REST_OF_LINE}\n".join(styled) + REST_OF_LINE + REST_OF_SCREEN


def _styled(line: Line) -> str:
    return f"{STYLES[line.style]}{line.text}{CLEAR}" if STYLES[line.style] else line.text


def _laid_out(rows: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    for label, text in rows:
        first, *others = text.split("\n")
        if others:
            yield f"{label}:"
            for line in (first, *others):
                yield from broken(line, width, "  ", "     ")
        elif not text:
            yield ""
        else:
            yield from broken(f"{label}: {first}" if label else first, width, indent="  ")


def _phase(catalog: Catalog, guide: Guide) -> tuple[str, str, tuple[str, ...]]:
    """Return what the phase is called, its style, and what stands beside its number."""
    turn, task = guide.turn, guidance.task(catalog, guide.turn)
    side = "" if turn.side == "both" else f" on the {turn.side} side"
    then = f"Then: {task}{side}."
    if guide.phase == "breath":
        return (
            "LET GO",
            "rest",
            (f"seconds of {BREATH_SECONDS}", f"{guide.held} of {turn.item.dose.reps} holds are done."),
        )
    if guide.phase == "wait":
        return guidance.lead(guide).upper(), "rest", (f"seconds of {guide.wait}", then)
    if turn.item.dose.seconds is not None:
        held = f"hold {guide.held + 1} of {turn.item.dose.reps}" if turn.item.dose.reps > 1 else ""
        return f"HOLD{side}", "work", tuple(filter(None, (f"seconds left of {turn.item.dose.seconds}", held)))
    return f"WORK{side}", "work", (f"to do: {task}. Enter when done; + - if it was another number.", *_tempo(guide))


def _tempo(guide: Guide) -> tuple[str, ...]:
    item = guide.turn.item
    if item.tempo is None:
        return ("At your own pace, with control.",)
    now: Beat | None = beat(item, guide.elapsed)
    if now is None:
        return (f"Tempo {item.tempo}: this many would be done by now. No hurry.",)
    return (f"Tempo {item.tempo}: {CUES[now.part]}, {ceil(now.left)} s (about number {now.rep})",)


def _share(guide: Guide) -> float | None:
    """Return how much of a phase is left, 0 to 1; None where it has no end of its own."""
    whole = {"wait": guide.wait, "breath": BREATH_SECONDS}.get(guide.phase, guide.turn.item.dose.seconds)
    return None if guide.left is None else guide.left / whole if whole else 0.0


def _big(number: int, dot: str) -> list[str]:
    """Return a number in digits five lines high."""
    rows = []
    for row in range(5):
        bits = (int(DIGITS[int(digit)][row]) for digit in str(number))
        dots = ("".join((dot if bit & mask else " ") * DOT for mask in (4, 2, 1)) for bit in bits)
        rows.append((" " * GAP).join(dots))
    return rows
