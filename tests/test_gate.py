"""The text gate, from end to end: what deceives never reaches a reader, and every name that people bear does.

The fields of records and the options of commands are found by code, so that a new one is tried by itself.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import pytest
import typer
from rich.cells import cell_len
from tests.loading.kinds import KINDS, Kind, Outcome, outcome, samples
from typing_extensions import is_typeddict  # overlays make theirs with it

from glutemed.cli import system
from glutemed.cli.app import run, tree
from glutemed.errors import UsageError
from glutemed.loading import catalog as files
from glutemed.loading.answers import AnswersFile
from glutemed.loading.merging import merge_overlays
from glutemed.loading.reader import read_text
from glutemed.loading.shortform import Hand
from glutemed.loading.text import clean, gate
from glutemed.model.catalog import Catalog
from glutemed.model.log import LOG_SCHEMA, Log
from glutemed.model.plan import Plan
from glutemed.rendering.entry import to_yaml

HOSTILE = {
    "an escape": "\x1b[31m",
    "an escape of one byte": "\x9b31m",
    "a title": "\x1b]0;x\a",
    "a line feed": "\n",
    "a carriage return": "\r",
    "a delete": "\x7f",
    "a right-to-left override": "\u202e",
    "a right-to-left mark": "\u200f",
    "an isolate": "\u2067",
    "a zero-width space": "\u200b",
    "a stray joiner": "a\u200db",
    "a soft hyphen": "\u00ad",
    "a line separator": "\u2028",
    "a blank letter": "\u3164",
    "a tag": "\U000e0041",
    "a private character": "\ue000",
    "half a surrogate pair": "\ud800",
    "no character": "\uffff",
    "piled marks": "x" + "\u0301" * 50,
    "10 kB": "x" * 10_000,
}
LENGTHS = ("piled marks", "10 kB")
"""What is too much, but not a character that is refused."""


def shows(text: str) -> bool:
    """Return whether a text may go to a terminal."""
    return clean(text.replace("\n", " ")) == text.replace("\n", " ")


@pytest.fixture
def fast(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands take the catalogue that the tests have."""

    def load(*_: Any, overlays: tuple[str, ...] = (), **__: Any) -> Catalog:
        return merge_overlays(catalog, {name: read_text(name) for name in overlays}) if overlays else catalog

    monkeypatch.setattr(files, "load_catalog", load)


# Every text of every record of every kind of file


Path_ = tuple[str | int, ...]


def filled(kind: Any) -> Any:
    """Return data for a type, with every field of every record and one entry in every list."""
    if get_origin(kind) is Annotated:
        bounds = {type(bound).__name__: bound for bound in get_args(kind)[1:]}
        if "Matches" in bounds:
            samples = ("ab", "2-1-2", "12", "PMC12", "0" * 32, "2026-12-01", "2026-12-01T18:04:05.000000Z")
            return next(sample for sample in samples if re.fullmatch(bounds["Matches"].pattern, sample))
        return filled(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return filled(next(part for part in get_args(kind) if part is not NoneType))
    if get_origin(kind) is tuple:
        return [filled(get_args(kind)[0])]
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if get_origin(kind) in (Required, NotRequired):
        return filled(get_args(kind)[0])
    if hasattr(kind, "__dataclass_fields__"):
        return {name: filled(field.type) for name, field in kind.__dataclass_fields__.items()}
    if is_typeddict(kind):
        return {name: filled(hint) for name, hint in get_type_hints(kind, include_extras=True).items()}
    if get_origin(kind) is dict:
        return {"ab": True}
    return {str: "ab", int: 1, float: 1.5, bool: True, Any: True}[kind]


def texts(data: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Return the paths of all texts in data."""
    if isinstance(data, str):
        yield path
    parts: Any = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in parts:
        yield from texts(part, (*path, key))


def with_text(data: Any, path: Path_, text: str) -> Any:
    """Return a copy of data with another text at a path."""
    if not path:
        return text
    copy: Any = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = with_text(copy[path[0]], path[1:], text)
    return copy


def held_by(kind: Kind) -> Any:
    """Return a file's data with every text that its record may hold."""
    own = {Plan: "glutemed.plan/1", Hand: None, Log: LOG_SCHEMA, AnswersFile: "glutemed.answers/1"}
    schema = own.get(kind.record, "glutemed.catalog/1")
    return filled(kind.record) | ({"schema": schema} if schema else {})


RECORDS = [kind for kind in KINDS if kind.record is not None]
LINED = [kind for kind in KINDS if kind.record is None]


def told(found: Outcome, name: str) -> None:
    """Look that a file was refused for a hostile text, with its place, and that nothing of it was printed."""
    assert shows(found.out + found.err)
    assert found.code == 1
    if name == "10 kB":
        assert "x" * 100 not in found.out + found.err
    reasons = ("is not allowed", "are not allowed", "at most", "not valid YAML: ", "not valid JSON: ", "not UTF-8")
    lines = [line for line in (found.out + found.err).splitlines() if any(reason in line for reason in reasons)]
    assert lines


def test_records_have_texts_to_try() -> None:
    counts = {kind.name: len(list(texts(held_by(kind)))) for kind in RECORDS}
    assert min(counts.values()) > 6
    assert counts["built-in catalogue"] > 100
    assert {kind.language for kind in LINED} == {"md"}


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.name)
def test_no_text_of_a_record_carries_what_deceives(kind: Kind, fast: None, tmp_path: Path) -> None:
    data = held_by(kind)
    names = list(HOSTILE)
    for number, path in enumerate(texts(data)):
        for name in {names[number % len(names)], names[number * 7 % len(names)]}:
            held = json.dumps(with_text(data, path, f"ab{HOSTILE[name]}cd"), indent=1, ensure_ascii=number % 2 == 0)
            told(outcome(kind, held.encode("utf-8", "surrogatepass"), tmp_path), name)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.name)
