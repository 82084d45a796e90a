"""A page to read, or the list of them, as content that every format lays out."""

from collections.abc import Iterable, Iterator

from glutemed.model.catalog import Catalog
from glutemed.model.page import Page, Topic
from glutemed.model.policy import Cited
from glutemed.rendering.citing import GRADES
from glutemed.rendering.sections import Section, sources

__all__ = ["LEGEND", "index", "page_sections"]

LEGEND = f"Marked: (S) read second-hand, (X) our own. {GRADES}"
INTRO = "Short pages in plain words. Each line names its sources."
HINT = "glutemed learn TOPIC, such as glutemed learn four-mistakes. Titles and other names of a topic do as well."


def index(catalog: Catalog, topics: Iterable[Topic]) -> Iterator[Section]:
    """Return every topic in a line, the general ones apart from the conditions, and how to read one."""
    conditions = {condition.id for condition in catalog.conditions}
    rows: dict[bool, list[tuple[str, str]]] = {False: [], True: []}
    for topic in topics:
        rows[topic.id in conditions].append((topic.id, topic.title))
    yield Section(title="Pages to read", texts=(INTRO,))
    for title, table in (("The muscle and its training", rows[False]), ("Conditions", rows[True])):
        yield Section(title=title, head=("Topic", "About"), table=table)
    yield Section(title="To read one", texts=(HINT,))


def page_sections(catalog: Catalog, page: Page) -> Iterator[Section]:
    """Return a page part by part, each line with its keys, and last what stands behind each key."""
    marks = _marks(catalog)
    for number, passage in enumerate(page.sections):
        if not number and passage.title:
            yield Section(title=page.title)
        yield Section(
            title=passage.title or page.title,
            texts=[_line(line, marks) for line in passage.paragraphs],
            lines=[_line(line, marks) for line in passage.items],
        )
    lines = [line for passage in page.sections for line in passage.cited]
    yield sources(catalog, (key for line in lines for key in line.sources), (LEGEND,))


def _marks(catalog: Catalog) -> dict[str, str]:
    """Return the mark of each key that was seen second-hand, or is our own."""
    seen = {source.key: source.seen for source in catalog.sources}
    seen |= {statement.id: statement.seen for statement in catalog.statements}
    return {key: f" ({how})" for key, how in seen.items() if how in ("S", "X")}


def _line(line: Cited, marks: dict[str, str]) -> str:
    return f"{line.text} [{', '.join(key + marks.get(key, '') for key in dict.fromkeys(line.sources))}]"
