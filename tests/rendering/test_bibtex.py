"""BibTeX that an independent reader takes back as it was meant: entry types, names, texts, keys."""

import re
from dataclasses import replace
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Entry

from glutemed.model.catalog import Catalog, Source
from glutemed.rendering.bibtex import to_bibtex


def read(text: str, *, decoded: bool = False) -> Library:
    """Parse BibTeX; with `decoded`, LaTeX becomes the text that it stands for."""
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()] if decoded else [])
    assert library.failed_blocks == []
    assert all(isinstance(block, Entry) for block in library.blocks), "text outside of entries"
    return library


MEANT = {
    r"{\textbackslash}": "\\",
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
    **{f"\\{character}": character for character in "&%#_$"},
}
"""What LaTeX prints for the commands that stand for special characters; the reader's decoder lacks some."""


def printed(text: str) -> str:
    return re.sub("|".join(map(re.escape, MEANT)), lambda found: MEANT[found[0]], text)


def paper(**changes: Any) -> Source:
    known = {"key": "k", "authors": "Roe A", "year": 2020, "title": "T", "journal": "J", "kind": "study", "seen": "P"}
    return Source(**{**known, **changes})


def entry(**changes: Any) -> dict[str, str]:
    (found,) = read(to_bibtex([paper(**changes)])).entries
    return {"type": found.entry_type, **{field.key: field.value for field in found.fields}}


def test_every_publication_reads_back_under_its_key_with_year_title_and_identifiers(catalog: Catalog) -> None:
    raw, decoded = read(to_bibtex(catalog.sources)), read(to_bibtex(catalog.sources), decoded=True)
    assert [found.key for found in raw.entries] == [source.key for source in catalog.sources]
    for source, found, text in zip(catalog.sources, raw.entries, decoded.entries, strict=True):
        values = {field.key: field.value for field in found.fields}
        assert values.get("year", "") == str(source.year or "")
        assert values.get("doi", "") == source.doi
        assert values.get("eprint", "") == source.pmid
        assert values.get("url", "") == next(iter(source.urls), "")
        assert (f"PMCID {source.pmcid}" in values.get("note", "")) == bool(source.pmcid)
        readable = {field.key: field.value for field in text.fields}
        assert readable.get("title", "").strip("{}") == source.title
        assert readable["annote"].endswith(source.note or "")


def test_an_article_has_all_that_bibtex_asks_for(catalog: Catalog) -> None:
    for found in read(to_bibtex(catalog.sources)).entries:
        names = {field.key for field in found.fields}
        assert found.entry_type in ("article", "misc")
        assert found.entry_type == "misc" or {"author", "title", "journal", "year"} <= names


@pytest.mark.parametrize(
    ("changes", "kind", "place"),
    [
        ({}, "article", {"journal": "J"}),
        ({"title": ""}, "misc", {"howpublished": "J"}),
        ({"authors": ""}, "misc", {"howpublished": "J"}),
        ({"year": None}, "misc", {"howpublished": "J"}),
        ({"journal": ""}, "misc", {}),
        ({"kind": "leaflet", "journal": "", "year": None}, "misc", {}),
    ],
)
def test_an_article_needs_authors_title_journal_and_year(
    changes: dict[str, Any], kind: str, place: dict[str, str]
) -> None:
    found = entry(**changes)
    assert found["type"] == kind
    assert {name: found[name] for name in ("journal", "howpublished") if name in found} == place


