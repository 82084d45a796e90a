"""The code on the pages for developers runs, prints what the page shows, and names everything that is public."""

import inspect
import re
import subprocess
import sys
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

import glutemed
from glutemed.loading.requests import SPANS
from glutemed.model.plan import Request

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "docs/library.md", "docs/guides/developer.md")
BLOCK = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
MARK = "=== the next block ==="


def blocks(page: str) -> list[tuple[str, str]]:
    """Return each block of Python on a page with the text that stands after it."""
    return BLOCK.findall((ROOT / page).read_text())


@pytest.fixture(scope="module")
def library() -> str:
    return (ROOT / "docs/library.md").read_text()


@pytest.mark.parametrize("page", PAGES)
def test_the_code_of_a_page_prints_what_the_page_shows(page: str, tmp_path: Path) -> None:
    found = blocks(page)
    assert len(found) == (ROOT / page).read_text().count("```python\n") >= 1
    script = tmp_path / "page.py"
    script.write_text(f"\nprint({MARK!r})\n".join(code for code, _ in found))
    done = subprocess.run(
        [sys.executable, "-W", "error", script],
        cwd=tmp_path,
        env={"PYTHONPATH": ":".join(filter(None, sys.path)), "PATH": "", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.split(f"{MARK}\n") == [text for _, text in found]
    assert list(tmp_path.iterdir()) == [script]


def test_every_public_name_is_on_the_page(library: str) -> None:
    assert [name for name in glutemed.__all__ if not re.search(rf"^\| .*`{name}[`(]", library, re.MULTILINE)] == []


def test_the_fields_of_a_request_are_told_with_their_defaults(library: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (?:required|`(.+)`) \|$", library, re.MULTILINE)
    assert [(name, default) for name, _, default in rows if name in Request.__dataclass_fields__] == [
        (f.name, "" if f.default is MISSING else repr(f.default)) for f in fields(Request)
    ]
    told = {name: values for name, values, _ in rows}
    assert [name for name, (low, high) in SPANS.items() if not told[name].startswith(f"{low} to {high}")] == []


def test_the_keywords_of_render_are_told_with_their_defaults(library: str) -> None:
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| .+? \| .+? \| (.+) \|$", library, re.MULTILINE)
    told = {name.strip("`"): default for names, given in rows for name, default in together(names, given)}
    keywords = inspect.signature(glutemed.render).parameters.values()
    assert told == {p.name: repr(p.default).replace("'", '"') for p in keywords if p.kind is p.KEYWORD_ONLY}


def together(names: str, defaults: str) -> list[tuple[str, str]]:
    """Return each of the names with its default, where one may stand for all."""
    parts, given = names.split(", "), [one.strip("`") for one in defaults.split(", ")]
    return list(zip(parts, given * len(parts) if len(given) == 1 else given, strict=len(given) > 1))


def test_the_codes_of_errors_are_told(library: str) -> None:
    rows = dict(re.findall(r"^\| `(\w+Error)` \| (\d+) \|", library, re.MULTILINE))
    errors = [name for name in glutemed.__all__ if name.endswith("Error") and name != "GlutemedError"]
    assert rows == {name: str(getattr(glutemed, name).code) for name in errors}
