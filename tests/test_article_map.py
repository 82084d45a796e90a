"""docs/article-map.csv: every claim of the article has a home, every pointer opens, every command shows it."""

import csv
import shlex
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from glutemed.checks.catalog import CHECKS as CATALOG_CHECKS
from glutemed.checks.registry import CHECKS
from glutemed.cli.app import run
from glutemed.loading.pages import find_page
from glutemed.model.catalog import Catalog
from glutemed.model.policy import Protocol
from glutemed.model.records import encode

MAP = Path(__file__).resolve().parents[1] / "docs" / "article-map.csv"
CLAIMS = [f"A{number:02}" for number in range(1, 46)]

SECTIONS = [field.name for field in fields(Catalog) if field.name != "fingerprint"]


class Row(NamedTuple):
    """A claim, where it lives, and the command whose output holds the text of `shows`."""

    claim: str
    about: str
    kind: str
    pointer: str
    command: str
    shows: str


class DanglingError(Exception):
    """A pointer leads nowhere, or to what says nothing of its claim."""


def rows() -> list[Row]:
    with MAP.open(encoding="utf-8", newline="") as file:
        head, *found = csv.reader(file)
    assert tuple(head) == Row._fields
    return [Row(*row) for row in found]


def names(entry: Any) -> list[str]:
    """Return what an entry is called in a pointer: id, key, topic, protocol, or the fields that it is the basis of."""
    if isinstance(entry, Protocol):
        return [entry.name.replace(" ", "-")]
    found = [getattr(entry, name) for name in ("id", "key", "topic") if hasattr(entry, name)]
    return [*found, *getattr(entry, "fields", ())]


def cited(data: Any) -> Iterator[str]:
    """Return every key under `sources`, wherever it stands."""
    for name, part in data.items() if isinstance(data, dict) else enumerate(data if isinstance(data, list) else ()):
        if name == "sources":
            yield from part
        else:
            yield from cited(part)


def open_data(catalog: Catalog, claim: str, pointer: str) -> None:
    section, entry, field = pointer.split("/")
    found = [row for row in getattr(catalog, section) if entry in names(row)] if section in SECTIONS else []
    if len(found) != 1:
        raise DanglingError(f"{pointer}: {len(found)} entries")
    if getattr(found[0], field, None) in (None, "", ()):
        raise DanglingError(f"{pointer}: there is nothing in the field")
    if claim not in cited(encode(found[0])):
        raise DanglingError(f"{pointer}: it does not rest on {claim}")


def open_rule(catalog: Catalog, claim: str, pointer: str) -> None:
    if pointer not in {rule for rule, _, _ in CHECKS}:
        raise DanglingError(f"{pointer}: no check has this rule")
    (statement,) = (row for row in catalog.statements if row.id == pointer)
    if claim not in statement.sources:
        raise DanglingError(f"{pointer}: it does not rest on {claim}")


def open_check(catalog: Catalog, claim: str, pointer: str) -> None:
    module, _, name = pointer.partition(":")
    try:
        check: Callable[..., Any] = getattr(import_module(f"glutemed.{module}"), name)
    except (ImportError, AttributeError) as error:
        raise DanglingError(f"{pointer}: {error}") from error
    if check not in CATALOG_CHECKS and check not in [row[1] for row in CHECKS]:
        raise DanglingError(f"{pointer}: no list of checks has it")
    if claim not in (check.__doc__ or ""):
        raise DanglingError(f"{pointer}: its words do not name {claim}")


def open_learn(catalog: Catalog, claim: str, pointer: str) -> None:
    topic, _, title = pointer.partition("#")
    page = find_page(catalog, topic)
    parts = [part for part in page.sections if not title or part.title == title]
    if page.id != topic or not parts:
        raise DanglingError(f"{pointer}: there is no such part")
    if not any(claim in line.sources for part in parts for line in part.cited):
        raise DanglingError(f"{pointer}: it does not rest on {claim}")


OPEN: dict[str, Callable[[Catalog, str, str], None]] = {
    "data": open_data,
    "rule": open_rule,
    "check": open_check,
    "learn": open_learn,
}


def test_every_claim_has_a_home_in_order_and_once_each() -> None:
    found = rows()
    assert list(dict.fromkeys(row.claim for row in found)) == CLAIMS
    assert len(set(found)) == len(found)
    assert {row.kind for row in found} == set(OPEN)
    assert all(all(cell.strip() for cell in row) for row in found)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.claim}-{row.pointer}")
def test_a_pointer_opens_on_what_rests_on_its_claim(catalog: Catalog, row: Row) -> None:
    OPEN[row.kind](catalog, row.claim, row.pointer)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("command", list(dict.fromkeys(row.command for row in rows())))
def test_a_command_shows_what_its_rows_say(
    command: str, cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GLUTEMED_CACHE", str(cache))
    glutemed, *arguments = shlex.split(command)
    assert (glutemed, run(arguments)) == ("glutemed", 0)
    printed = " ".join(capsys.readouterr().out.replace("\\", "").split())
    assert [row for row in rows() if row.command == command and row.shows not in printed] == []


@pytest.mark.parametrize(
    ("kind", "pointer"),
    [
        ("data", "exercises/clamshel/stages"),
        ("data", "exercise/clamshell/stages"),
        ("data", "exercises/clamshell/stage"),
        ("data", "exercises/clamshell/leads_to"),
        ("data", "exercises/hop/stages"),
        ("data", "limits/heavy-gap/value"),
        ("rule", "P99"),
        ("rule", "R-001"),
        ("rule", "P08"),
        ("check", "checks.selection:stables"),
        ("check", "checks.selections:stable"),
        ("check", "checks.registry:check_plan"),
        ("check", "checks.selection:stable"),
        ("learn", "four-mistakes#5. Too much"),
        ("learn", "Four mistakes in training the gluteus medius"),
        ("learn", "mobility"),
    ],
)
def test_a_pointer_that_dangles_is_found(catalog: Catalog, kind: str, pointer: str) -> None:
    with pytest.raises(DanglingError):
        OPEN[kind](catalog, "A30" if pointer.startswith("exercises") else "A01", pointer)


def test_an_empty_field_of_an_entry_that_rests_on_the_claim_dangles(catalog: Catalog) -> None:
    clamshell = catalog.exercise("clamshell")
    assert clamshell
    without = replace(catalog, exercises=(replace(clamshell, stages=()),))
    open_data(catalog, "A30", "exercises/clamshell/stages")
    with pytest.raises(DanglingError, match="nothing in the field"):
        open_data(without, "A30", "exercises/clamshell/stages")
