"""Whose log, and where it is: the options that every command about training takes."""

from typing import TYPE_CHECKING, Annotated

import typer

from glutemed.cli import system

if TYPE_CHECKING:
    from glutemed.model.log import Person
    from glutemed.store.log import Store  # --help imports this module, and opens no log

__all__ = ["PersonName", "StoreFile", "kept", "latest", "named", "opened_log"]

LATEST = 64
"""Sessions that are read to go by: more than the recent weeks have, and those before a break."""
PROGRAMS = 8
"""Programs that are read, which is as many weeks: the four back after a break, and those before it."""

PersonName = Annotated[
    str | None, typer.Option("--person", help="Whose log it is; one file keeps many people's. [me]", metavar="NAME")
]
StoreFile = Annotated[
    str | None,
    typer.Option("--store", help="The file of the log. [GLUTEMED_STORE, else in your data folder]", metavar="FILE"),
]


def named(person: str | None) -> str:
    """Return the name that a log is kept under; UsageError when it is no name."""
    if person is None:
        from glutemed.engine.commands import ME

        return ME
    from glutemed.loading.requests import read_name

    return read_name("--person", person)


def opened_log(store: str | None) -> "Store":
    """Return the log in the file given, or in the usual one; it is a context manager, and opens at the first use."""
    from glutemed.store.log import Store

    return Store(system.store_file(store))


def latest(log: "Store", name: str) -> "Person":
    """Return the latest of a person's log; UsageError that says what to do where there is none."""
    return kept(log, name, log.person(name, latest=LATEST, programs=PROGRAMS))


def kept(log: "Store", name: str, person: "Person | None") -> "Person":
    """Return what is kept of a person; UsageError that says whom the log knows, and how to begin, where nothing is."""
    if person is not None:
        return person
    from glutemed.engine.today import begin
    from glutemed.errors import UsageError

    known = ", ".join(log.people()[:8])
    raise UsageError(f"nothing is in the log of {name} yet{f'; it knows {known}' if known else ''}; {begin(name)}")
