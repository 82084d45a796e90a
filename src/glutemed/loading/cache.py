"""Decoded records kept on disk, so that the second time is quick. What is amiss is a miss, and never an error."""

import json
import os
from hashlib import sha256
from typing import TypeVar

from glutemed.model.records import condense, decode

__all__ = ["cached", "keep"]

Kept = TypeVar("Kept")


def cached(kind: type[Kept], place: str) -> Kept | None:
    """Return a kept record; anything amiss, the first line not being the sum of the rest included, is a miss."""
    try:
        with open(place, "rb") as file:
            head, _, body = file.read().partition(b"\n")
        if head.decode("ascii") != sha256(body).hexdigest():
            return None
        return decode(kind, json.loads(body))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def keep(record: object, place: str, most: int) -> None:
    """Keep a record in a file for its owner only; of files named alike up to the first "-" the newest `most` stay.

    The folder is made when it is missing. Where nothing can be written, nothing is.
    """
    body = json.dumps(condense(record), ensure_ascii=False, separators=(",", ":")).encode()
    folder, name = os.path.split(place)
    alike = name.partition("-")[0] + "-"
    passing = f"{place}.{os.getpid()}"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(sha256(body).hexdigest().encode() + b"\n" + body)
        os.replace(passing, place)
        kept = sorted(
            (entry for entry in os.scandir(folder) if entry.name.startswith(alike)),
            key=lambda entry: entry.stat().st_mtime_ns,
        )
        for entry in kept[:-most]:
            os.unlink(entry.path)
    except OSError:
        return
