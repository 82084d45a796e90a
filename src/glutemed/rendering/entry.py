"""Catalogue data as YAML that people go on editing: block style, texts quoted."""

import re
from collections.abc import Iterator
from json import dumps
from typing import Any

__all__ = ["to_yaml"]

_WORD = re.compile(r"(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z]+(?:[-_./][a-z0-9]+)*")


def to_yaml(sections: dict[str, Any]) -> str:
    """Return plain data as a YAML mapping; lists of texts stand one to a line, of words and numbers in brackets."""
    return "".join(f"{line}\n" for line in _lines(sections, ""))


def _lines(data: dict[str, Any], margin: str) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, list) and any(isinstance(one, dict) for one in value):
            yield f"{margin}{key}:"
            for one in value:
                first, *rest = _lines(one, f"{margin}    ")
                yield f"{margin}  - {first.lstrip()}"
                yield from rest
        elif isinstance(value, list) and all(isinstance(one, int) or _WORD.fullmatch(str(one)) for one in value):
            yield f"{margin}{key}: [{', '.join(map(_scalar, value))}]"
        elif isinstance(value, list):
            yield f"{margin}{key}:"
            yield from (f"{margin}  - {_scalar(one)}" for one in value)
        elif isinstance(value, dict):
            yield f"{margin}{key}:"
            yield from _lines(value, f"{margin}  ")
        else:
            yield f"{margin}{key}: {_scalar(value)}"


def _scalar(value: Any) -> str:
    """Return a value as it reads back: plain where it is one word that YAML has no other idea of, else quoted."""
    return value if isinstance(value, str) and _WORD.fullmatch(value) else dumps(value, ensure_ascii=False)