@pytest.mark.parametrize(
    ("journal", "place"),
    [
        ("J Sports Med 35(6):897-906", ("J Sports Med", "35", "6", "897--906")),
        ("J Sports Med 33:5-9", ("J Sports Med", "33", "", "5--9")),
        ("BMC Disord 11:126", ("BMC Disord", "11", "", "126")),
        ("BMJ 361:k1662", ("BMJ", "361", "", "k1662")),
        ("J Ther 49(9):CPG1-CPG95", ("J Ther", "49", "9", "CPG1--CPG95")),
        ("Strength J 41(3)", ("Strength J", "41", "3", "")),
        ("PeerJ e16777", ("PeerJ", "", "", "e16777")),
        ("J Med, issue 2, 355-361", ("J Med", "", "2", "355--361")),
        ("J Exerc, 1775-1780", ("J Exerc", "", "", "1775--1780")),
        ("Journal with ISSN 1758-2555, 2:17", ("Journal with ISSN 1758-2555", "2", "", "17")),
        ("J Ther", ("J Ther", "", "", "")),
    ],
)
def test_volume_number_and_pages_are_told_from_the_journal(journal: str, place: tuple[str, ...]) -> None:
    found = entry(journal=journal)
    assert tuple(found.get(name, "") for name in ("journal", "volume", "number", "pages")) == place


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Ageberg E, Link A, Roos EM", "Ageberg, E. and Link, A. and Roos, E. M."),
        ("Scattone Silva R, D'Souza AC", "Scattone Silva, R. and D'Souza, A. C."),
        ("Smith BE and others", "Smith, B. E. and others"),
        ("Boren et al.", "Boren and others"),
        ("Krause Neto et al.", "{Krause Neto} and others"),
        ("Bolgla and Uhl", "Bolgla and Uhl"),
        ("Piva and others; Rabin and others", "Piva and Rabin and others"),
        ("Graves and Baechle; Baechle and Earle", "Graves and Baechle and Earle"),
        ("Garber CE and others (ACSM)", "Garber, C. E. and others"),
        ("Åström Ö, Núñez J", "Åström, Ö. and Núñez, J."),
    ],
)
def test_people_are_joined_by_and(authors: str, names: str) -> None:
    assert entry(authors=authors)["author"] == names


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Gloucestershire NHS", "{Gloucestershire NHS}"),
        ("Norfolk and Waveney NHS", "{Norfolk and Waveney NHS}"),
        ("Clinic, London", "{Clinic, London}"),
        ("Panam Clinic; Prohealth Asia", "{Panam Clinic} and {Prohealth Asia}"),
        ("Smith & Sons", r"{Smith \& Sons}"),
    ],
)
def test_a_body_stays_in_one_piece(authors: str, names: str) -> None:
    assert f"author = {{{names}}}," in to_bibtex([paper(authors=authors, kind="leaflet", journal="")])


def test_on_whose_behalf_authors_wrote_is_a_note() -> None:
    assert entry(authors="Garber CE and others (ACSM)", pmcid="PMC1")["note"] == "ACSM. PMCID PMC1"


@pytest.mark.parametrize(
    "text",
    [
        "50 % of R&D costs $5, item_1 #2",
        "a {brace} } and { alone",
        r"back\slash and \textbf{x}",
        "tilde ~ and caret ^",
        "@article{fake, title = {x}}",
        "accents é ü ñ ø, 日本, quote \" and 'single'",
        "ends with a backslash \\",
        "}\n@misc{injected, title = {x}}",
    ],
)
def test_any_text_reads_back_as_it_was(text: str) -> None:
    flat = " ".join(text.split())
    found = entry(title=text, note=text, journal=text)
    assert printed(found["title"].removeprefix("{").removesuffix("}")) == flat
    assert printed(found["annote"]) == f"Seen: read in the original. {flat}"
    assert printed(found["journal"]) == flat
    assert list(found) == ["type", "author", "title", "journal", "year", "annote"]


def test_accents_stay_as_they_are() -> None:
    assert "Über Muskelkräfte" in to_bibtex([paper(title="Über Muskelkräfte")])


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://x.example/a_b?c=1&d=%20#e~f", "https://x.example/a_b?c=1&d=%20#e~f"),
        ("https://x.example/{a}\\b c", "https://x.example/%7Ba%7D%5Cb%20c"),
    ],
)
def test_an_address_stays_usable_and_cannot_leave_its_braces(url: str, written: str) -> None:
    assert entry(urls=(url,))["url"] == written


def test_keys_are_unique_whatever_their_case() -> None:
    found = read(to_bibtex([paper(key=key) for key in ("mac", "MAC", "mac-2", "Mac")])).entries
    assert [one.key for one in found] == ["mac", "MAC-2", "mac-2-2", "Mac-3"]


def test_every_key_is_one_that_bibtex_takes(catalog: Catalog) -> None:
    keys = re.findall(r"^@[a-z]+\{(.+),$", to_bibtex(catalog.sources), re.MULTILINE)
    assert len(keys) == len(catalog.sources)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", key) for key in keys)


@pytest.mark.parametrize(("seen", "text"), [("P", "read in the original"), ("S", "second-hand")])
def test_each_entry_says_how_it_was_seen(seen: str, text: str) -> None:
    assert entry(seen=seen)["annote"] == f"Seen: {text}."


def test_nothing_to_cite_is_a_comment() -> None:
    assert to_bibtex([]) == "% Nothing to cite: what was asked for rests on no publication.\n"


def test_a_publication_of_which_little_is_known_is_an_entry_too(catalog: Catalog) -> None:
    bare = replace(catalog.sources[0], authors="", year=None, title="", journal="", doi="", pmid="", pmcid="", urls=())
    (found,) = read(to_bibtex([bare])).entries
    assert [field.key for field in found.fields] == ["annote"]
