"""How the documentation is built.

A line `% generated: NAME` in a page is replaced by what the function of that name in parts.py
returns. A field that a page must explain (explained.py) is warned of when it does not, and warnings end the build.
"""

import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

from explained import unexplained
from parts import GENERATED

from glutemed import __version__

project = "glutemed"
author = "The glutemed authors"
version = release = __version__
copyright = "2026, The glutemed authors"
extensions = ["myst_parser"]
myst_enable_extensions = ["deflist", "fieldlist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"glutemed {version}"
html_copy_source = False
html_show_sourcelink = False

MARK = "% generated: "


def fill(_: Sphinx, page: str, source: list[str]) -> None:
    """Put the generated parts into a page, and warn of names that it does not explain."""
    for name in unexplained(page, source[0]):
        logging.getLogger(__name__).warning("%s is not explained", name, location=page)
    source[0] = "\n".join(
        GENERATED[line.removeprefix(MARK).strip()]() if line.startswith(MARK) else line
        for line in source[0].split("\n")
    )


def setup(sphinx: Sphinx) -> None:
    """Tell Sphinx about the generated parts."""
    sphinx.connect("source-read", fill)
