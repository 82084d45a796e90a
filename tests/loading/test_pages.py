"""Pages of data/learn: each can be read, rests on known sources, and says no number that its sources do not have."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from glutemed.errors import ProblemsError, UsageError
from glutemed.loading import pages
from glutemed.loading.pages import find_page, page_files, read_page, topics
from glutemed.loading.reader import read_text
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import plain_name
from glutemed.model.page import Page
from glutemed.model.policy import Cited
from glutemed.model.records import encode

GENERAL = (
    "choosing-exercises",
    "dose-and-progression",
    "evidence",
    "four-mistakes",
    "mobility",
    "muscle",
    "open-and-closed-chain",
    "pain",
    "when-to-see-someone",
)
FILES = page_files()
FIGURES = (
    "18 studies", "4818 people", "-0.09 to -0.20", "0.71, 0.39 to 1.04", "5 and 10", "9 people", "51 of 66", "20 of 68",
    "-0.60", "0.6 points", "differed by 0.5", "20-40%", "40-60%", "99.9% (SD 17)", "61% and 62.7%", "81% (SD 42)",
    "38-40%", "48%", "weeks 6-8", "weeks 4-6", "0 to 45 degrees", "3-4 sets of 8-15", "8-12", "2-3 sets",
    "10 or more a week", "15-45 s", "14 s", "18 s", "20-40 s", "10-30 s", "30-60 s", "48 hours", "2-10%", "2 spare",
    "30%",
)  # fmt: skip
"""What the page on evidence has to say in numbers."""
READ_IN_TABLES = {"MCKAY20": {4.0, 6.0, 8.0}}
"""Numbers of a source that no row of data holds: the weeks of the rungs in the trial's table 2."""


def page(id: str) -> Page:
    return read_page(id, read_text(FILES[id]), FILES[id])


def numbers(text: str) -> set[float]:
    return {float(number) for number in re.findall(r"[0-9]+(?:\.[0-9]+)?", text)}


@pytest.fixture(scope="module")
def known(catalog: Catalog) -> dict[str, set[float]]:
    """The numbers of each statement, by its text, and of each publication, by the rows that name it."""
    found = {key: set(values) for key, values in READ_IN_TABLES.items()}
    for keys, text in cited(encode(catalog)):
        for key in keys:
            found.setdefault(key, set()).update(numbers(text))
    return found | {statement.id: numbers(statement.text) for statement in catalog.statements}


def cited(data: Any) -> Iterator[tuple[list[str], str]]:
    """Return each row that names its sources, or is one, and holds no such row itself."""
    rows = list(data.values()) if isinstance(data, dict) else data if isinstance(data, list) else []
    inner = [row for part in rows for row in cited(part)]
    yield from inner
    if isinstance(data, dict) and not inner:
        keys = [*data.get("sources", []), *(data[name] for name in ("id", "key", "source") if name in data)]
        names = ("id", "key", "doi", "pmid", "pmcid", "urls", "journal", "year", "sources", "source")
        yield keys, json.dumps({name: value for name, value in data.items() if name not in names})


def test_every_topic_and_every_condition_has_a_page_and_nothing_else_has(catalog: Catalog) -> None:
    conditions = [condition.id for condition in catalog.conditions]
    assert len(conditions) == 9
    assert sorted(FILES) == sorted([*GENERAL, *conditions])
    assert [topic.id for topic in topics(catalog)] == [*GENERAL, *conditions]


@pytest.mark.parametrize("id", FILES)
def test_a_page_rests_on_known_sources_alone(catalog: Catalog, id: str) -> None:
    keys = {source.key for source in catalog.sources} | {statement.id for statement in catalog.statements}
    lines = [line for passage in page(id).sections for line in passage.cited]
    assert lines
    assert {key for line in lines for key in line.sources} - keys == set()


@pytest.mark.parametrize("id", FILES)
def test_every_number_of_a_page_is_one_of_the_sources_of_its_own_line(id: str, known: dict[str, set[float]]) -> None:
    for passage in page(id).sections:
        for line in passage.cited:
            of_sources = set().union(*(known[key] for key in line.sources if key != "own"))
            assert numbers(line.text) - of_sources == set(), line.text


