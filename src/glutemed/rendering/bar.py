"""The bar of a long run on a terminal: how far it is, how quick, and how long it still takes."""

from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

__all__ = ["Bar"]


class Bar:
    """A line that is drawn again and again while it is entered; `total` in any unit, None where it is not known."""

    def __init__(self, file: TextIO, total: int | None, *, colour: bool) -> None:
        console = Console(file=file, no_color=not colour, highlight=False)
        self._progress = Progress(
            BarColumn(bar_width=24),
            TaskProgressColumn(),
            TextColumn("{task.fields[told]}"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("", total=total, told="")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def at(self, done: int, rows: int, failed: int) -> None:
        """Tell how much is done, of how many rows, and how many of them failed."""
        speed = rows / max(self._progress.tasks[0].elapsed or 0.0, 0.001)
        told = f"{rows:,} rows, {speed:,.0f} a second" + (f", {failed:,} failed" if failed else "")
        self._progress.update(self._task, completed=done, told=told)
