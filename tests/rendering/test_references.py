"""Publications and statements: all are listed, each tells its standing, and what names it is found everywhere."""

from dataclasses import fields, replace

import pytest

from glutemed.model.catalog import Catalog, Source, Statement, cited_in
from glutemed.model.exercise import Exercise
from glutemed.model.policy import Limit, Rule
from glutemed.model.records import encode
from glutemed.rendering import references
from glutemed.rendering.citing import GRADE
from glutemed.rendering.sections import Section
from glutemed.rendering.terminal import sections_to_terminal, to_text


def statement(catalog: Catalog, id: str) -> Statement:
    return next(one for one in catalog.statements if one.id == id)


def source(catalog: Catalog, key: str) -> Source:
    return next(one for one in catalog.sources if one.key == key)


def full(catalog: Catalog, *cited: Source | Statement) -> dict[str, Section]:
    return {section.title: section for section in references.in_full(catalog, cited)}


def test_the_list_has_every_publication_once_with_how_it_was_seen(catalog: Catalog) -> None:
    rows = [row for section in references.index(catalog) for row in section.table]
    assert sorted((key, seen) for key, seen, _ in rows) == sorted((one.key, one.seen) for one in catalog.sources)


def test_every_kind_of_publication_has_words() -> None:
    assert set(references.KINDS) == set(Source.__annotations__["kind"].__args__)


def test_the_list_tells_how_to_ask_for_statements(handmade: Catalog) -> None:
    *_, last = references.index(handmade)
    assert (last.title, last.texts[0].split(".")[-2]) == ("Statements: 7", " Ask for any key: glutemed sources R-001")


def test_every_section_that_names_sources_is_looked_through(catalog: Catalog) -> None:
    naming = {part.name for part in fields(Catalog) if any(map(_cites, _entries(catalog, part.name)))}
    assert naming - {"sources"} == set(references.PARTS) - ({"comparators"} - naming)


def _entries(catalog: Catalog, part: str) -> tuple[object, ...]:
    value = getattr(catalog, part)
    return value if isinstance(value, tuple) else ()


def _cites(entry: object) -> bool:
    return any(cited_in(encode(entry)))


def test_a_publication_tells_all_that_is_known_of_it(handmade: Catalog) -> None:
    known = Source(
        key="k1", authors="A B", year=2020, title="T", journal="J 1:2", doi="10.1/x", pmid="12", pmcid="PMC3",
        urls=("https://a.example/", "https://b.example/"), kind="trial", seen="S", grade="C", note="A note.",
    )  # fmt: skip
    assert full(handmade, known)["k1"].rows == [
        ("Kind", "trial"),
        ("Seen", "S, second-hand"),
        ("Grade", f"C, {GRADE['C']}"),
        ("Authors", "A B"),
        ("Year", "2020"),
        ("Title", "T"),
        ("Published in", "J 1:2"),
        ("DOI", "https://doi.org/10.1/x"),
        ("PubMed", "12"),
        ("PubMed Central", "PMC3"),
        ("Address", "https://a.example/"),
        ("Address", "https://b.example/"),
        ("Note", "A note."),
    ]
    assert full(handmade, known)["What rests on k1"].texts == ("Nothing in this catalogue names it.",)


def test_a_publication_without_a_grade_shows_no_row_for_it(handmade: Catalog) -> None:
    assert "Grade" not in dict(full(handmade, *handmade.sources)["mac"].rows)


def test_a_statement_tells_its_standing_what_it_rests_on_and_what_rests_on_it(
    handmade: Catalog, step_up: Exercise
) -> None:
    said = Statement(id="R-9", text="Said.", grade="B", seen="Q", sources=("mac",))
    catalog = replace(
        handmade,
        exercises=(replace(step_up, sources=("R-9",)),),
        limits=(Limit(id="a-limit", value=1, unit="x", text="x", sources=("R-9",)),),
        rules=(Rule(id="a-rule", rule="R-9", text="x", sources=("own",)),),
        statements=(*handmade.statements, said, replace(said, id="R-10", sources=("R-9",))),
    )
    page = full(catalog, said)
    assert (page["R-9"].texts, page["R-9"].rows) == (
        ("Said.",),
        [("Seen", "Q, quoted"), ("Grade", f"B, {GRADE['B']}")],
    )
    assert page["What R-9 rests on"].lines == ["mac (read in the original): Mac et al. 2014. Step-ups. J Steps"]
    assert page["What rests on R-9"].rows == [
        ("Exercises", "step-up"),
        ("Limits", "a-limit"),
        ("Rules", "a-rule"),
        ("Statements", "R-10"),
    ]


@pytest.mark.parametrize(
    ("key", "part", "name"),
    [
        ("boren2011", "exercises", "side-plank-hip-abduction"),
        ("boren2011", "comparators", "front-plank-hip-extension"),
        ("boren2011", "statements", "ruling-side-plank-abduction"),
        ("R-034", "limits", "rise-two-weeks"),
        ("R-034", "conditions", "itb-syndrome"),
        ("LEAP16", "protocols", "rehab early gluteal-tendinopathy"),
        ("MCKAY20", "ladders", "L-4"),
        ("A13", "basis", "category chain mechanism pattern working_hip"),
        ("R-072", "advice", "stop"),
        ("P04", "rules", "P04"),
    ],
)
def test_what_names_a_key_is_found_in_every_section(catalog: Catalog, key: str, part: str, name: str) -> None:
    cited = source(catalog, key) if key in {one.key for one in catalog.sources} else statement(catalog, key)
    (row,) = references.reference_data(catalog, (cited,))
    naming = row["named_by"]
    assert isinstance(naming, dict)
    assert name in naming[part]


def test_data_has_every_field_of_publications_and_statements(catalog: Catalog) -> None:
    named = {field.name for record in (Source, Statement) for field in fields(record)} - {"id"}
    assert named <= set(references.COLUMNS)
    rows = references.reference_data(catalog, (source(catalog, "boren2011"), statement(catalog, "R-034")))
    assert [(row["key"], row["type"], row["grade"], row["year"], row["text"] is None) for row in rows] == [
        ("boren2011", "publication", "C", 2011, True),
        ("R-034", "statement", "C", None, False),
    ]
    assert {tuple(row) for row in rows} == {references.COLUMNS}


def test_cells_name_what_rests_on_a_key_in_text(catalog: Catalog) -> None:
    (row,) = references.reference_cells(catalog, (statement(catalog, "R-034"),))
    naming = row["named_by"]
    assert isinstance(naming, dict)
    assert naming["conditions"] == "itb-syndrome, patellofemoral-pain"


def test_the_publications_of_a_statement_are_those_that_it_rests_on_through_others(handmade: Catalog) -> None:
    near = Statement(id="R-1", text="x", grade="C", seen="P", sources=("mac", "R-2"))
    ring = replace(near, id="R-2", sources=("R-1", "other", "gone"))
    other = replace(handmade.sources[0], key="other")
    catalog = replace(handmade, sources=(*handmade.sources, other), statements=(near, ring))
    assert [one.key for one in references.publications(catalog, (near,))] == ["mac", "other"]
    assert [one.key for one in references.publications(catalog, (other, near))] == ["other", "mac"]
    assert references.publications(handmade, (statement(handmade, "own"),)) == []


@pytest.mark.parametrize("width", [60, 80, 100])
def test_pages_of_sources_fit_the_terminal(catalog: Catalog, width: int) -> None:
    for page in (references.index(catalog), references.in_full(catalog, (*catalog.sources, *catalog.statements))):
        text = to_text(sections_to_terminal(page), width=width, colour=False)
        assert max(map(len, text.splitlines())) <= width
