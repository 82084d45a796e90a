"""Draw the layers of the import contract in pyproject.toml, so that the picture cannot say otherwise than the contract.

`python docs/pictures.py` writes it to docs/layers.svg.
"""

import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORDS = {
    "cli": "options in, text and exit codes out",
    "api": "a request to a checked plan: the library",
    "formats": "every format of a plan",
    "loading": "text to records, or problems",
    "rendering": "records to text and pictures",
    "store": "the log on disk",
    "engine": "makes a plan",
    "checks": "judge a plan",
    "figures": "joint angles to a body in space",
    "errors": "problems as values",
    "model": "the records",
}
"""What each package does, in a few words."""
WIDTH, HEIGHT, STEP, GAP, LEFT = 660, 44, 62, 10, 20
STYLE = """\
.ground{fill:#fff}.box{fill:#eef3f8;stroke:#41586e}.pure{fill:#e3f1e6;stroke:#2f6b41}text{fill:#14202b}
.line{stroke:#41586e}
@media (prefers-color-scheme:dark){.ground{fill:#12181f}.box{fill:#1e2b38;stroke:#9db4c9}
.pure{fill:#1b3324;stroke:#93c9a3}
text{fill:#eef3f8}.line{stroke:#9db4c9}}"""


def contracts() -> tuple[list[list[str]], set[str]]:
    """Return the layers from the top, each with its packages, and the packages that the contract keeps pure."""
    found = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in found if contract["type"] == "layers")
    (pure,) = (contract["source_modules"] for contract in found if contract["type"] == "forbidden")
    return [layer.split(" | ") for layer in layers], {name.removeprefix("glutemed.") for name in pure}


def box(name: str, left: float, top: int, width: float, *, pure: bool) -> list[str]:
    """Return one package: its name above its words."""
    middle, kind = left + width / 2, "pure" if pure else "box"
    return [
        f'<rect class="{kind}" x="{left:g}" y="{top}" width="{width:g}" height="{HEIGHT}" rx="6"/>',
        f'<text x="{middle:g}" y="{top + 18}" font-size="15" font-weight="bold">{name}</text>',
        f'<text x="{middle:g}" y="{top + 35}" font-size="12">{escape(WORDS[name])}</text>',
    ]


def picture() -> str:
    """Return the layers as SVG, light or dark as the reader has it; green is pure."""
    layers, pure = contracts()
    parts, total = [], WIDTH - 2 * LEFT
    for place, packages in enumerate(layers):
        top, width = 16 + place * STEP, (total - GAP * (len(packages) - 1)) / len(packages)
        for column, name in enumerate(packages):
            parts += box(name, LEFT + column * (width + GAP), top, width, pure=name in pure)
        if place:
            parts.append(f'<path class="line" fill="none" d="M{WIDTH / 2:g} {top - 17}v14m-4 -5l4 5l4 -5"/>')
    high = 16 + len(layers) * STEP + 12
    note = "An arrow: may import all below. Side by side: never see each other. Green: no clock, file or random number."
    words = "; ".join(" beside ".join(packages) for packages in layers)
    green = ", ".join(name for packages in layers for name in packages if name in pure)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" width="{WIDTH}" height="{high}" '
        'role="img" aria-labelledby="layers-title layers-desc" font-family="sans-serif" text-anchor="middle">'
    )
    return "\n".join(
        [
            opening,
            '<title id="layers-title">The layers of glutemed</title>',
            f'<desc id="layers-desc">From the top: {words}. {note} Green are {green}.</desc>',
            f"<style>{STYLE}</style>",
            f'<rect class="ground" width="{WIDTH}" height="{high}" rx="8"/>',
            *parts,
            f'<text x="{WIDTH / 2:g}" y="{high - 10}" font-size="12">{note}</text>',
            "</svg>\n",
        ]
    )
