"""The examples of commands on the pages: each with what is shown of its output, and where it stands.

tests/test_doc_commands.py runs them all, and compares.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = ("", "...")
"""Lines that stand for output which is not shown."""


class Example(NamedTuple):
    """A command as it is typed, what is shown of its output, and the page and heading that it stands under."""

    command: str
    shown: tuple[str, ...]
    page: str
    heading: str

    def of(self, name: str) -> bool:
        """Return whether it is one of a command: "log" or "log export"."""
        return f"{self.command} ".startswith(f"glutemed {name} ")


def pages() -> list[str]:
    """Return the pages that may show commands, as paths from the root."""
    found = sorted(path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts)
    return ["README.md", *(path.relative_to(ROOT).as_posix() for path in found)]


def blocks() -> Iterator[list[Example]]:
    """Return the commands of each console block that has some of glutemed."""
    for page in pages():
        text = (ROOT / page).read_text(encoding="utf-8")
        for found in re.finditer(r"```console\n(.*?)```", text, re.DOTALL):
            headings = re.findall(r"^##+ (.+)$", text[: found.start()], re.MULTILINE)
            parts = (part.splitlines() for part in re.split(r"^\$ ", found[1], flags=re.MULTILINE)[1:])
            block = [
                Example(
                    command,
                    tuple(line for line in lines if line.strip() not in LEFT_OUT),
                    page,
                    headings[-1] if headings else "",
                )
                for command, *lines in parts
                if command.startswith("glutemed ")
            ]
            if block:
                yield block


def best(name: str, others: list[str]) -> Example | None:
    """Return the example of a command, among those of the documentation, that shows most of its output.

    The guides come after all other pages. `others` are all commands, so that one of "log export" is none of "log".
    """
    within = [other for other in others if other.startswith(f"{name} ")]
    found = [
        example
        for block in blocks()
        for example in block
        if example.page.startswith("docs/") and example.of(name) and not any(map(example.of, within))
    ]
    shown = [one for one in found if one.shown]
    return max(shown, key=lambda one: ("/guides/" not in one.page, len(one.shown)), default=None)


def link(example: Example) -> str:
    """Return where an example stands, as a link from a page of docs/reference."""
    slug = re.sub(r"[^\w\- ]", "", example.heading.casefold()).strip().replace(" ", "-")
    page = f"../{example.page.removeprefix('docs/')}"
    return f"[`{example.command}`]({page}{f'#{slug}' if slug else ''})"
