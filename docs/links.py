"""The links of the built documentation: every one within it leads to a file and an anchor that is there.

`python docs/links.py docs/_build/html` tells each that does not, and ends with 1 then. It opens no
connection: links to other hosts are only listed.
"""

import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LINKS = {"href", "src"}
OURS = ("article", "main")
"""The elements that hold what we wrote; around them stands the theme."""


class Page(HTMLParser):
    """What a page links to, with the line of each link, and the anchors that it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[int, str]] = []
        self.outside: set[str] = set()
        self.anchors = {"", "top"}
        self._inside = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take the links and anchors of an element."""
        self._inside += tag in OURS
        for name, value in attributes:
            if value and (name == "id" or (name, tag) == ("name", "a")):
                self.anchors.add(value)
            elif value and name in LINKS:
                self._take(value)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._inside -= tag in OURS

    def _take(self, link: str) -> None:
        if not urlsplit(link).scheme and not link.startswith("//"):
            self.links.append((self.getpos()[0], link))
        elif self._inside and link.startswith("http"):
            self.outside.add(link)


def read(folder: Path) -> dict[Path, Page]:
    """Return every page of a folder by its path."""
    return {path.resolve(): Page(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}


def broken(folder: Path, pages: dict[Path, Page]) -> Iterator[str]:
    """Return each link that leads nowhere: page, line, the link and what is missing."""
    for path, page in pages.items():
        for line, link in page.links:
            parts = urlsplit(link)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            where = f"{path.relative_to(folder.resolve())}:{line}: {link}"
            if not target.is_file():
                yield f"{where}: there is no such file"
            elif target in pages and unquote(parts.fragment) not in pages[target].anchors:
                yield f"{where}: the page has no such anchor"


def main(folder: Path) -> int:
    """Tell the links of a built documentation that lead nowhere, and list the other hosts."""
    pages = read(folder)
    found = list(broken(folder, pages))
    print(*found, sep="\n", end="\n" if found else "")
    count = sum(len(page.links) for page in pages.values())
    print(f"{count} links of {len(pages)} pages, {len(found)} of them broken; not looked up:")
    print(*sorted(set().union(*(page.outside for page in pages.values()))), sep="\n")
    return 1 if found or not count else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
