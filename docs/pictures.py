"""Write the pictures that are drawn from code, layers.svg and plan.svg, beside this file: `python docs/pictures.py`."""

from pathlib import Path

import layers
import terminal

HERE = Path(__file__).resolve().parent
PICTURES = {"layers.svg": layers.picture, "plan.svg": terminal.picture}


def main() -> None:
    """Write them."""
    for name, picture in PICTURES.items():
        (HERE / name).write_text(picture(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
