"""The guided session line by line: for screen readers, pipes and small windows."""

import re

from glutemed.cli import system
from glutemed.cli.guided import Guided
from glutemed.cli.lines import Lines
from glutemed.engine.guide import Action
from glutemed.errors import UsageError
from glutemed.model.log import SetDone
from glutemed.rendering import guidance, spoken

__all__ = ["LineByLine"]

ACTIONS: dict[str, Action] = {
    "": "go",
    "done": "next",
    "next": "next",
    "n": "next",
    "pause": "pause",
    "p": "pause",
    "again": "again",
    "r": "again",
    "skip": "skip",
    "s": "skip",
    "drop": "drop",
    "skip exercise": "drop",
    "x": "drop",
    "more": "more",
    "+": "more",
    "less": "less",
    "-": "less",
}
PAIN = ("pain", "!", "h")
LEAVE = ("quit", "q")
HELP = ("help", "?")
PICTURE = ("picture", "v")
KEEP = ("no", "keep", "back")


class LineByLine:
    """A session in plain lines, until it is over or the person leaves."""

    def __init__(self, guided: Guided, lines: Lines, *, bell: bool) -> None:
        self.guided = guided
        self.lines = lines
        self.bell = bell
        self.left = False

    def run(self) -> bool:
        """Return whether the session came to its end; False when the person left, or the input ended."""
        guided = self.guided
        rows = guidance.opening(guided.catalog, guided.today, guided.guide, guided.first)
        self._say(*spoken.lines_of(rows))
        self._begin()
        said = None
        while not guided.guide.over and not self.left:
            if said != (said := self._stands()):
                self._say(*self._told())
            self._go_on()
            if not self.left:
                self._report()
        return not self.left

    def _begin(self) -> None:
        """Wait until the person wants to start, or leaves."""
        while True:
            self._say("Enter: start. Or: help, quit.")
            line = self.lines.ask()
            if line in HELP:
                self._say(*spoken.HELP)
            elif line is None or line.lower() in LEAVE:
                self.left = True
                return
            elif not line or self._hurts(line):
                self._report()
                return

    def _hurts(self, line: str) -> bool:
        """Take a line that tells of pain; return whether it did."""
        word = " ".join(line.lower().split())
        try:
            if found := re.fullmatch(r"(?:pain|!|h) ?(\d+)", word, re.ASCII):
                self.guided.pain(found[1])
            elif word in PAIN and self.guided.guide.asking != "pain":
                self.guided.ask_pain()
            else:
                return False
        except UsageError as error:
            self._say(f"{error}.")
        return True

    def _stands(self) -> tuple[object, ...]:
        guide = self.guided.guide
        return (guide.at, guide.phase, guide.held, guide.paused, guide.asking, self.guided.offered)

    def _told(self) -> tuple[str, ...]:
        guided = self.guided
        if guided.offered:
            rows = guidance.offer(guided.catalog, guided.offered.item, sore=guided.guide.asking == "hurt")
            return (*spoken.lines_of(rows), "Enter: take it. Or: swap for another, keep.")
        return spoken.spoken(guided.catalog, guided.guide, guided.conditions, guided.last)

    def _go_on(self) -> None:
        """Wait for a line, or for time to pass where it runs."""
        guide = self.guided.guide
        if not guide.runs or self.guided.offered or guide.left is None:
            self._line(self.lines.ask())
            return
        ahead = [(after, text) for after, text in spoken.marks(guide) if after > guide.elapsed]
        until = min([after - guide.elapsed for after, _ in ahead] + [guide.left])
        before = system.clock()
        typed = self.lines.within(until)
        passed = system.clock() - before
        self.guided.tick(passed)
        self._say(*(text for after, text in ahead if guide.elapsed + passed >= after))
        if typed != ():
            self._line(typed[0] if typed else None)

    def _line(self, line: str | None) -> None:
        """Do what a line says."""
        if line is None or line.lower() in LEAVE:
            self.left = True
            return
        if self._hurts(line):
            return
        try:
            self._do(line, " ".join(line.lower().split()))
        except UsageError as error:
            self._say(f"{error}.")

    def _do(self, line: str, word: str) -> None:
        guided = self.guided
        guide = guided.guide
        if guided.offered:
            self._decide(word)
        elif word in HELP:
            self._say(*spoken.HELP)
        elif word in PICTURE:
            figure = guided.drawing()
            self._say(f"{guidance.NO_PICTURE}." if figure is None else guidance.pictured(guided.catalog, guide, figure))
        elif word in ("bell", "b"):
            self.bell = not self.bell
            self._say(f"The bell is {'on' if self.bell else 'off'}.")
        elif guide.asking == "load":
            guided.load(line)
        elif guide.asking == "pain":
            if word in KEEP:
                guided.act("cancel")
            else:
                self._pain(line)
        elif word in ("swap", "w"):
            self._offer("nothing else is lawful in its place today; drop skips it")
        elif re.fullmatch(r"\d{1,3}", word, re.ASCII) and guide.phase == "work" and guide.left is None:
            guided.count(int(word))
        elif guide.asking == "hurt":
            self._choose(word)
        elif word in ACTIONS:
            guided.act(ACTIONS[word])
        else:
            raise UsageError(f"not understood; Enter, or: {spoken.WORDS}")

    def _pain(self, answer: str) -> None:
        try:
            self.guided.pain(answer)
        except UsageError as error:
            raise UsageError(f"{error}; or: back, quit") from error

    def _choose(self, word: str) -> None:
        """Do what was chosen after pain."""
        guide = self.guided.guide
        action = ACTIONS.get(word)
        if action in ("go", "skip", "drop") or (action == "next" and guide.may_go_on):
            self.guided.act(action)
        else:
            raise UsageError(f"not understood; {spoken.hurt_words(guide)}")

    def _decide(self, word: str) -> None:
        if word in KEEP:
            self.guided.keep()
        elif word in ("swap", "w"):
            self._offer("there is no other")
        elif word in ("", "yes", "take"):
            self.guided.take()
        else:
            raise UsageError("not understood; Enter takes it, or: swap, keep, pain 4, quit")

    def _offer(self, none: str) -> None:
        if not self.guided.offer():
            raise UsageError(none)

    def _report(self) -> None:
        """Tell what was written down, and ring."""
        news = self.guided.told()
        skipped = [one for one in news if one.skipped]
        done: list[SetDone] = [one for one in news if not one.skipped]
        self._say(*(f"Written down: {guidance.described(one, self.guided.catalog)}." for one in done))
        if skipped:
            sets = f"{len(skipped)} sets" if len(skipped) > 1 else guidance.described(skipped[0], self.guided.catalog)
            self._say(f"Written down: {sets.removesuffix(', skipped')}, skipped.")
        if self.guided.rang() and self.bell and system.on_terminal():
            system.say("\a")

    def _say(self, *texts: str) -> None:
        if texts:
            system.say("".join(f"{text}\n" for text in texts))
