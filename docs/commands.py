"""The generated part about commands: what the help of each says, and where its output is shown."""

from collections.abc import Iterator
from typing import Any

import examples
import typer
from tables import plain, table

from glutemed.cli.app import tree


def all_commands(group: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Return every command of a group by its name, those of groups within it after them."""
    for part, command in group.commands.items():
        yield f"{name}{part}", command
        if hasattr(command, "commands"):
            yield from all_commands(command, f"{name}{part} ")


def commands() -> str:
    """Return each command with what its help says, text, examples and options, and where its output is shown."""
    every = dict(all_commands(typer.main.get_command(tree())))
    lines = []
    for name, command in every.items():
        example = examples.best(name, list(every))
        text, _, usual = (command.help or "").partition("\b\n")
        lines += [
            f"## glutemed {name}",
            "",
            text.strip(),
            "",
            "```text",
            usual.replace("\b\n", "").strip(),
            "```",
            "",
            *((f"With its output: {examples.link(example)}.", "") if example else ()),
        ]
        rows = [
            (", ".join(f"`{option}`" for option in parameter.opts), plain(getattr(parameter, "help", None) or ""))
            for parameter in command.params
        ]
        lines += [table(("Option or argument", "Meaning"), rows), ""] if rows else []
    return "\n".join(lines)
