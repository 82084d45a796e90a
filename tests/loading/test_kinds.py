"""What a file of another kind is told as, by every command that reads files: our own formats, and what is near them."""

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from glutemed.cli.app import run
from glutemed.loading.kinds import OURS, TAKEN, Wanted

PLAN = ("plan", "--goal", "rehab", "--stage", "early", "--start", "2026-12-01")
MADE = {
    "plan.json": PLAN,
    "plan.csv": PLAN,
    "plan.ics": PLAN,
    "plan.html": PLAN,
    "plan.md": PLAN,
    "plan.txt": PLAN,
    "plan.fhir.json": PLAN,
    "clam.svg": ("show", "clamshell", "--format", "svg"),
    "schema.json": ("plan", "--schema"),
}
WRITTEN = {
    "empty.json": b"",
    "blank.yaml": b"\n  \n",
    "photo.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "scan.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "ascii.pdf": b"%PDF-1.4\n1 0 obj\n",
    "letter.docx": b"PK\x03\x04\x14\x00\x06\x00",
    "log.sqlite3": b"SQLite format 3\0\x10\0",
    "answers.yaml": b"schema: glutemed.answers/1\nfacts: {}\n",
    "own.yaml": b"schema: 'glutemed.catalog/1'\nname: ours\nfacts: []\n",
    "log.json": b'{"schema":"glutemed.log/1",\n"people": 5}\n',
    "table.csv": b"id,goal,stage\n1,rehab,earl\n",
    "people.txt": b"id;goal;stage\n1;rehab;earl\n",
    "rows.jsonl": b'{"id": "1", "goal": "rehap"}\n{"id": "2", "goal": "rehap"}\n',
}
SEEMS = {
    "plan.json": f"this is {OURS['plan']}",
    "plan.csv": "this is a plan as a table",
    "plan.ics": "this is a calendar",
    "plan.html": "this is a web page",
    "plan.md": f"this is {OURS['sheet']}",
    "plan.txt": "this is a plan as the terminal shows it",
    "plan.fhir.json": "this is a record for clinics (FHIR)",
    "clam.svg": "this is a picture (SVG)",
    "schema.json": "this is a JSON Schema",
    "empty.json": "the file is empty",
    "blank.yaml": "the file is empty",
    "photo.png": "this is a picture (PNG)",
    "scan.pdf": "this is a PDF",
    "ascii.pdf": "this is a PDF",
    "letter.docx": "this is a ZIP archive, as files of Word, Excel and LibreOffice are",
    "log.sqlite3": "this is a database, as the log itself is",
    "answers.yaml": f"this is {OURS['answers']}",
    "own.yaml": f"this is {OURS['catalog']}",
    "log.json": f"this is {OURS['log']}",
    "table.csv": "this is a table",
    "people.txt": "this is a table",
    "rows.jsonl": f"this is {OURS['rows']}",
}
READERS: dict[Wanted, list[tuple[str, ...]]] = {
    "plan": [
        ("export", "FILE"),
        ("check", "FILE"),
        ("swap", "FILE", "clamshell"),
        ("edit", "FILE", "clam", "--sets", "2"),
    ],
    "log": [("log", "import", "FILE", "--store", "STORE")],
    "catalog": [("catalog", "validate", "FILE"), ("list", "--catalog", "FILE")],
    "answers": [("screen", "--answers", "FILE", "--no-save", "--store", "STORE")],
    "rows": [("batch", "FILE")],
}
TAKES = {
    "plan": ["plan.json", "plan.md"],
    "log": ["log.json"],
    "catalog": ["own.yaml"],
    "answers": ["answers.yaml"],
    "rows": ["table.csv", "people.txt", "rows.jsonl"],
}
NO_TEXT = ["photo.png", "scan.pdf", "letter.docx", "log.sqlite3"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file of each kind."""
    made = tmp_path_factory.mktemp("kinds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLUTEMED_CACHE", str(tmp_path_factory.mktemp("cache")))
        for name, command in MADE.items():
            assert run([*command, "-o", str(made / name)]) == 0
    for name, raw in WRITTEN.items():
        (made / name).write_bytes(raw)
    (made / "folder").mkdir()
    return made


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("GLUTEMED_CACHE", str(folder.parent / "decoded"))
    monkeypatch.chdir(folder)


def told(command: tuple[str, ...], name: str) -> tuple[int, str]:
    """Return the exit code, and what is told of a file."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([{"FILE": name, "STORE": "none.sqlite3"}.get(word, word) for word in command])
    assert out.getvalue() == ""
    return code, err.getvalue()


@pytest.mark.parametrize(
    ("wanted", "command", "name"),
    [
        (kind, one, name)
        for kind, command in READERS.items()
        for one in command
        for name in SEEMS
        if name not in TAKES[kind]
    ],
)
def test_a_file_of_another_kind_is_told_as_what_it_seems_to_be_with_what_is_taken(
    wanted: Wanted, command: tuple[str, ...], name: str
) -> None:
    place, takes = f"{name}:1:1", TAKEN[wanted]
    if name in NO_TEXT and wanted != "rows":
        place, takes = name, "what is read here is text: JSON, YAML or Markdown"
    assert told(command, name) == (1, f"glutemed: {place}: {SEEMS[name]}; {takes}\n")


@pytest.mark.parametrize("command", [one for commands in READERS.values() for one in commands])
def test_a_folder_is_told_to_be_one(command: tuple[str, ...]) -> None:
    assert told(command, "folder") == (74, "glutemed: cannot read folder: it is a folder; name a file in it\n")