@pytest.mark.parametrize("id", FILES)
def test_a_page_is_short_in_the_file_and_in_every_line(id: str) -> None:
    text = read_text(FILES[id])
    assert 5 <= len(text.splitlines()) <= 60
    assert max(map(len, text.splitlines())) <= 320


@pytest.mark.parametrize("said", FIGURES)
def test_the_page_on_evidence_has_every_figure_for_and_against_the_article(said: str) -> None:
    assert any(said in line.text for passage in page("evidence").sections for line in passage.cited)


def test_names_of_pages_are_each_of_one_page_alone(catalog: Catalog) -> None:
    names = [plain_name(n) for topic in topics(catalog) for n in {topic.id, topic.title, *topic.aliases}]
    by_topic = [{plain_name(n) for n in (topic.id, topic.title, *topic.aliases)} for topic in topics(catalog)]
    assert len(set().union(*by_topic)) == sum(map(len, by_topic)), names


@pytest.mark.parametrize("id", [id for id in FILES if id not in GENERAL])
def test_a_conditions_page_has_its_name_and_ends_with_what_its_record_says(catalog: Catalog, id: str) -> None:
    condition, written, found = catalog.condition(id), page(id), find_page(catalog, id)
    assert (written.title, found.title, written.aliases) == (condition.name, condition.name, ())
    assert found.aliases == condition.aliases
    assert found.sections[: len(written.sections)] == written.sections
    parts = {passage.title: passage.items for passage in found.sections[len(written.sections) :]}
    record = {
        "What studies found": condition.findings,
        "Take care": condition.care,
        "Needed too": condition.needed_too,
        "Stages": condition.stage_notes,
    }
    assert parts == {title: lines for title, lines in record.items() if lines}
    said = {line.text for lines in parts.values() for line in lines}
    assert not said & {line.text for passage in written.sections for line in passage.cited}


def test_a_condition_without_a_page_has_its_record(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "page_files", lambda: {"muscle": FILES["muscle"]})
    assert [topic.id for topic in topics(catalog)][:2] == ["muscle", "achilles-tendinopathy"]
    found = find_page(catalog, "achilles")
    assert (found.title, found.sections[0].title) == ("Achilles tendinopathy", "What studies found")


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("four-mistakes", "four-mistakes"),
        ("FOUR  Mistakes", "four-mistakes"),
        ("When to see someone", "when-to-see-someone"),
        ("red flags", "when-to-see-someone"),
        ("GTPS", "gluteal-tendinopathy"),
        ("Runner's Knee", "patellofemoral-pain"),
        ("hip osteoarthritis", "hip-osteoarthritis"),
    ],
)
def test_a_page_is_found_by_id_title_or_other_name_in_any_case(catalog: Catalog, name: str, id: str) -> None:
    assert find_page(catalog, name).id == id


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("four-mistaks", 'TOPIC: no page is called "four-mistaks"; did you mean "four mistakes"?'),
        ("qqqq", 'TOPIC: no page is called "qqqq"; see glutemed learn'),
        ("../../data/sources", 'TOPIC: no page is called "../../data/sources"; see glutemed learn'),
        ("", 'TOPIC: "" is not a name of 1 to 80 printable characters'),
        ("a\x1b[2J", 'TOPIC: "a?[2J" is not a name of 1 to 80 printable characters'),
        ("x" * 81, f'TOPIC: "{"x" * 80}..." is not a name of 1 to 80 printable characters'),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(catalog: Catalog, name: str, message: str) -> None:
    with pytest.raises(UsageError) as told:
        find_page(catalog, name)
    assert str(told.value) == message


GOOD = """\
# Title
Also called: one, two words

First line
and more. [A01, own]

## Part

- item
  goes on [R-044b]
- b [x_1]
"""


def test_a_page_is_read_part_by_part() -> None:
    found = read_page("id", GOOD, "x.md")
    assert (found.id, found.title, found.aliases) == ("id", "Title", ("one", "two words"))
    first, part = found.sections
    assert (first.title, first.items) == ("", ())
    assert first.paragraphs == (Cited(text="First line and more.", sources=("A01", "own")),)
    assert (part.title, part.paragraphs) == ("Part", ())
    assert part.items == (Cited(text="item goes on", sources=("R-044b",)), Cited(text="b", sources=("x_1",)))


