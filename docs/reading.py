"""The generated parts to read: the pages that `learn` prints, and the list of them."""

from tables import CATALOG, plain, table

from glutemed.loading.pages import find_page, topics
from glutemed.rendering.learn import page_sections
from glutemed.rendering.markdown import sections_to_markdown

TOPICS = [topic.id for topic in topics(CATALOG)]


def page(id: str) -> str:
    """Return a topic's page, as `learn` prints it."""
    return sections_to_markdown(page_sections(CATALOG, find_page(CATALOG, id)))


def index() -> str:
    """Return every topic with a link to its page, and its other names."""
    rows = (
        (f"[{plain(topic.title)}](learn/{topic.id}.md)", f"`{topic.id}`", plain(", ".join(topic.aliases)))
        for topic in topics(CATALOG)
    )
    return table(("Page", "Topic", "Other names"), rows)
