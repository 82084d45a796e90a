"""The `glutemed` command: the version first, then the command tree; one-line errors and exit codes."""

import sys

from glutemed import __version__

__all__ = ["main"]


def main() -> None:
    """Run the command line and leave with its exit code (docs/reference/exit-codes.md)."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"glutemed {__version__}")
        return
    from glutemed.cli.app import run

    raise SystemExit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
