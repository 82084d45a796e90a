"""Records: frozen, slotted dataclasses, the bounds on their fields, and the one JSON codec.

A record is a standard dataclass, so that planning never imports pydantic; pydantic validates
the same classes whenever a file is read (docs/decisions/0001-records.md).
"""

import types
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from typing import Annotated, Any, Literal, TypeVar, Union, dataclass_transform, get_args, get_origin

__all__ = ["CODEC", "Between", "Matches", "decode", "encode", "record"]

CODEC = 1
"""Number of the cache's encoding; raised when the shape of any cached record changes."""

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class a record: frozen, slotted, keyword-only, strict and closed when validated."""
    made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    made.__pydantic_config__ = {"strict": True, "extra": "forbid"}  # type: ignore[attr-defined]  # read by pydantic
    return made


class Between:
    """Inclusive bounds: of a number, or of the length of a text or tuple."""

    __slots__ = ("high", "low")

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        schema = handler(source)
        if schema["type"] in ("int", "float"):
            return {**schema, "ge": self.low, "le": self.high}
        return {**schema, "min_length": int(self.low), "max_length": int(self.high)}


class Matches:
    """A regular expression that a text must match as a whole."""

    __slots__ = ("pattern",)

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        return {**handler(source), "pattern": f"^(?:{self.pattern})$"}


def encode(value: Any) -> Any:
    """Return a record, or a tuple of them, as plain JSON data; every field is written."""
    if isinstance(value, tuple):
        return [encode(part) for part in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: encode(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def decode(kind: type[T], data: Any) -> T:
    """Rebuild a record from what `encode` gave for it.

    The data is trusted (it was validated before it was encoded): a missing field takes its
    default, and nothing else is checked.
    """
    decoder = _decoder(kind)
    made: T = data if decoder is None else decoder(data)
    return made


_DECODERS: dict[Any, Callable[[Any], Any] | None] = {}


def _decoder(kind: Any) -> Callable[[Any], Any] | None:
    """Return the function that rebuilds `kind`, or None where plain data already is the value."""
    if kind not in _DECODERS:
        _DECODERS[kind] = _build_decoder(kind)
    return _DECODERS[kind]


def _build_decoder(kind: Any) -> Callable[[Any], Any] | None:
    origin = get_origin(kind)
    if origin is Annotated:
        return _decoder(get_args(kind)[0])
    if origin is tuple:
        part = _decoder(get_args(kind)[0])
        return tuple if part is None else lambda data: tuple(map(part, data))
    if origin in (Union, types.UnionType):
        some = next(arg for arg in get_args(kind) if arg is not type(None))
        inner = _decoder(some)
        return None if inner is None else lambda data: None if data is None else inner(data)
    if origin is Literal or not hasattr(kind, "__dataclass_fields__"):
        return None
    return _record_decoder(kind)


def _record_decoder(kind: Any) -> Callable[[Any], Any]:
    convert = {f.name: decoder for f in fields(kind) if (decoder := _decoder(f.type)) is not None}
    for f in fields(kind):
        if f.default_factory is not MISSING:
            raise TypeError(f"{kind.__name__}.{f.name}: records take plain defaults only")

    def build(data: Any) -> Any:
        return kind(**{name: convert[name](value) if name in convert else value for name, value in data.items()})

    return build
