"""Draws figures on one sheet, for a browser: `python -m tests.figures.sheet ID... -o out.svg` (without ids: all)."""

import argparse
import sys
from collections.abc import Sequence

from glutemed.checks.figures import check_figure
from glutemed.figures.placing import place
from glutemed.figures.words import described
from glutemed.loading.catalog import load_catalog
from glutemed.loading.figures import load_figures, read_figures
from glutemed.loading.reader import read_text
from glutemed.model.figure import Figure
from glutemed.rendering.characters import to_characters
from glutemed.rendering.drawing import to_svg
from glutemed.rendering.svg import escaped, number

WIDE = 272
"""Width of a column of the sheet."""


def sheet(figures: Sequence[tuple[Figure, str]], columns: int) -> str:
    """Return drawings in columns on one sheet, each with its name."""
    parts, tops = list[str](), [0.0] * columns
    for index, (figure, name) in enumerate(figures):
        column = index % columns
        if column == 0:
            tops = [max(tops)] * columns
        drawn = to_svg(figure, name, id=f"f{index}")
        box = drawn.split('viewBox="0 0 ', 1)[1].split('"', 1)[0]
        wide, high = (float(part) for part in box.split())
        scale = min(1.0, (WIDE - 8) / wide)
        x, y = column * WIDE + 4, tops[column]
        parts.append(f'<text x="{x}" y="{number(y + 14)}" font-size="11" font-weight="bold">{escaped(name)}</text>')
        placed = f'<svg x="{x}" y="{number(y + 18)}" width="{number(wide * scale)}" height="{number(high * scale)}" '
        parts.append(drawn.replace("<svg ", placed, 1))
        tops[column] += high * scale + 24
    wide, high = columns * WIDE, max(tops)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {number(high)}" width="{wide}" '
        f'height="{number(high)}" font-family="sans-serif"><title>The drawings of glutemed</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def main(words: Sequence[str] | None = None) -> None:
    """Write a sheet of drawings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*")
    parser.add_argument("-o", "--output", default="figures.svg")
    parser.add_argument("--columns", type=int, default=0)
    parser.add_argument("--angles", action="store_true", help="print the angles of each position, as solved")
    parser.add_argument("--text", action="store_true", help="print alternative text and characters")
    parser.add_argument("--file", help="a file of drawings instead of the built-in one")
    given = parser.parse_args(words)
    catalog = load_catalog()
    names = {exercise.id: exercise.name for exercise in catalog.exercises}
    loaded = read_figures(read_text(given.file), given.file) if given.file else load_figures()
    wanted = given.ids or [id for id in names if loaded.of(id)]
    figures = [(figure, names[id]) for id in wanted if (figure := loaded.of(id))]
    for figure, name in figures if given.angles or given.text else ():
        if given.text:
            print(described(figure, name), to_characters(figure), sep="\n", end="\n\n")
        for placed in place(figure) if given.angles else ():
            print(figure.id, placed.name, {key: round(value) for key, value in placed.angles.items() if round(value)})
    of = {exercise.id: exercise for exercise in catalog.exercises}
    for figure, _ in figures:
        for finding in check_figure(figure, loaded, of[figure.id]):
            print(f"{finding.entry}: {finding.field}: {finding.message}")
    with open(given.output, "w", encoding="utf-8") as file:
        file.write(sheet(figures, given.columns or min(4, len(figures))))


if __name__ == "__main__":
    main(sys.argv[1:])
