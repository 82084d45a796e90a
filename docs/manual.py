"""The man pages: glutemed.1, and one for each command, made of the command tree and of tables in the docs.

Written into docs/man by `python3 dev man`; the wheel carries them to share/man/man1.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

import typer

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src")]

from glutemed import __version__
from glutemed.cli.app import tree

FOLDER = HERE / "man"
FIRST = "2026-11-23"
"""The date of pages before the first release."""
SIGNS = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq"}
"""Signs that troff takes for its own, or prints as another."""
EXAMPLE = 73
"""Columns of an example: 80 without the margin."""
ENDS = {"examples": "Examples", "codes": "Exit status"}
FILES = (
    ("~/.config/glutemed/catalog.yaml", "Your own exercises, over the built-in ones."),
    ("~/.local/share/glutemed/log.sqlite3", "The log: programs, sessions, screenings. Readable by you only."),
    ("~/.local/share/glutemed/completion.bash, completion.zsh", "Tab completion, where it is installed."),
    ("~/.cache/glutemed", "The decoded catalogue; it may be deleted at any time."),
)
FOLDERS = "These are the places on Linux. The variables XDG_CONFIG_HOME, XDG_DATA_HOME and XDG_CACHE_HOME move them."


def pages() -> dict[str, str]:
    """Return every man page by the name of its file."""
    root: Any = typer.main.get_command(tree())
    found = {"glutemed.1": _overview(root)}
    for name, command in root.commands.items():
        found[f"glutemed-{name}.1"] = _page(name, command)
    return found


def escaped(text: str) -> str:
    """Return text for troff: every sign stands for itself, also a dot or a quote at the beginning of a line."""
    signs = (sign if sign.isascii() else f"\\[u{ord(sign):04X}]" for sign in text)
    return _guarded("".join(SIGNS.get(sign, sign) for sign in signs))


def _guarded(line: str) -> str:
    return f"\\&{line}" if line.startswith(".") else line


def _overview(root: Any) -> str:
    """Return glutemed.1."""
    return _joined(
        _head("glutemed", "exercise programs for the gluteus medius"),
        _title("Synopsis"),
        [r"\fBglutemed\fR \fICOMMAND\fR [\fIOPTIONS\fR]", ".br", r"\fBglutemed\fR \fICOMMAND\fR \fB\-\-help\fR"],
        _title("Description"),
        *(_told(kind, body) for kind, body in _blocks(root.help) if kind == "text"),
        _title("Commands"),
        *(_item([f"{_bold(f'glutemed-{name}')}(1)"], _first(one.help)) for name, one in root.commands.items()),
        _title("Options"),
        _options(root),
        _title("Exit status"),
        *(_item([_bold(row[0])], row[1]) for row in _rows("reference/exit-codes.md", "Code")),
        _title("Environment"),
        *(_item([_bold(row[0])], row[1]) for row in _rows("start.md", "Variable")),
        _title("Files"),
        *(_item([f"\\fI{escaped(name)}\\fR"], text) for name, text in FILES),
        _told("text", FOLDERS),
        _title("Examples"),
        *(_told(kind, body) for kind, body in _blocks(root.help) if kind == "examples"),
        _title("See also"),
        [",\n".join(f"{_bold(f'glutemed-{name}')}(1)" for name in root.commands)],
    )


def _page(name: str, command: Any) -> str:
    """Return the page of a command, with those of its group."""
    parts = getattr(command, "commands", {})
    lines = [
        _head(f"glutemed-{name}", _small(_first(command.help))),
        _title("Synopsis"),
        _synopsis(name, command),
        *([".br", *_synopsis(f"{name} {part}", one)] for part, one in parts.items()),
        _title("Description"),
        *(_told(kind, body) for kind, body in _blocks(command.help) if kind in ("text", "code")),
        _title("Options"),
        _options(command),
    ]
    if parts:
        lines += [_title("Commands")]
    for part, one in parts.items():
        lines += [[f'.SS "{escaped(f"{name} {part}")}"']]
        lines += [_told(kind, body) for kind, body in _blocks(one.help) if kind in ("text", "code")]
        lines += [[".PP", "Options:"], _options(one)]
        for title, body in _ends(one.help):
            lines += [[".PP", f"{title}:"], body]
    for title, body in _ends(command.help):
        lines += [_title(title), body]
    return _joined(*lines, _title("See also"), [_bold("glutemed") + "(1)"])


def _head(name: str, what: str) -> list[str]:
    log = (HERE.parent / "CHANGELOG.md").read_text(encoding="utf-8")
    dated = re.search(r"^## \[[0-9.]+\] - ([0-9-]{10})", log, re.MULTILINE)
    return [
        '.\\" Made by docs/manual.py; change the help of the command, and run: python3 dev man',
        f'.TH {escaped(name.upper())} 1 {dated[1] if dated else FIRST} "glutemed {__version__}" "glutemed manual"',
        ".ad l",
        ".SH NAME",
        *wrap(f"{escaped(name)} \\- {escaped(what)}", 78, break_on_hyphens=False),
    ]


def _title(text: str) -> list[str]:
    return [f".SH {text.upper()}"] if " " not in text else [f'.SH "{text.upper()}"']


def _synopsis(name: str, command: Any) -> list[str]:
    """Return how a command is written."""
    words = [_bold(f"glutemed {name}"), r"[\fIOPTIONS\fR]"]
    for one in command.params:
        if one.param_type_name == "argument":
            metavar = one.metavar.strip("[]")
            dots = "..." if one.nargs == -1 else ""
            word = f"\\fI{escaped(metavar.replace('...', '').strip('[]'))}\\fR{dots}"
            words.append(word if one.required else f"[{word}]")
    return [" ".join(words)]


def _options(command: Any) -> list[str]:
    """Return the arguments and options of a command, each with its help."""
    lines: list[str] = []
    for one in sorted(command.params, key=lambda one: one.param_type_name != "argument"):
        names = sorted(one.opts, key=len) if one.param_type_name == "option" else []
        value = "" if getattr(one, "is_flag", False) else f" \\fI{escaped(one.metavar or 'FILE')}\\fR"
        tag = ", ".join(map(_bold, names)) + value
        lines += _item([tag.strip()], one.help or "")
    return [*lines, *_item([f"{_bold('-h')}, {_bold('--help')}"], "Show the options and examples of the command.")]


def _item(tags: list[str], text: str) -> list[str]:
    return [".TP", *tags, *_wrapped(text)]


def _blocks(help: str) -> Iterator[tuple[str, str]]:
    """Return the parts of a help text in order: text, code, examples, codes."""
    for part in re.split(r"\n\s*\n", help.strip()):
        head, _, rest = part.removeprefix("\b\n").partition("\n")
        if not part.startswith("\b\n"):
            yield "text", part
        elif head == "Examples:":
            yield "examples", rest
        elif head.startswith("Exit codes:"):
            yield "codes", part.removeprefix("\b\nExit codes:")
        else:
            yield "text", head
            yield "code", rest


def _ends(help: str) -> Iterator[tuple[str, list[str]]]:
    """Return the examples and exit codes of a help text, each with its title."""
    for kind, body in _blocks(help):
        if kind in ENDS:
            yield ENDS[kind], _told(kind, body)


def _told(kind: str, body: str) -> list[str]:
    """Return a part of a help text."""
    if kind == "text":
        return [".PP", *_wrapped(body)]
    if kind == "codes":
        found = re.findall(r"([0-9]+) (.*?)(?:;\s+(?=[0-9])|\.?$)", " ".join(body.split()))
        return [line for code, text in found for line in _item([_bold(code)], f"{text[:1].upper()}{text[1:]}.")]
    indent = min(len(line) - len(line.lstrip()) for line in body.split("\n"))
    return [".PP", ".EX", *(_example(line[indent:]) for line in body.split("\n")), ".EE"]


def _example(line: str) -> str:
    """Return a line of an example; one that is too long for 80 columns with its margin is broken for the shell."""
    if len(line) <= EXAMPLE:
        return escaped(line)
    kept = re.sub(r"( -[\w-]+) (?!-)", "\\1\xa0", line)  # an option stays with its value
    first, *rest = (escaped(part.replace("\xa0", " ")) for part in wrap(kept, EXAMPLE - 6, break_on_hyphens=False))
    return first + "".join(f" \\e\n    {part}" for part in rest)


def _wrapped(text: str) -> list[str]:
    """Return a text in lines; words in backticks or in links of Markdown are plain."""
    words = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", text).replace("`", "")
    lines = wrap(escaped(" ".join(words.split())), 78, break_on_hyphens=False, break_long_words=False)
    return list(map(_guarded, lines))


def _rows(page: str, head: str) -> Iterator[list[str]]:
    """Return the rows of the table of a page that has this head."""
    lines = (HERE / page).read_text(encoding="utf-8").split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {head} |"))
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            return
        yield [cell.strip().strip("`") for cell in line.strip("|").split(" | ")]


def _bold(text: str) -> str:
    return f"\\fB\\%{escaped(text)}\\fR"


def _first(text: str) -> str:
    """Return the first sentence of a help text."""
    return f"{' '.join(text.strip().split(chr(10) * 2)[0].split()).partition('. ')[0].rstrip('.')}."


def _small(sentence: str) -> str:
    """Return a sentence as the line of NAME has it."""
    return (sentence[:1].lower() + sentence[1:]).rstrip(".")


def _joined(*parts: Iterable[str]) -> str:
    text = "\n".join(line for part in parts for line in part) + "\n"
    return re.sub(r"^(\.S[HS] .*\n)\.PP\n", r"\1", text, flags=re.MULTILINE)  # a section is a paragraph already


def write() -> None:
    """Write every page, and take away those of commands that are gone."""
    found = pages()
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.1"):
        if old.name not in found:
            old.unlink()
    for name, text in found.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