def test_no_key_and_no_tag_carries_what_deceives(kind: Kind, name: str, fast: None, tmp_path: Path) -> None:
    for ascii in (True, False):
        held = json.dumps({f"ab{HOSTILE[name]}cd": 1, **held_by(kind)}, ensure_ascii=ascii)
        told(outcome(kind, held.encode("utf-8", "surrogatepass"), tmp_path), name)


@pytest.mark.parametrize("kind", LINED, ids=lambda kind: kind.name)
def test_no_line_of_a_sheet_carries_what_deceives(kind: Kind, fast: None, catalog: Catalog, tmp_path: Path) -> None:
    lines = samples(catalog)[kind.name].split("\n")
    names = [name for name in HOSTILE if name not in (*LENGTHS, "a line feed", "a carriage return")]
    for number, line in enumerate(lines):
        name = names[number % len(names)]
        held = "\n".join([*lines[:number], f"{line}{HOSTILE[name]}", *lines[number + 1 :]])
        found = outcome(kind, held.encode("utf-8", "surrogatepass"), tmp_path)
        told(found, name)
        assert f"FILE:{number + 1}:" in found.err


FORMATS = ("terminal", "markdown", "json", "github")


@pytest.mark.parametrize("format", FORMATS)
def test_whatever_the_format_of_check(format: str, fast: None, catalog: Catalog, tmp_path: Path) -> None:
    made = samples(catalog)
    for kind in (kind for kind in KINDS if kind.command and kind.command[0] == "check"):
        data = held_by(kind) if kind.record else None
        for name, hostile in HOSTILE.items():
            if name in LENGTHS and data is None:
                continue
            for number, path in enumerate(texts(data)) if data else enumerate([()]):
                if data and (number + list(HOSTILE).index(name)) % 23:
                    continue
                held = json.dumps(with_text(data, path, hostile)) if data else made[kind.name] + f"- {hostile}x"
                found = outcome(kind, held.encode("utf-8", "surrogatepass"), tmp_path, "--format", format)
                assert shows(found.out + found.err)
                assert (found.code, bool(found.out)) == (1, format in ("json", "github") or not data) or not data


# Every text option and argument of every command


BASES: dict[str, tuple[str, ...]] = {
    "plan": ("--goal", "rehab"),
    "why": ("clamshell", "--goal", "rehab"),
    "check": ("PLAN",),
    "swap": ("PLAN", "clamshell"),
    "edit": ("PLAN", "clamshell", "--sets", "2"),
    "show": ("clamshell",),
    "learn": ("four-mistakes",),
    "sources": ("A10",),
    "catalog validate": ("MINE",),
    "log import": ("LOG",),
    "log forget": ("me",),
}
"""The words after a command that it cannot do without, in the order of its arguments."""


