"""Links between documents lead to files and headings that are there, and so do those of the built pages."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted(path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts),
    *sorted(path for folder in ("benchmarks", "tests") for path in (ROOT / folder).rglob("README.md")),
]
CODE = re.compile(r"^(```+).*?^\1$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?://)([^)\s]+)\)|src=\"(?!https?://)([^\"]+)\"")


def anchors(path: Path) -> set[str]:
    """Return the anchors that a code host, and the documentation, make of the headings of a document."""
    text = re.sub(r"^```.*?^```", "", path.read_text(), flags=re.MULTILINE | re.DOTALL)
    found: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").casefold()
        slug = re.sub(r"[^\w\- ]", "", plain).strip().replace(" ", "-")
        assert slug not in found, f"{path.name} has two headings {heading}"
        found.add(slug)
    return found


def links(text: str) -> list[str]:
    """Return the links of a document, those in code left out."""
    return [one or other for one, other in LINK.findall(CODE.sub("", text))]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_to_files_and_headings(path: Path) -> None:
    for link in links(path.read_text()):
        file, _, anchor = link.partition("#")
        target = path.parent / file if file else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_there_are_documents_and_links_to_look_at() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in DOCUMENTS}
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/index.md"} < names
    found = [link for path in DOCUMENTS for link in links(path.read_text())]
    assert len(found) > 200
    assert sum("#" in link for link in found) > 20


@pytest.fixture(scope="module")
def built() -> ModuleType:
    """The check of the built pages, which `python3 dev check` runs."""
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        return __import__("links")
    finally:
        sys.path.remove(str(ROOT / "docs"))


PAGE = """<a href="https://theme.example">theme</a><article id="one"><a href="{}">x</a>
<img src="b/picture.png"><a href="https://other.example/x">y</a></article>"""


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("#one", ""),
        ("b/two.html#deep", ""),
        ("b/two.html?q=1#deep", ""),
        ("b/picture.png", ""),
        ("b/", "a.html:1: b/: there is no such file"),
        ("#none", "a.html:1: #none: the page has no such anchor"),
        ("b/two.html#none", "a.html:1: b/two.html#none: the page has no such anchor"),
        ("c.html", "a.html:1: c.html: there is no such file"),
    ],
)
def test_a_link_of_a_built_page_that_leads_nowhere_is_told(
    built: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], link: str, told: str
) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b/picture.png").touch()
    (tmp_path / "b/two.html").write_text('<p id="deep"></p>')
    (tmp_path / "a.html").write_text(PAGE.format(link))
    assert built.main(tmp_path) == bool(told)
    out = capsys.readouterr().out.splitlines()
    assert out[: bool(told)] == ([told] if told else [])
    assert out[-1] == "https://other.example/x"


def test_a_build_without_pages_is_no_success(built: ModuleType, tmp_path: Path) -> None:
    assert built.main(tmp_path) == 1
