"""The guided session on a whole screen: keys in, pages out, many times a second."""

from glutemed.cli import system
from glutemed.cli.guided import Guided
from glutemed.cli.keys import AGAIN, BACKSPACE, ENTER, ESCAPE, Keys
from glutemed.engine.guide import Action
from glutemed.errors import UsageError
from glutemed.rendering import guide_pages
from glutemed.rendering.guide import Page, painted, screen, working

__all__ = ["Screen"]

TICK, IDLE = 0.1, 0.5
"""Seconds between two looks at the clock: while something runs, and while nothing does."""
ASLEEP = 5
"""Seconds without a look at the clock after which the machine was asleep, and the session pauses."""
TYPED_MAX = 40
ACTIONS: dict[str, Action] = {
    ENTER: "go",
    " ": "space",
    "n": "next",
    "p": "pause",
    "r": "again",
    "s": "skip",
    "x": "drop",
    "+": "more",
    "=": "more",
    "-": "less",
}
ASIDE = {"?": "help", "v": "picture"}
"""Keys of pages that are looked at, and left again, while time stands still."""
PAIN = ("!", "h")
AFTER_PAIN: dict[str, Action] = {ENTER: "go", " ": "go", "x": "drop", "c": "next"}


class Screen:
    """A session on the screen, until it is over or the person leaves."""

    def __init__(self, guided: Guided, keys: Keys, *, bell: bool) -> None:
        self.guided = guided
        self.keys = keys
        self.bell = bell
        self.view = self.below = "opening"
        self.page = 0
        self.many = 1
        self.typed = ""
        self.note = ""
        self.drawn = ""
        self.left = False

    def run(self) -> bool:
        """Return whether the session came to its end; False when the person left."""
        before = system.clock()
        while not self.guided.guide.over and not self.left:
            self._draw()
            key = self.keys.read(self._pause())
            now = system.clock()
            if self.view == "guide" and not self.guided.offered:
                self._tick(now - before)
            before = now
            if key == AGAIN:
                self.drawn = ""
            elif key and not self.guided.guide.over:
                self.note = ""
                self._pressed(key)
            if self.guided.rang() and self.bell:
                system.say("\a")
        return not self.left

    def _pause(self) -> float:
        """Return how long to wait for a key, in seconds of the person's clock."""
        guide = self.guided.guide
        moves = not guide.paused and guide.asking is None and guide.phase != "announce"
        if self.view != "guide" or self.guided.offered or not moves:
            return IDLE
        return TICK if guide.left is None else max(0.01, min(TICK, guide.left / system.speed()))

    def _tick(self, seconds: float) -> None:
        was = self._stands()
        if seconds > ASLEEP * system.speed() and self.guided.guide.runs:
            self.guided.act("pause")
        else:
            self.guided.tick(seconds)
        self._turned(was)

    def _stands(self) -> tuple[object, ...]:
        guide = self.guided.guide
        return (self.view, guide.at, guide.phase, guide.asking, self.guided.offered)

    def _turned(self, was: tuple[object, ...]) -> None:
        """Begin a page that was turned to at its top."""
        if was != self._stands():
            self.page, self.typed = 0, ""

    def _draw(self) -> None:
        width, height = system.size()
        width, height = max(20, min(width, system.WIDTH_MAX)), max(5, height)
        page = self._page(width)._replace(note=self.note)
        lines, self.many = screen(page, self.page, width=width, height=height)
        self.page = min(self.page, self.many - 1)
        drawn = painted(lines, colour=system.colour())
        if drawn != self.drawn:
            self.drawn = drawn
            system.say(drawn)

    def _page(self, width: int) -> Page:
        guided = self.guided
        guide, catalog = guided.guide, guided.catalog
        if self.view == "opening":
            return guide_pages.opening_page(catalog, guided.today, guide, guided.first)
        if self.view == "help":
            return guide_pages.help_page(catalog, guide, guided.conditions)
        if self.view == "picture":
            return guide_pages.picture_page(catalog, guide, guided.drawing())
        if guided.offered:
            return guide_pages.offer_page(catalog, guide, guided.offered.item, sore=guide.asking == "hurt")
        if guide.asking == "load":
            return guide_pages.load_page(guide, guided.last, self.typed)
        if guide.asking == "pain":
            return guide_pages.pain_page(guide, self.typed)
        if guide.asking == "hurt":
            return guide_pages.hurt_page(catalog, guide)
        if guide.phase == "announce":
            return guide_pages.announced(catalog, guide, guided.conditions)
        foot = guide_pages.key_lines(bell=self.bell)
        return working(catalog, guide, foot, width=width - 2, blocks=system.shows("█░"))

    def _pressed(self, key: str) -> None:
        was = self._stands()
        if self.view == "guide" and not self.guided.offered and self.guided.guide.asking in ("load", "pain"):
            self._type(key)
        elif key in (ENTER, " ") and self.page + 1 < self.many:
            self.page += 1
        else:
            self._command(key.lower() if len(key) == 1 else key)
        self._turned(was)

    def _command(self, key: str) -> None:
        if key == "q":
            self.left = True
        elif key == "b":
            self.bell = not self.bell
        elif key in PAIN:
            self.view = "guide"
            self.guided.ask_pain()
        elif key in ASIDE and self.view not in ASIDE.values():
            self.below, self.view = self.view, ASIDE[key]
            if self.guided.guide.runs:
                self.guided.act("pause")
        elif self.view == "opening":
            self.view = "guide" if key in (ENTER, " ") else self.view
        elif self.view in ASIDE.values():
            self.view = self.below if key in (ENTER, " ", ESCAPE, *ASIDE) else self.view
        elif self.guided.offered:
            self._decide(key)
        elif key == "w":
            self._offer("nothing else is lawful in its place today; x skips it")
        else:
            keys = AFTER_PAIN if self.guided.guide.asking else ACTIONS
            if key in keys:
                self.guided.act(keys[key])

    def _decide(self, key: str) -> None:
        if key in (ENTER, " "):
            self.guided.take()
        elif key == "w":
            self._offer("there is no other")
        elif key == ESCAPE:
            self.guided.keep()

    def _offer(self, none: str) -> None:
        if not self.guided.offer():
            self.note = none

    def _type(self, key: str) -> None:
        """Take a key of an answer that is typed."""
        if key == ENTER:
            answer = self.guided.load if self.guided.guide.asking == "load" else self.guided.pain
            try:
                answer(self.typed.strip())
            except UsageError as error:
                self.note, self.typed = f"{error}", ""
        elif key == ESCAPE:
            self.guided.act("cancel")
        elif key == "!" and self.guided.guide.asking == "load":
            self.guided.ask_pain()
        elif key == BACKSPACE:
            self.typed = self.typed[:-1]
        elif len(key) == 1 and len(self.typed) < TYPED_MAX:
            self.typed += key
