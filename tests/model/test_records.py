"""Records are closed and unchangeable, and the codec gives back what it took."""

import copy
import importlib
import json
import pickle
import pkgutil
import types
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, fields, is_dataclass, replace
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import glutemed.model
from glutemed.errors import ProblemsError
from glutemed.loading.document import Document
from glutemed.loading.validation import validate
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Dose, Plan, Prescribed
from glutemed.model.records import Between, Matches, condense, decode, encode, record

PLAIN = (str, int, float, bool, type(None))


def _records() -> list[type]:
    modules = [
        importlib.import_module(m.name) for m in pkgutil.walk_packages(glutemed.model.__path__, "glutemed.model.")
    ]
    return [
        found
        for module in modules
        for found in vars(module).values()
        if isinstance(found, type) and is_dataclass(found) and found.__module__ == module.__name__
    ]


RECORDS = _records()
each_record = pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: str(kind.__name__))


def bare(kind: Any) -> Any:
    """Return a field's type without its bounds, and without None where it is optional."""
    if get_origin(kind) is Annotated:
        return bare(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        (some,) = (arg for arg in get_args(kind) if arg is not type(None))
        return bare(some)
    return kind


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Return any values of a field's type; bounds are left out, because the codec does not look at them."""
    origin = get_origin(kind)
    if origin is Annotated:
        return values_of(get_args(kind)[0])
    if origin is Literal:
        return st.sampled_from(get_args(kind))
    if origin is tuple:
        return st.lists(values_of(get_args(kind)[0]), max_size=2).map(tuple)
    if origin in (Union, types.UnionType):
        return st.one_of(*map(values_of, get_args(kind)))
    if is_dataclass(kind):
        return st.fixed_dictionaries({f.name: values_of(f.type) for f in fields(kind)}).map(lambda d: kind(**d))  # type: ignore[operator]  # a class
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(max_size=5),
        int: st.integers(),
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
        type(None): st.none(),
    }
    return simple[kind]


def example(kind: Any) -> Any:
    """Return one small record of a class."""
    made: dict[str, Any] = {}
    for f in fields(kind):
        field = bare(f.type)
        if get_origin(field) is Literal:
            made[f.name] = get_args(field)[0]
        elif get_origin(field) is tuple:
            made[f.name] = ()
        else:
            made[f.name] = example(field) if is_dataclass(field) else field()
    return kind(**made)


def problems(kind: type, data: Any) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        validate(kind, Document(file="f", data=data))
    return [problem.message for problem in caught.value.problems]


def test_the_walk_finds_the_records() -> None:
    assert {Catalog, Plan} <= set(RECORDS)
    assert len(RECORDS) > 30


@each_record
def test_a_record_cannot_be_changed(kind: Any) -> None:
    made = example(kind)
    name = fields(kind)[0].name
    with pytest.raises(FrozenInstanceError):
        setattr(made, name, "other")
    with pytest.raises(FrozenInstanceError):
        delattr(made, name)
    assert made == example(kind)


@each_record
def test_a_record_has_slots_and_no_room_for_more(kind: Any) -> None:
    made = example(kind)
    assert not hasattr(made, "__dict__")
    with pytest.raises((FrozenInstanceError, AttributeError)):
        made.surprise = 1


@each_record
def test_a_record_is_made_by_keywords_of_its_own_fields_only(kind: Any) -> None:
    given = {f.name: getattr(example(kind), f.name) for f in fields(kind)}
    with pytest.raises(TypeError):
        kind(*given.values())
    with pytest.raises(TypeError, match="surprise"):
        kind(**given, surprise=1)
    for needed in (f.name for f in fields(kind) if f.default is MISSING):
        with pytest.raises(TypeError, match=needed):
            kind(**{name: value for name, value in given.items() if name != needed})


@each_record
def test_a_record_refuses_keys_that_it_does_not_know(kind: type) -> None:
    assert '"surprise" is not a field here' in problems(kind, {"surprise": 1})


@each_record
def test_a_record_asks_for_every_field_without_a_default(kind: type) -> None:
    needed = {f'"{f.name}" is missing' for f in fields(kind) if f.default is MISSING}
    assert {message for message in problems(kind, {"surprise": 1}) if message.endswith("missing")} == needed


@each_record
def test_a_record_turns_nothing_into_the_type_of_a_field(kind: type) -> None:
    """Strict: no number from text, no text from a number, no truth from either."""
    for f in fields(kind):
        for wrong in (5, True) if bare(f.type) is str else ("5", "true"):
            found = problems(kind, {f.name: wrong, "surprise": 1})
            assert any(m.startswith(f'"{f.name}"') and "is missing" not in m for m in found), f"{f.name}: {wrong!r}"


@each_record
def test_the_fields_of_a_record_are_plain_data_or_records(kind: Any) -> None:
    """No dict, set, list, date or choice of two types: the codec and the JSON Schema rely on it."""

    def plain(field: Any) -> bool:
        field = bare(field)
        if get_origin(field) is tuple:
            part, *rest = get_args(field)
            return rest == [...] and plain(part)
        if get_origin(field) is Literal:
            return all(isinstance(value, PLAIN) for value in get_args(field))
        return field in PLAIN or field in RECORDS

    assert [f.name for f in fields(kind) if not plain(f.type)] == []


