"""Measure what a catalogue of 80 to 1,000 entries costs: to validate, in time and memory, and to plan with.

Planning is a ratio to the built-in catalogue, both cached, in turn, on one core. A line is fitted to each cost:
where no size is far off it, the cost grows in proportion to the entries.
Usage: python3 dev bench [--pairs N]
"""

import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measuring import GLUTEMED, OFF_THE_LINE, environment_in, fitted, mark, paired, pairs_asked, run

from glutemed.loading.catalog import load_catalog
from glutemed.model.catalog import Catalog
from glutemed.model.records import encode
from glutemed.rendering.entry import to_yaml

SIZES = (80, 160, 320, 640, 1_000)
SECONDS, MEGABYTES, RATIO = 2.0, 300, 2.0
"""Budgets at 1,000 entries: to validate, and to plan beside the built-in catalogue."""
PLAN = (GLUTEMED, "plan", "--goal", "prevention")


def own_file(catalog: Catalog, size: int) -> str:
    """Return a catalogue file that brings the built-in exercises to a number of entries, by copies of them."""
    copied = [one for one in catalog.exercises if one.position != "standing" and one.leads_to is None]
    entries = []
    for number in range(size - len(catalog.exercises)):
        entry: dict[str, Any] = encode(copied[number % len(copied)])
        entry |= {"id": f"own-{number}", "name": f"Own {number}", "aliases": [f"mine {number}"]}
        entry |= {"easier": [f"own-{number - 1}"] if number % 5 else [], "harder": []}
        entry |= {"forms": [], "conditions": [note for note in entry["conditions"] if not note["form"]]}
        for basis in entry["stages"]:
            basis |= {"basis": "ruling", "sources": ["own"]}
        entries.append(_without_defaults(entry))
    return to_yaml({"schema": "glutemed.catalog/1", "exercises": entries})


def _without_defaults(value: Any) -> Any:
    """Return data as people write it: without empty fields, those that a load has to have excepted."""
    if isinstance(value, list):
        return [_without_defaults(part) for part in value]
    if not isinstance(value, dict):
        return value
    needed = ("where", "start") if value.keys() == {"kind", "where", "start"} else ()
    return {
        name: _without_defaults(part) for name, part in value.items() if name in needed or part not in ([], None, "")
    }


def main() -> None:
    """Print one line for each size, then the line through them."""
    pairs, catalog = pairs_asked(__doc__, most=11), load_catalog()
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_in(folder)
        print(f"\n{'entries':<16} {'validate':>8}  {'memory':>7}   {'plan':>6}   (times the built-in, {pairs} pairs)")
        checking: list[float] = []
        planning: list[float] = []
        for size in SIZES:
            file = _written(folder, catalog, size)
            checks = [run([GLUTEMED, "catalog", "validate", file], environment) for _ in range(3)]
            validate, memory = min(one.seconds for one in checks), max(one.megabytes for one in checks)
            ratio = paired([*PLAN, "--catalog", file], PLAN, environment, pairs).ratio
            checking.append(validate)
            planning.append(ratio)
            within = size < SIZES[-1] or (validate <= SECONDS and memory <= MEGABYTES and ratio <= RATIO)
            print(f"{size:<16} {validate:>6.2f} s  {memory:>4.0f} MB   {ratio:>6.2f}{'' if within else '  over'}")
    print(f"{'budget at 1,000':<16} {SECONDS:>6.2f} s  {MEGABYTES:>4} MB   {RATIO:>6.2f}")
    for name, unit, costs in (("validate", "s", checking), ("plan", "times", planning)):
        line = fitted(SIZES, costs)
        told = f"{line.fixed:.3f} {unit}, and {100 * line.each:.4f} for 100 entries; off by {line.off:.0%} at most"
        print(f"{name:<16} {told} (budget {OFF_THE_LINE:.0%}){mark(line.off, OFF_THE_LINE)}")


def _written(folder: str, catalog: Catalog, size: int) -> str:
    file = Path(folder) / f"own-{size}.yaml"
    file.write_text(own_file(catalog, size), encoding="utf-8")
    return str(file)


if __name__ == "__main__":
    main()
