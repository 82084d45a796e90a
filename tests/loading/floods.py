"""Reads the worst files that were found in a process of its own, which has 300 MB, and prints what each took.

Run by test_floods.py, which makes the files: python -m tests.loading.floods FOLDER KIND FILE...
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.loading.kinds import KINDS, outcome

__all__ = ["MEMORY_MAX"]

MEMORY_MAX = 300_000_000


def main(folder: str, name: str, *files: str) -> None:
    """Read files as one kind; print processor seconds, exit code, messages and length of output of each, as JSON."""
    kind = next(kind for kind in KINDS if kind.name == name)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_MAX, MEMORY_MAX))
    found = {}
    with tempfile.TemporaryDirectory() as scratch:
        for file in files:
            raw = (Path(folder) / file).read_bytes()
            begun = time.process_time()
            code, out, err = outcome(kind, raw, Path(scratch))
            found[file] = (time.process_time() - begun, code, err, len(out))
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
