"""The command tree, and how every way that a command can end becomes an exit code."""

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Annotated, Any

import typer

from glutemed.cli import system
from glutemed.errors import GlutemedError, ProblemsError, UsageError, did_you_mean

__all__ = ["COMMANDS", "run", "takes_no", "tree"]

INTERRUPTED = 130

COMMANDS = {
    "plan": "plans:plan",
    "why": "explaining:why",
    "check": "checking:check",
    "swap": "revising:swap",
    "edit": "revising:edit",
    "export": "exporting:export",
    "screen": "screening:screen",
    "session": "guide:session",
    "log": "log:log",
    "next": "adapting:next_week",
    "progress": "progress:progress",
    "list": "catalog:list_exercises",
    "show": "catalog:show",
    "batch": "batch:batch",
    "catalog": "authoring:catalog",
    "sources": "references:sources",
    "learn": "learning:learn",
}
"""Where each command is: its module in this package, and its function."""


def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and leave.")] = False,
    install_completion: Annotated[
        str | None,
        typer.Option(help="Set up Tab completion: for bash, zsh or fish, else for your shell.", metavar="[SHELL]"),
    ] = None,
    show_completion: Annotated[
        str | None, typer.Option(help="Print the script that does it, to be installed by hand.", metavar="[SHELL]")
    ] = None,
) -> None:
    """Exercise programs for the gluteus medius: chosen, dosed, checked and explained.

    \b
    Examples:
      glutemed plan --goal rehab --stage early
      glutemed plan --goal prevention --level intermediate --equipment band,step
      glutemed why single-leg-squat --goal rehab --stage early
      glutemed check my-plan.yaml
      glutemed list --stage early
      glutemed show clam
      glutemed sources boren2011
      glutemed learn four-mistakes
      glutemed catalog new

    A guide, not a diagnosis: with pain that lasts, see a clinician first.
    """
    if version:
        from glutemed import __version__

        typer.echo(f"glutemed {__version__}")
        raise typer.Exit
    if install_completion is not None or show_completion is not None:
        raise UsageError("--install-completion and --show-completion stand alone, with the name of a shell at most")
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit


