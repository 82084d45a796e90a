"""The `glutemed` command: the version first, then the command tree; one-line errors and exit codes."""

import gc
import os
import sys

from glutemed import __version__

__all__ = ["main"]


def main() -> None:
    """Run the command line and leave with its exit code (docs/reference/exit-codes.md).

    Nothing looks for circles of objects, neither meanwhile nor at the end: a command makes hardly any, and the search
    takes a fifth of its time (docs/decisions/0002-startup-budget.md).
    """
    if "_GLUTEMED_COMPLETE" in os.environ:  # a shell's script of ours asks what may come next
        gc.disable()
        from glutemed.cli.completing import answer

        answer(os.environ["_GLUTEMED_COMPLETE"], sys.argv[1:])
        return
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"glutemed {__version__}")
        return
    gc.disable()
    from glutemed.cli.app import run

    code = run(sys.argv[1:])
    gc.freeze()
    raise SystemExit(code)


if __name__ == "__main__":
    main()
