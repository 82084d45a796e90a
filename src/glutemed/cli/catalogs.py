"""Which catalogue a command goes by: the built-in one, under the user's own overlay and those of `--catalog`."""

from typing import TYPE_CHECKING, Annotated

import typer

from glutemed.cli import system

if TYPE_CHECKING:
    from glutemed.model.catalog import Catalog  # --help imports this module, and needs no records

__all__ = ["Catalogs", "all_of", "opened"]

Catalogs = Annotated[
    list[str] | None,
    typer.Option(
        "--catalog",
        help="Your own exercises and changes over the built-in ones; again for more files.",
        metavar="FILE",
    ),
]


def opened(overlays: list[str] | None) -> "Catalog":
    """Return the built-in catalogue under the default overlay, if there is one, and the overlays given, in order.

    Raises ProblemsError with every problem of the files, FileError when one cannot be read.
    """
    from glutemed.loading.catalog import load_catalog

    return load_catalog(overlays=all_of(overlays), cache=system.cache_folder())


def all_of(overlays: list[str] | None) -> list[str]:
    """Return the files that lie over the built-in catalogue, in order: the default overlay, then those given.

    A file that is named twice counts where it stands first.
    """
    own = system.default_overlay()
    files: list[str] = []
    for file in (*([own] if own else []), *(overlays or ())):
        if not any(system.same_file(file, other) for other in files):
            files.append(file)
    return files
