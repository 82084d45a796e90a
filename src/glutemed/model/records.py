"""Records: frozen, slotted dataclasses, the bounds on their fields, and the one JSON codec.

A record is a standard dataclass, so that planning never imports pydantic; pydantic validates
the same classes whenever a file is read (docs/decisions/0001-records.md). `dataclass` writes six
methods for each class, which costs more at start-up than all that planning does; records share
five of them, and `__init__` is written when a class is first used.
"""

import types
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from typing import Annotated, Any, ClassVar, Literal, TypeVar, Union, dataclass_transform, get_args, get_origin

__all__ = ["CODEC", "Between", "Matches", "condense", "decode", "encode", "record", "to_json"]

CODEC = 8
"""Number of the cache's encoding; raised when the shape of any cached record changes."""

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class a record: frozen, slotted, keyword-only, strict and closed when validated."""
    made: Any = dataclass(slots=True, kw_only=True, init=False, repr=False, eq=False)(cls)
    made.__pydantic_config__ = {"strict": True, "extra": "forbid"}
    for method in (_first_init, _refuse_set, _refuse_delete, _equal, _hash, _show, _reduce):
        setattr(made, _METHODS[method], method)
    return made  # type: ignore[no-any-return]  # the same class, with slots


def _first_init(self: Any, **values: Any) -> None:
    """Write the class's own `__init__`, which stands from now on, and run it."""
    cls = type(self)
    defaults = {f"_{f.name}": f.default for f in fields(cls) if f.default is not MISSING}
    heads = (f"{f.name}=_{f.name}" if f.default is not MISSING else f.name for f in fields(cls))
    lines = (f" put_{f.name}(self, {f.name})" for f in fields(cls))
    code = f"def __init__(self, *, {', '.join(heads)}):\n" + "\n".join(lines)
    slots = {f"put_{f.name}": getattr(cls, f.name).__set__ for f in fields(cls)}
    space: dict[str, Any] = {**slots, **defaults}
    exec(code, space)  # noqa: S102  # the names of our own fields, as dataclasses does it
    space["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"  # as messages on wrong fields name it
    cls.__init__ = space["__init__"]
    cls.__init__(self, **values)


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in self.__dataclass_fields__)


def _refuse_set(self: Any, name: str, value: Any) -> None:  # noqa: ARG001  # the shape of __setattr__
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: Any, name: str) -> None:  # noqa: ARG001  # the shape of __delattr__
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _equal(self: Any, other: Any) -> bool:
    if self is other:
        return True
    if type(self) is not type(other):
        return NotImplemented  # type: ignore[no-any-return]  # what __eq__ says to let the other side try
    return all(getattr(self, name) == getattr(other, name) for name in self.__dataclass_fields__)


def _hash(self: Any) -> int:
    return hash((type(self), _values(self)))


