"""Give damaged files and command lines to glutemed, for minutes, and keep what breaks it.

Usage: python3 dev fuzz [--minutes N] [--target NAME] [--seed N]

Every target of targets.py has its turn, again and again, each time with a fresh seed. A find is made
as small as it can be, and written to tests/fuzz/corpus, whose files every run of the tests tries. The
exit code is 1 when there was a find.
"""

import argparse
import random
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from tests.fuzz.targets import TARGETS, Target, ready, try_input

import glutemed

__all__ = ["CORPUS", "Score", "fuzzed", "main"]

CORPUS = Path(__file__).with_name("corpus")
PACKAGE = Path(glutemed.__file__).parent
BATCH = 60
"""Inputs of a target in one turn."""
SHOWN_EVERY = 30.0


class Raw(bytes):
    """An input that hypothesis does not write out."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{len(self)} bytes"


@dataclass
class Score:
    """What came of a target: inputs tried, seconds, and its finds by kind with the file that shows each."""

    inputs: int = 0
    seconds: float = 0.0
    finds: dict[str, str] = field(default_factory=dict)


def fuzzed(name: str, target: Target, number: int, inputs: int, score: Score, corpus: Path = CORPUS) -> None:
    """Try some inputs of a target that follow from a number; a find is written to the corpus, and told."""
    last = [b""]

    @seed(number)
    @settings(
        max_examples=inputs,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(target.inputs().map(Raw))
    def each(raw: bytes) -> None:
        score.inputs += 1
        last[0] = bytes(raw)
        try_input(target, raw)

    begun = time.perf_counter()
    try:
        each()
    except Exception as error:  # noqa: BLE001  # any exception is a find
        _keep(name, error, last[0], score, corpus)
    score.seconds += time.perf_counter() - begun


def _keep(name: str, error: Exception, raw: bytes, score: Score, corpus: Path) -> None:
    """Write a find to the corpus, once for each place in the source that it comes from, and tell it."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(PACKAGE)
    ]
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    kind = (
        f"{type(error).__name__} {where} {str(error).splitlines()[0][:100] if not where and str(error) else ''}".strip()
    )
    if kind in score.finds:
        return
    file = corpus / f"{name}.{sha256(raw).hexdigest()[:12]}"
    file.write_bytes(raw)
    score.finds[kind] = file.name
    print(f"find in {name}: {kind}: {str(error)[:300]}\n  input: {file}", flush=True)


def main(arguments: Sequence[str], targets: dict[str, Target] = TARGETS, corpus: Path = CORPUS) -> int:
    """Fuzz for some minutes; return 1 when there was a find."""
    options = _options(arguments, targets)
    numbers = random.Random(options.seed)
    chosen = {options.target: targets[options.target]} if options.target else targets
    scores = {name: Score() for name in chosen}
    end = time.monotonic() + 60 * options.minutes
    shown = time.monotonic() + SHOWN_EVERY
    print(f"seed {options.seed}", flush=True)
    with ready():
        turn = 0
        while turn < len(chosen) or time.monotonic() < end:
            name = list(chosen)[turn % len(chosen)]
            fuzzed(name, chosen[name], numbers.randrange(2**32), BATCH, scores[name], corpus)
            turn += 1
            if time.monotonic() > shown:
                shown += SHOWN_EVERY
                left = max(0, round(end - time.monotonic()))
                print(f"{_sum(scores)} ({left} s left)", flush=True)
    print()
    for name, score in scores.items():
        print(f"  {name:<12} {score.inputs:>9,} inputs {score.seconds:>7.0f} s {len(score.finds):>4} finds")
    print(_sum(scores))
    return 1 if any(score.finds for score in scores.values()) else 0


def _sum(scores: dict[str, Score]) -> str:
    inputs = sum(score.inputs for score in scores.values())
    return f"{inputs:,} inputs, {sum(len(score.finds) for score in scores.values())} finds"


def _options(arguments: Sequence[str], targets: dict[str, Target]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 dev fuzz", description="Give damaged input to glutemed.")
    parser.add_argument("--minutes", type=float, default=5.0, help="how long; every target has one turn at least. [5]")
    parser.add_argument("--target", choices=tuple(targets), help="one target only")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32), help="to do a run again")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
