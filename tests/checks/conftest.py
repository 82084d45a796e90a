"""How the tests of the checks break things: parts of a plan or catalogue replaced by their JSON pointer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import pytest

T = TypeVar("T")


@pytest.fixture(scope="session")
def edited() -> Callable[..., Any]:
    """Copy a record with the parts at some JSON pointers changed, in turn.

    `/weeks/0/sessions/1` counts from 0; `/limits/heavy-gap/value` finds a row by its id, or by its
    name where it has no id. A mapping changes the named fields of the part, a function makes the
    new part from the old one, anything else takes its place.
    """

    def edit(record: T, edits: Mapping[str, object]) -> T:
        for pointer, change in edits.items():
            record = _put(record, pointer.split("/")[1:], change)
        return record

    return edit


def _put(part: Any, keys: list[str], change: object) -> Any:
    if not keys:
        if isinstance(change, Mapping):
            return replace(part, **change)
        return change(part) if callable(change) else change
    key, rest = keys[0], keys[1:]
    if not isinstance(part, tuple):
        return replace(part, **{key: _put(getattr(part, key), rest, change)})
    index = int(key) if key.isdigit() else [getattr(row, "id", None) or row.name for row in part].index(key)
    return (*part[:index], _put(part[index], rest, change), *part[index + 1 :])