def _show(self: Any) -> str:
    parts = (f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
    return f"{type(self).__qualname__}({', '.join(parts)})"


def _reduce(self: Any) -> tuple[Any, ...]:
    return _rebuild, (type(self), _values(self))


def _rebuild(cls: Any, values: tuple[Any, ...]) -> Any:
    return cls(**dict(zip(cls.__dataclass_fields__, values, strict=True)))


_METHODS: dict[Any, str] = {
    _first_init: "__init__",
    _refuse_set: "__setattr__",
    _refuse_delete: "__delattr__",
    _equal: "__eq__",
    _hash: "__hash__",
    _show: "__repr__",
    _reduce: "__reduce__",
}


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
    """A regular expression that a text must match as a whole, and what it asks for in words."""

    __slots__ = ("pattern",)

    words: ClassVar[dict[str, str]] = {}
    """What each pattern asks for, as messages say it after "must"."""

    def __init__(self, pattern: str, words: str) -> None:
        self.pattern = f"^(?:{pattern})$"
        self.words[self.pattern] = words

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        return {**handler(source), "pattern": self.pattern}


def encode(value: Any) -> Any:
    """Return a record, or a tuple of them, as plain JSON data; every field is written.

    What a value holds in several places is encoded once and shared, so the result is for reading.
    """
    return _encode(value, {})


def _encode(value: Any, done: dict[int, Any]) -> Any:
    """Return a value as plain data; `done` holds the records that were encoded already, by identity."""
    kind = type(value)
    if kind is tuple:
        return [_encode(part, done) for part in value]
    return _encoder(kind)(value, done) if hasattr(kind, "__dataclass_fields__") else value


Encoder = Callable[[Any, dict[int, Any]], Any]

_ENCODERS: dict[type, Encoder] = {}


def _encoder(kind: Any) -> Encoder:
    """Return the function that encodes records of a type: it names each field, and goes straight to their encoders."""
    if kind not in _ENCODERS:
        space: dict[str, Any] = {}
        parts = ", ".join(f"{f.name!r}: {_written(f.type, f'value.{f.name}', space)}" for f in fields(kind))
        code = (
            "def encode(value, done):\n"
            " found = done.get(id(value))\n"
            f" if found is None: found = done[id(value)] = {{{parts}}}\n"
            " return found"
        )
        exec(code, space)  # noqa: S102  # the names of our own fields, as dataclasses does it
        _ENCODERS[kind] = space["encode"]
    return _ENCODERS[kind]


def _written(kind: Any, value: str, space: dict[str, Any]) -> str:
    """Return the code that makes plain data of a value of a type; `space` gets the encoders that it calls."""
    if _is_plain(kind):
        return value
    origin = get_origin(kind)
    if origin is Annotated:
        return _written(get_args(kind)[0], value, space)
    if origin is tuple:
        part = get_args(kind)[0]
        return f"[*{value}]" if _is_plain(part) else f"[{_written(part, 'part', space)} for part in {value}]"
    if origin in (Union, types.UnionType):
        some = next(arg for arg in get_args(kind) if arg is not type(None))
        return f"(None if {value} is None else {_written(some, value, space)})"
    name = f"encode_{len(space)}"
    space[name] = _encoder(kind)
    return f"{name}({value}, done)"


def condense(value: Any) -> Any:
    """Return a record, or a tuple of them, as plain JSON data without the fields that have their default.

    `decode` takes it as it takes what `encode` gives, sooner; it is for our own files, not for others to read.
    """
    if type(value) is tuple:
        return [condense(part) for part in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    return {f.name: condense(part) for f in fields(value) if (part := getattr(value, f.name)) != f.default}


def _is_plain(kind: Any) -> bool:
    """Return whether values of an annotated type are JSON data as they are: no tuple and no record."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _is_plain(get_args(kind)[0])
    if origin in (Union, types.UnionType):
        return all(map(_is_plain, get_args(kind)))
    return origin is not tuple and not hasattr(kind, "__dataclass_fields__")


def to_json(value: Any) -> str:
    """Return a record, or a tuple of them, as compact JSON text on one line."""
    from json import JSONEncoder  # not for commands that only read or print

    global _TO_JSON  # noqa: PLW0603  # made once: every writer of many records goes through here
    if _TO_JSON is None:
        _TO_JSON = JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
    return _TO_JSON(encode(value))


_TO_JSON: Callable[[Any], str] | None = None


def decode(kind: type[T], data: Any) -> T:
    """Rebuild a record from what `encode` or `condense` gave for it.

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
    convert = [(f.name, decoder) for f in fields(kind) if (decoder := _decoder(f.type)) is not None]
    for f in fields(kind):
        if f.default_factory is not MISSING:
            raise TypeError(f"{kind.__name__}.{f.name}: records take plain defaults only")

    def build(data: Any) -> Any:
        values = data.copy()
        for name, decoder in convert:
            if name in values:
                values[name] = decoder(values[name])
        return kind(**values)

    return build if convert else lambda data: kind(**data)