@each_record
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=20)
@given(data=st.data())
def test_any_record_comes_back_from_json_as_it_was(kind: type, data: st.DataObject) -> None:
    made = data.draw(values_of(kind))
    assert decode(kind, json.loads(json.dumps(encode(made)))) == made
    assert decode(kind, json.loads(json.dumps(condense(made)))) == made


def test_condensing_leaves_out_what_is_default() -> None:
    assert condense((Dose(kind="reps", reps=8), Dose(kind="hold", reps=1, seconds=20))) == [
        {"kind": "reps", "reps": 8},
        {"kind": "hold", "reps": 1, "seconds": 20},
    ]


def test_the_real_catalogue_comes_back_from_json_as_it_was(catalog: Catalog) -> None:
    assert decode(Catalog, json.loads(json.dumps(encode(catalog)))) == catalog


@pytest.mark.parametrize("stage", [None, "early", "mid", "late"])
@pytest.mark.parametrize("level", ["beginner", "intermediate", "advanced"])
def test_plans_come_back_from_json_as_they_were(plan_for: Callable[..., Plan], stage: str | None, level: str) -> None:
    plan = plan_for("rehab" if stage else "prevention", stage, level=level)
    assert decode(Plan, json.loads(json.dumps(encode(plan)))) == plan


def test_encoding_writes_every_field_in_order_and_tuples_as_lists() -> None:
    assert encode((Dose(kind="reps", reps=8), Prescribed(goal="rehab", stage="mid"))) == [
        {"kind": "reps", "reps": 8, "seconds": None},
        {"goal": "rehab", "stage": "mid"},
    ]
    assert list(encode(Dose(seconds=20, reps=1, kind="hold"))) == ["kind", "reps", "seconds"]


def test_decoding_gives_a_missing_field_its_default() -> None:
    assert decode(Dose, {"kind": "reps", "reps": 8}) == Dose(kind="reps", reps=8, seconds=None)


def test_records_are_equal_by_value_within_their_class() -> None:
    assert Dose(kind="reps", reps=8) == Dose(kind="reps", reps=8)
    assert hash(Dose(kind="reps", reps=8)) == hash(Dose(kind="reps", reps=8))
    assert Dose(kind="reps", reps=8) != Dose(kind="reps", reps=9)
    pair: object = Pair(a=1)
    assert pair != Twin(a=1)


def test_a_record_shows_its_class_and_fields() -> None:
    assert repr(Dose(kind="hold", reps=2, seconds=20)) == "Dose(kind='hold', reps=2, seconds=20)"


def test_a_record_is_copied_pickled_and_replaced_by_value() -> None:
    dose = Dose(kind="hold", reps=2, seconds=20)
    assert copy.deepcopy(dose) == copy.copy(dose) == pickle.loads(pickle.dumps(dose)) == dose
    assert replace(dose, reps=3) == Dose(kind="hold", reps=3, seconds=20)
    assert dose.reps == 2


@record
class Pair:
    a: int
    b: str = "x"


@record
class Twin:
    a: int
    b: str = "x"


def test_a_new_record_takes_its_defaults_from_the_first_one_on() -> None:
    assert [Pair(a=1).b, Pair(a=2, b="y").b, Pair(a=3).b] == ["x", "y", "x"]


@record
class Bounded:
    whole: Annotated[int, Between(1, 5)] = 1
    number: Annotated[float, Between(0.5, 1.5)] = 1.0
    text: Annotated[str, Between(1, 3)] = "a"
    list: Annotated[tuple[int, ...], Between(1, 2)] = (1,)
    word: Annotated[str, Matches("[a-z]+|[0-9]+", "be letters or digits")] = "a"


@pytest.mark.parametrize(
    "field, good, bad",
    [
        ("whole", [1, 5], [0, 6]),
        ("number", [0.5, 1.5, 1], [0.4, 1.6]),
        ("text", ["a", "abc"], ["", "abcd"]),
        ("list", [[1], [1, 2]], [[], [1, 2, 3]]),
        ("word", ["abc", "12"], ["", "a1", "1a", "abc ", "ab\n", "A"]),
    ],
)
def test_bounds_take_their_ends_and_nothing_beyond(field: str, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        made = validate(Bounded, Document(file="f", data={field: value}))
        assert encode(made)[field] == value
    for value in bad:
        (message,) = problems(Bounded, {field: value})
        assert message.startswith(f'"{field}"')


def test_a_default_that_is_made_anew_is_refused() -> None:
    """Records take plain defaults only, so that decoding needs nothing but the data."""
    from dataclasses import dataclass, field

    @dataclass
    class Loose:
        rows: tuple[int, ...] = field(default_factory=tuple)

    with pytest.raises(TypeError, match=r"Loose\.rows"):
        decode(Loose, {})
