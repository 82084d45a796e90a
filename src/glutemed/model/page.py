"""Pages to read: what a topic says, each sentence or two with their sources."""

from glutemed.model.policy import Cited
from glutemed.model.records import record

__all__ = ["Page", "Passage", "Topic"]


@record
class Topic:
    """A page by its names, as a list of pages has it."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()


@record
class Passage:
    """A part of a page: paragraphs, then a list; the first part of a page has no title of its own."""

    title: str = ""
    paragraphs: tuple[Cited, ...] = ()
    items: tuple[Cited, ...] = ()

    @property
    def cited(self) -> tuple[Cited, ...]:
        """Everything that it says, in order."""
        return (*self.paragraphs, *self.items)


@record
class Page:
    """What a topic says, part by part."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()
    sections: tuple[Passage, ...]