def commands(group: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Return every command of the tree that is no group, with its name."""
    for word, command in getattr(group, "commands", {}).items():
        full = f"{name} {word}".strip()
        if hasattr(command, "commands"):
            yield from commands(command, full)
        else:
            yield full, command


COMMANDS = dict(commands(typer.main.get_command(tree())))


def tried_lines(name: str, hostile: str) -> Iterator[list[str]]:
    """Return the command lines of a command with a hostile text in each option and argument in turn."""
    base, arguments = list(BASES.get(name, ())), 0
    for parameter in COMMANDS[name].params:
        if parameter.param_type_name == "argument":
            yield [*name.split(), *base[:arguments], hostile, *base[arguments + 1 :]]
            arguments += 1
        elif not parameter.is_flag:
            yield [*name.split(), *base, f"{parameter.opts[0]}={hostile}"]
    yield [*name.split(), *base, f"--{hostile}"]
    yield [*name.split(), *base, hostile, hostile]
    yield [f"{name.split(maxsplit=1)[0]}{hostile}", *base]


def test_every_command_that_needs_words_has_them() -> None:
    needy = [name for name, command in COMMANDS.items() if any(parameter.required for parameter in command.params)]
    assert needy
    assert [name for name in needy if name not in BASES] == []


@pytest.fixture
def folder(catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan and a catalogue of one's own, in which commands run."""
    monkeypatch.chdir(tmp_path)
    made = samples(catalog)
    (tmp_path / "PLAN").write_text(made["plan"], encoding="utf-8")
    (tmp_path / "MINE").write_text(made["own catalogue"], encoding="utf-8")
    (tmp_path / "LOG").write_text(made["log"], encoding="utf-8")
    monkeypatch.setenv("GLUTEMED_STORE", str(tmp_path / "log.sqlite3"))
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_no_option_or_argument_carries_what_deceives(
    name: str, fast: None, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[str] = []
    monkeypatch.setattr(system, "ask", lambda _: answers.pop() if answers else _end())
    for hostile in (*HOSTILE.values(), "\udcff"):
        if hostile == "\ud800":  # what is no UTF-8 arrives as U+DC80 to U+DCFF
            continue
        for words in tried_lines(name, hostile):
            answers[:] = [hostile] * 5
            code = run(words)
            out, err = capsys.readouterr()
            assert shows(out), words
            assert all(character.isprintable() or character == "\n" for character in err), words
            assert code in (0, 1, 2, 74), words
            assert err.count("\n") < 10 or not code, words
            assert code or words[-1].startswith(("--output=", "--text=", "--store=")), words


def _end() -> str:
    raise UsageError("the answers ended")


# Names that people bear


NAMES = (
    "Ça va",
    "Łukasz Öztürk",
    "Zoë\u0308x".replace("ë\u0308", "e\u0308"),
    "臀中肌",
    "둔근 운동",
    "中殿筋ﾄﾚ",
    "תרגיל",
    "تمرين",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "क्\u200dष",
    "ශ්\u200dරී",
    "അവന്\u200d",
    "👩\u200d⚕\ufe0f",
    "👨🏽\u200d👩🏻\u200d👧",
    "🏳\ufe0f\u200d🌈",
    "🇳🇿",
    "1\ufe0f\u20e3",
    "🤸🏿",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "❤\ufe0f",
)


@pytest.fixture(scope="module")
def named(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A catalogue of one's own that gives every exercise such a name, and the names by id, as they are shown."""
    names = {e.id: f"{NAMES[number % len(NAMES)]} {number}" for number, e in enumerate(catalog.exercises)}
    file = tmp_path_factory.mktemp("own") / "mine.yaml"
    changes = [{"id": id, "name": name} for id, name in names.items()]
    source = {"key": "us2026", "authors": NAMES[15], "year": 2026, "title": NAMES[3], "kind": "note", "seen": "X"}
    text = to_yaml({"schema": "glutemed.catalog/1", "change": changes, "sources": [source]})
    file.write_text(text, encoding="utf-8")
    composed = {id: name.replace("e\u0308", "ë") for id, name in names.items()}
    return file, composed


@pytest.fixture
def shown(
    named: tuple[Path, dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., str]:
    """Run a command over that catalogue, and return what it prints."""
    monkeypatch.setenv("GLUTEMED_CACHE", str(tmp_path_factory.getbasetemp() / "cache of names"))
    monkeypatch.chdir(named[0].parent)

    def call(*words: str, code: int = 0) -> str:
        assert run([*words, "--catalog", "mine.yaml"]) == code
        out, _ = capsys.readouterr()
        assert shows(out.replace("\r\n", "\n"))
        return out

    return call


def test_the_names_pass_the_gate_and_take_few_columns() -> None:
    assert [name for name in NAMES if gate(name)] == []
    assert max(map(cell_len, NAMES)) < 25


@pytest.mark.parametrize("format", ["table", "markdown", "json", "csv"])
def test_a_list_has_every_name_as_it_is_written(
    format: str, shown: Callable[..., str], named: tuple[Path, dict[str, str]]
) -> None:
    out = shown("list", "--format", format)
    assert [name for name in named[1].values() if name not in out] == []


def test_the_columns_of_a_list_stand_below_each_other(shown: Callable[..., str]) -> None:
    ends: dict[str, set[int]] = {}
    head = ""
    for line in shown("list", "--format", "table").splitlines():
        if "Exercise" in line and "Stage" in line:
            head = line
        elif re.search(r"  (?:early|mid|late)", line):
            where = re.search(r"  (?=(?:early|mid|late))", line)
            assert where
            ends.setdefault(head, set()).add(cell_len(line[: where.end()]))
    assert ends
    assert all(columns == {cell_len(head[: head.index("Stage")])} for head, columns in ends.items())


@pytest.mark.parametrize("format", ["table", "markdown", "json"])
def test_a_card_has_the_name(format: str, shown: Callable[..., str], named: tuple[Path, dict[str, str]]) -> None:
    for id, name in list(named[1].items())[: len(NAMES)]:
        assert name in shown("show", id, "--format", format)
        assert name in shown("why", id, "--goal", "rehab", "--format", format.replace("table", "terminal"))


REQUESTS = (("rehab", "early"), ("rehab", "mid"), ("rehab", "late"), ("prevention", None))


@pytest.mark.parametrize("goal, stage", REQUESTS)
def test_a_plan_has_the_names_in_every_format_and_reads_them_back(
    goal: str, stage: str | None, shown: Callable[..., str], named: tuple[Path, dict[str, str]]
) -> None:
    words = ["--goal", goal, *(["--stage", stage] if stage else []), "--weeks", "2"]
    data = json.loads(shown("plan", *words, "--format", "json"))
    items = [
        item
        for week in data["weeks"]
        for session in week["sessions"]
        for block in session["blocks"]
        for item in block["items"]
    ]
    assert [item["name"] for item in items] == [named[1][item["exercise"]] for item in items]
    (named[0].parent / "plan.json").write_text(json.dumps(data), encoding="utf-8")
    for format in ("markdown", "terminal"):
        out = shown("plan", *words, "--format", format)
        assert [item["name"] for item in items if item["name"] not in out] == []
        assert all(cell_len(line) <= 80 for line in out.splitlines()) or format == "markdown"
    (named[0].parent / "plan.md").write_text(shown("plan", *words, "--format", "markdown"), encoding="utf-8")
    for file in ("plan.json", "plan.md"):
        for format in FORMATS:
            shown("check", file, "--format", format)
    changed = shown("edit", "plan.json", items[0]["name"], "--sets", str(items[0]["sets"]), "--format", "json")
    assert items[0]["name"] in changed
    explained = shown("plan", *words, "--explain", "--format", "markdown")
    assert [name for name in named[1].values() if name not in explained] == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_check_names_an_exercise_as_it_is_written(
    format: str, shown: Callable[..., str], named: tuple[Path, dict[str, str]]
) -> None:
    """Doses far beyond any limit are told with the name of the exercise."""
    exercises = [f"{{exercise: {json.dumps(name, ensure_ascii=False)}, sets: 50, reps: 500}}" for name in NAMES]
    days = "".join(f"  - exercises: [{entry}]\n" for entry in exercises[:14])
    (named[0].parent / "hand.yaml").write_text(f"goal: prevention\ndays:\n{days}", encoding="utf-8")
    out = shown("check", "hand.yaml", "--format", format, code=1)
    told = out if format != "json" else "\n".join(one["message"] for one in json.loads(out)["findings"])
    flat = " ".join(told.split())
    assert [name for name in NAMES[:14] if name.replace("e\u0308", "ë") not in flat] == []


@pytest.mark.parametrize("format", ["terminal", "markdown", "json", "bibtex"])
def test_a_source_has_its_authors_and_title(format: str, shown: Callable[..., str]) -> None:
    out = shown("sources", "us2026", "--format", format)
    assert NAMES[15] in out
    assert NAMES[3] in out
