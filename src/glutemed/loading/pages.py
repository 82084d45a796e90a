"""Pages of data/learn: found by name, and read line by line.

A page is a small part of Markdown: one `# Title`, under it perhaps `Also called: name, name`, then
paragraphs, `## Section` and `- item`. Every paragraph and item ends with the keys that it rests
on: `[A03, LIAO15]`. Lines that follow each other are one paragraph; two spaces go on with an item.
"""

import os
import re
from collections.abc import Iterator
from unicodedata import normalize

from glutemed.errors import FileError, Position, Problem, ProblemsError, UsageError, did_you_mean
from glutemed.loading.catalog import data_files
from glutemed.loading.reader import read_text
from glutemed.loading.requests import shown
from glutemed.loading.text import NAME_MAX, gate
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import plain_name
from glutemed.model.page import Page, Passage, Topic
from glutemed.model.policy import Cited, Condition

__all__ = ["find_page", "page_files", "read_page", "topics"]

_ALSO = "Also called: "
_OTHER = re.compile(r"#|>|\||```|~~~|[*+] |<|[0-9]{1,9}[.)] |- *$|\s")
_CITED = re.compile(r"(.*\S) \[([A-Za-z0-9_-]+(?:, [A-Za-z0-9_-]+)*)\]")


def page_files() -> dict[str, str]:
    """Return the file of each topic by its id, sorted; FileError where the folder is missing."""
    folder = os.path.join(os.path.dirname(data_files()[0]), "learn")
    if not os.path.isdir(folder):
        raise FileError(f"the folder {folder} is missing; install glutemed again")
    names = sorted(name for name in os.listdir(folder) if name.endswith(".md"))
    return {name.removesuffix(".md"): os.path.join(folder, name) for name in names}


def topics(catalog: Catalog) -> tuple[Topic, ...]:
    """Return every topic: first the general ones, then the conditions; one without a file has its record alone."""
    files = page_files()
    conditions = {condition.id: condition for condition in catalog.conditions}
    general = (_head(id, read_text(file), file) for id, file in files.items() if id not in conditions)
    return (*general, *(_of_condition(condition) for condition in conditions.values()))


def _head(id: str, text: str, file: str) -> Topic:
    """Return a page's names, from the first two lines of its text; ProblemsError where they may not be shown."""
    title, also, *_ = *_lines(text)[:2], ""
    for number, line in enumerate((title, also), 1):
        if refused := gate(line):
            raise ProblemsError([Problem(where=Position(file=file, line=number, column=1), message=refused)])
    aliases = also.removeprefix(_ALSO).split(", ") if also.startswith(_ALSO) else ()
    return Topic(id=id, title=title.removeprefix("# "), aliases=tuple(aliases))


def _lines(text: str) -> list[str]:
    return normalize("NFC", text).replace("\r\n", "\n").split("\n")


def _of_condition(condition: Condition) -> Topic:
    return Topic(id=condition.id, title=condition.name, aliases=condition.aliases)


def find_page(catalog: Catalog, name: str) -> Page:
    """Return the page that an id, title or alias means, in any case; a condition's ends with what its record says.

    Raises UsageError for an unknown name, with the nearest; ProblemsError for a page that cannot be read.
    """
    if not name.strip() or len(name) > NAME_MAX or gate(name):
        raise UsageError(f"TOPIC: {shown(name)} is not a name of 1 to {NAME_MAX} printable characters")
    known = {plain_name(name): topic for topic in topics(catalog) for name in (topic.id, topic.title, *topic.aliases)}
    topic = known.get(plain_name(name))
    if topic is None:
        near = did_you_mean(plain_name(name), known) or "; see glutemed learn"
        raise UsageError(f"TOPIC: no page is called {shown(name)}{near}")
    file = page_files().get(topic.id)
    page = read_page(topic.id, read_text(file), file) if file else None
    condition = next((condition for condition in catalog.conditions if condition.id == topic.id), None)
    recorded = tuple(_recorded(condition)) if condition else ()
    sections = (*(page.sections if page else ()), *recorded)
    return Page(id=topic.id, title=topic.title, aliases=topic.aliases, sections=sections)


def _recorded(condition: Condition) -> Iterator[Passage]:
    """Return what the catalogue says about a condition, as parts of its page."""
    for title, lines in (
        ("What studies found", condition.findings),
        ("Take care", condition.care),
        ("Needed too", condition.needed_too),
        ("Stages", condition.stage_notes),
    ):
        if lines:
            yield Passage(title=title, items=lines)


def read_page(id: str, text: str, file: str) -> Page:
    """Return the page that a text holds; `file` is what it is called.

    Raises ProblemsError with everything that is wrong, each with its line.
    """
    reader = _Reader(file)
    for number, line in enumerate(_lines(text), 1):
        reader.take(number, line)
    reader.close()
    if not reader.sections[-1].cited:
        reader.wrong(reader.opened, "nothing stands under this title", "write a paragraph, or leave the title out")
    if reader.problems:
        raise ProblemsError(reader.problems)
    head = _head(id, text, file)
    return Page(id=id, title=head.title, aliases=head.aliases, sections=tuple(reader.sections))


class _Reader:
    """Reads a page line by line: the part that is open, and in it the paragraph or item that is open."""

    def __init__(self, file: str) -> None:
        self.file, self.problems, self.sections = file, list[Problem](), [Passage()]
        self.opened, self.start, self.item = 1, 0, False
        self.parts: list[str] = []

    def wrong(self, line: int, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(where=Position(file=self.file, line=line, column=1), message=message, hint=hint))

    def take(self, number: int, line: str) -> None:
        """Take the next line."""
        if refused := gate(line):
            self.wrong(number, refused)
        elif number == 1:
            if not line.startswith("# ") or not line[2:].strip():
                self.wrong(1, "a page begins with its title", "write # and the title")
        elif number == 2 and line.startswith(_ALSO):
            return
        elif not line:
            self.close()
        elif line.startswith("## ") and line[3:].strip():
            self._open(number, line[3:].strip())
        elif line.startswith("- ") and line[2:].strip():
            self.close()
            self.start, self.item, self.parts = number, True, [line[2:].strip()]
        elif line.startswith("  ") and self.item and self.parts:
            self.parts.append(line.strip())
        elif _OTHER.match(line) or (self.item and self.parts):
            self.wrong(number, "this is no line of a page", "## Section, - item, two spaces to go on with it, or text")
        else:
            self.start = self.start if self.parts else number
            self.parts.append(line.strip())

    def _open(self, number: int, title: str) -> None:
        self.close()
        if not self.sections[-1].cited and self.sections[-1].title:
            self.wrong(self.opened, "nothing stands under this title", "write a paragraph, or leave the title out")
        self.opened = number
        self.sections.append(Passage(title=title))

    def close(self) -> None:
        """End the open paragraph or item, and put it into the part that is open."""
        text, start, item = " ".join(self.parts), self.start, self.item
        self.parts, self.start, self.item = [], 0, False
        if not text:
            return
        found = _CITED.fullmatch(text)
        if refused := gate(text):
            self.wrong(start, refused)
        elif not found:
            self.wrong(start, "this does not end with its sources", "end it like this: [A03, LIAO15]")
        else:
            line, last = Cited(text=found[1], sources=tuple(found[2].split(", "))), self.sections[-1]
            if last.items and not item:
                self.wrong(start, "a paragraph stands after a list", "put it before the list, or under a ## Section")
            self.sections[-1] = Passage(
                title=last.title,
                paragraphs=last.paragraphs if item else (*last.paragraphs, line),
                items=(*last.items, line) if item else last.items,
            )