def test_windows_line_ends_and_parts_of_characters_make_the_same_page() -> None:
    text = GOOD.replace("First", "Firste\u0301")
    assert read_page("id", text.replace("\n", "\r\n"), "x.md") == read_page("id", text, "x.md")
    assert read_page("id", text, "x.md").sections[0].paragraphs[0].text.startswith("Firsté")


NO_SOURCES, NO_LINE, EMPTY = "this does not end with its sources", "this is no line of a page", "nothing stands under"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "a page begins with its title"),
        ("\n# T\n\na [A01]", 1, "a page begins with its title"),
        ("# \n\na [A01]", 1, "a page begins with its title"),
        ("# T\n", 1, EMPTY),
        ("# T\n\n## P\n\n## Q\n\na [A01]", 3, EMPTY),
        ("# T\n\na [A01]\n\n## P", 5, EMPTY),
        ("# T\n\na", 3, NO_SOURCES),
        ("# T\n\na []", 3, NO_SOURCES),
        ("# T\n\na[A01]", 3, NO_SOURCES),
        ("# T\n\n[A01]", 3, NO_SOURCES),
        ("# T\n\na [A01,R-001]", 3, NO_SOURCES),
        ("# T\n\na [A01].", 3, NO_SOURCES),
        ("# T\n\na\nb\n\nc [A01]", 3, NO_SOURCES),
        ("# T\n\n- a\n- b [A01]", 3, NO_SOURCES),
        ("# T\n\nAlso called: b", 3, NO_SOURCES),
        ("# T\n\n- a [A01]\nb [A02]", 4, NO_LINE),
        ("# T\n\n  a [A01]", 3, NO_LINE),
        ("# T\n\n### P\n\na [A01]", 3, NO_LINE),
        ("# T\n\n# U\n\na [A01]", 3, NO_LINE),
        ("# T\n\n1. a [A01]", 3, NO_LINE),
        ("# T\n\n* a [A01]", 3, NO_LINE),
        ("# T\n\n> a [A01]", 3, NO_LINE),
        ("# T\n\n| a | [A01]", 3, NO_LINE),
        ("# T\n\n```\n\na [A01]", 3, NO_LINE),
        ("# T\n\n<b>a [A01]", 3, NO_LINE),
        ("# T\n\n- \n\na [A01]", 3, NO_LINE),
        ("# T\n\n- a [A01]\n\nb [A01]", 5, "a paragraph stands after a list"),
        ("# T\x1b\n\na [A01]", 1, "the character U+001B is not allowed"),
        ("# T\nAlso called: \x1b\n\na [A01]", 2, "the character U+001B is not allowed"),
        ("# T\n\n## P\x1b\n\na [A01]", 3, "the character U+001B is not allowed"),
        ("# T\n\na\x1b[2J [A01]", 3, "the character U+001B is not allowed"),
        ("# T\n\na\u202eb [A01]", 3, "the character U+202E is not allowed"),
        ("# T\n\na\rb [A01]", 3, "the character U+000D is not allowed"),
        ("# T\n\na\u2028b [A01]", 3, "the character U+2028 is not allowed"),
        (f"# T\n\n{'a' * 501} [A01]", 3, "507 characters; at most 500 are allowed"),
        (f"# T\n\n{'a' * 400}\n{'b' * 400} [A01]", 3, "807 characters; at most 500 are allowed"),
    ],
)
def test_what_a_page_may_not_hold_is_told_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(ProblemsError) as told:
        read_page("id", text, "x.md")
    problems = told.value.problems
    assert (problems[0].where.line, problems[0].message.startswith(message)) == (line, True), problems


def test_a_list_of_pages_does_not_show_a_title_that_a_page_may_not_have(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.md").write_text("# T\u202e\n\na [A01]\n")
    monkeypatch.setattr(pages, "page_files", lambda: {"x": str(tmp_path / "x.md")})
    with pytest.raises(ProblemsError, match=r"x\.md:1:1: the character U\+202E is not allowed"):
        topics(catalog)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(ProblemsError) as told:
        read_page("id", "T\n\na\n\n### x\n\n- b [A01]\nc", "x.md")
    assert [problem.where.line for problem in told.value.problems] == [1, 3, 5, 8]