def tree(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the command tree with some commands, or with all; the modules of others are not imported."""
    made = typer.Typer(
        name="glutemed",
        add_completion=False,  # ours are in cli/completing and cli/shells
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    )
    made.callback(invoke_without_command=True)(root)
    for name in names:
        module, _, function = COMMANDS[name].partition(":")
        found = getattr(import_module(f"glutemed.cli.{module}"), function)
        if isinstance(found, typer.Typer):
            made.add_typer(found, name=name)
        else:
            made.command(name)(found)
    return made


def _named(arguments: list[str]) -> str:
    """Return the first word of a command line, which names the command."""
    return next((word for word in arguments if not word.startswith("-")), "")


def run(arguments: list[str]) -> int:
    """Run a command line and return its exit code; every fault is one line on standard error."""
    try:
        if arguments and arguments[0].partition("=")[0] in ("--install-completion", "--show-completion"):
            from glutemed.cli.shells import set_up

            set_up(arguments)
            return 0
        named = _named(arguments)
        app = tree((named,) if named in COMMANDS else COMMANDS)
        code = app(arguments, standalone_mode=False, prog_name="glutemed")
        if sys.stdout is not None:
            sys.stdout.flush()
        if code == INTERRUPTED:
            return _told("interrupted", INTERRUPTED)
        return code if isinstance(code, int) else 0
    except ProblemsError as error:
        return _told("\n".join(map(str, error.problems)), error.code)
    except GlutemedError as error:
        return _told(" ".join(str(error).split()), error.code)
    except typer.TyperException as error:
        return _told(_usage(error, arguments), 2)
    except (KeyboardInterrupt, typer.Abort):
        return _told("interrupted", INTERRUPTED)
    except (BrokenPipeError, system.ReaderGoneError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MemoryError:
        return _told("out of memory", 74)
    except OSError as error:
        return _told(f"cannot read or write: {error.strerror or error}", 74)
    except Exception as error:
        if os.environ.get("GLUTEMED_DEBUG"):
            raise
        return _told(
            f"a bug in glutemed: {type(error).__name__}: {str(error)[:200]}; "
            "please report it with the command that you ran (GLUTEMED_DEBUG=1 shows more)",
            70,
        )


def _told(message: str, code: int) -> int:
    if sys.stderr is None:
        return code
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(errors="replace")
    try:
        sys.stderr.write(f"glutemed: {system.printable(message)}\n")
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    return code


def _usage(error: typer.TyperException, arguments: list[str]) -> str:
    """Return a usage error of the command tree in one line: what, and what was meant."""
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    first = " ".join(message.split())
    command, known = _named(arguments), list(COMMANDS)
    if first.startswith("No such command") and command in known:
        word, parts = _named(arguments[arguments.index(command) + 1 :]), list(_parts(command))
        meant = f"; did you mean --{word}?" if f"--{word}" in _options(command) else did_you_mean(word, parts)
        return f'there is no "{command} {word[:40]}"; {command} has {", ".join(parts)}{meant}'
    if first.startswith("No such command") and command == "help":
        return 'there is no command "help"; write glutemed --help, or --help after a command: glutemed plan --help'
    if first.startswith("No such command"):
        return f'there is no command "{command[:40]}"; commands: {", ".join(known)}{did_you_mean(command, known)}'
    wrong = getattr(error, "option_name", None)
    if first.startswith("No such option") and wrong:
        options = _options(command)
        where = _where(command, arguments)
        part: Any = getattr(error, "ctx", None)
        if part is not None and part.info_name in _parts(command):
            own = [name for parameter in part.command.params for name in parameter.opts if name.startswith("--")]
            if wrong in options:
                return takes_no(f"{command} {part.info_name}", wrong, own)
            return f"{where}there is no option {wrong[:40]}{did_you_mean(wrong, own)}; see --help"
        if owners := [name for name, one in _parts(command).items() if any(wrong in own.opts for own in one.params)]:
            takers = " and ".join(f"glutemed {command} {name}" for name in owners)
            return f"{command} takes no {wrong[:40]} without a part; what takes it: {takers}; see --help"
        if wrong in options and command in known:
            return f"write {wrong[:40]} after {command}; see --help"
        return f"{where}there is no option {wrong[:40]}{did_you_mean(wrong, options)}; see --help"
    hint = _on_extra(command) if first.startswith("Got unexpected extra argument") else ""
    return f"{_where(command, arguments)}{first[:1].lower()}{first[1:].rstrip('.')}{hint}; see --help"


def _on_extra(command: str) -> str:
    """Return what a word too many may be: a part of a name, or one that should have been an option."""
    found: Any = typer.main.get_command(tree((command,) if command in COMMANDS else ()))
    parts = (found.commands[command], *_parts(command).values()) if command in COMMANDS else ()
    if any(parameter.param_type_name == "argument" for part in parts for parameter in part.params):
        return "; a name of several words stands in quotes"
    return "; it takes options only, such as --goal rehab" if command == "plan" else "; it takes options only"


def takes_no(command: str, option: str, options: Iterable[str]) -> str:
    """Return what is said of an option that a part of a group of commands does not have, with those that it has."""
    own = [name for name in options if name.startswith("--") and name != "--help"]
    takes = f"it takes {', '.join(own)}" if own else "it takes none"
    return f"{command} takes no {option[:40]}; {takes}; see --help"


def _where(command: str, arguments: list[str]) -> str:
    """Return the command, with the part of its group that was named, as a message begins with it."""
    if command not in COMMANDS:
        return ""
    part = _named(arguments[arguments.index(command) + 1 :])
    return f"{command} {part}: " if part in _parts(command) else f"{command}: "


def _parts(command: str) -> dict[str, Any]:
    """Return the commands of a group of commands, by name; of a plain command, and of none, nothing."""
    if command not in COMMANDS:
        return {}
    found: Any = typer.main.get_command(tree((command,)))
    parts: dict[str, Any] = getattr(found.commands[command], "commands", {})
    return parts


def _options(command: str) -> list[str]:
    found: Any = typer.main.get_command(tree((command,) if command in COMMANDS else ()))
    chosen = (found.commands[command], *_parts(command).values()) if command in COMMANDS else (found,)
    parameters = [parameter for one in chosen for parameter in one.params]
    return [name for parameter in parameters for name in parameter.opts if name.startswith("--")]
