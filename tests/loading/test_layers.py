"""One file's entries laid over a small catalogue: what is added, changed, linked and hidden, and what cannot be."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from glutemed.loading.layers import Fault, Laid, lay
from glutemed.model.catalog import Catalog, Limited, Overlay, Source
from glutemed.model.exercise import ConditionNote, Conflict, DoseLimits, Evidence, Exercise, Form
from glutemed.model.policy import Ladder, TrialDose

Laying = Callable[..., Laid]

US = Source(key="us2026", kind="note", seen="X", grade="X")
FIGURE = Evidence(outcome="emg", measure="mean", value=55.0, n=12, source="us2026", seen="X")
NOTE = ConditionNote(condition="itb-syndrome", action="allow", why="fine", sources=("own",))
LIMIT = "main-reps-max"


def form(id: str, demand: str = "low") -> Form:
    return Form(id=id, name=id, demand=demand, how="eased", sources=("own",))  # type: ignore[arg-type]  # a demand


def conflict(text: str) -> Conflict:
    return Conflict(text=text, ruling="ours", sources=("own",))


@pytest.fixture(scope="module")
def plain(catalog: Catalog) -> Exercise:
    """A built-in exercise without neighbours, forms, notes and figures."""
    clam = catalog.exercise("clamshell")
    assert clam
    bare: dict[str, Any] = dict.fromkeys(("easier", "harder", "forms", "conditions", "evidence", "conflicts"), ())
    return replace(clam, **bare, activation="not-measured")


@pytest.fixture(scope="module")
def under(catalog: Catalog, plain: Exercise) -> Catalog:
    """A catalogue of three rungs, from easy to hard, and one that stands alone."""
    rungs = {
        "aa": {"harder": ("bb",)},
        "bb": {"easier": ("aa",), "harder": ("cc",)},
        "cc": {"easier": ("bb",)},
        "dd": dict[str, Any](),
    }
    made = (replace(plain, id=id, name=id, **links) for id, links in rungs.items())
    return replace(catalog, exercises=tuple(made), ladders=(), protocols=())


@pytest.fixture
def over(under: Catalog) -> Laying:
    """Lay entries over the small catalogue, by section; `on` is another one."""

    def call(name: str = "mine", unsound: tuple[str, ...] = (), on: Catalog = under, **sections: list[Any]) -> Laid:
        parts = ("exercises", "change", "hide", "limits", "sources")
        return lay(on, name, {part: list(enumerate(sections.get(part, ()))) for part in parts}, unsound)

    return call


def got(laid: Laid, id: str) -> Exercise:
    exercise = laid.catalog.exercise(id)
    assert exercise
    return exercise


def links(laid: Laid) -> set[tuple[str, str, str]]:
    """Return all links of a catalogue: "<" leads from an easier to a harder one, ">" back."""
    up = {(e.id, "<", other) for e in laid.catalog.exercises for other in e.harder}
    return up | {(e.id, ">", other) for e in laid.catalog.exercises for other in e.easier}


def both_ways(*pairs: tuple[str, str]) -> set[tuple[str, str, str]]:
    return {link for low, high in pairs for link in ((low, "<", high), (high, ">", low))}


# Added


def test_a_file_without_entries_leaves_all_as_it_is(over: Laying, under: Catalog) -> None:
    laid = over()
    assert replace(laid.catalog, overlays=()) == under
    assert (laid.catalog.overlays, laid.touched, laid.faults) == ((Overlay(name="mine"),), {}, [])


def test_what_a_file_touches_is_told_with_its_place(over: Laying, plain: Exercise) -> None:
    laid = over(
        exercises=[replace(plain, id="ee", harder=("dd",)), replace(plain, id="ff")],
        change=[{"id": "aa", "rest_seconds": 60}, {"id": "bb", "rest_seconds": 60}],
        hide=["cc"],
        limits=[{"id": "pain-max", "value": 5}, {"id": LIMIT, "value": 12}],
        sources=[US, replace(US, key="us2027")],
    )
    assert laid.touched == {
        ("exercises", "ee"): ("exercises", 0),
        ("exercises", "ff"): ("exercises", 1),
        ("exercises", "aa"): ("change", 0),
        ("exercises", "bb"): ("change", 1),
        ("limits", "pain-max"): ("limits", 0),
        ("limits", LIMIT): ("limits", 1),
        ("sources", "us2026"): ("sources", 0),
        ("sources", "us2027"): ("sources", 1),
    }
    assert laid.faults == []
    assert laid.catalog.overlays == (
        Overlay(
            name="mine",
            added=("ee", "ff"),
            changed=("aa", "bb"),
            hidden=("cc",),
            limits=(Limited(id="pain-max", value=5), Limited(id=LIMIT, value=12)),
        ),
    )
    assert [e.id for e in laid.catalog.exercises] == ["aa", "bb", "dd", "ee", "ff"]
    assert [s.key for s in laid.catalog.sources[-2:]] == ["us2026", "us2027"]


def test_only_the_limits_that_are_named_change(over: Laying, under: Catalog) -> None:
    before = {limit.id: limit.value for limit in under.limits}
    after = {limit.id: limit.value for limit in over(limits=[{"id": LIMIT, "value": 12}]).catalog.limits}
    assert after == {**before, LIMIT: 12}


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ({}, "not-measured"),
        ({"evidence": (FIGURE,)}, "high"),
        ({"evidence": (FIGURE,), "activation": "low"}, "low"),
        ({"activation": "low"}, "low"),
    ],
    ids=str,
)
def test_the_activation_of_a_new_entry_is_worked_out_where_it_does_not_say_it(
    over: Laying, plain: Exercise, fields: dict[str, Any], level: str
) -> None:
    assert got(over(exercises=[replace(plain, id="ee", **fields)]), "ee").activation == level


def test_a_new_entry_is_unjudged_for_every_condition_but_those_it_has_a_note_on(
    over: Laying, plain: Exercise, under: Catalog
) -> None:
    made = got(over(exercises=[replace(plain, id="ee", conditions=(NOTE,))]), "ee")
    assert made.unjudged == tuple(c.id for c in under.conditions if c.id != "itb-syndrome")


# Changed


@pytest.mark.parametrize(
    ("fields", "level"),
    [({}, "not-measured"), ({"evidence": (FIGURE,)}, "high"), ({"evidence": (FIGURE,), "activation": "low"}, "low")],
    ids=str,
)
def test_the_activation_of_a_changed_entry_follows_its_figures_where_the_change_does_not_say_it(
    over: Laying, fields: dict[str, Any], level: str
) -> None:
    assert got(over(change=[{"id": "aa", **fields}]), "aa").activation == level


def test_figures_and_conflicts_of_a_change_follow_those_there(over: Laying, under: Catalog) -> None:
    second = replace(FIGURE, value=20.0)
    first = over(change=[{"id": "aa", "evidence": (FIGURE,), "conflicts": (conflict("one"),)}]).catalog
    made = got(over(on=first, change=[{"id": "aa", "evidence": (second,), "conflicts": (conflict("two"),)}]), "aa")
    assert made.evidence == (FIGURE, second)
    assert [row.text for row in made.conflicts] == ["one", "two"]
    assert made.activation == "moderate"


def test_the_notes_of_a_change_take_the_place_of_those_on_the_same_condition(over: Laying) -> None:
    other = replace(NOTE, condition="low-back-pain")
    first = over(change=[{"id": "aa", "conditions": (NOTE, other)}]).catalog
    made = got(over(on=first, change=[{"id": "aa", "conditions": (replace(NOTE, action="avoid"),)}]), "aa")
    assert made.conditions == (replace(NOTE, action="avoid"), other)


def test_a_note_of_a_change_judges_what_no_one_judged(over: Laying, plain: Exercise) -> None:
    added = over(exercises=[replace(plain, id="ee")]).catalog
    before = added.exercise("ee")
    assert before
    after = got(over(on=added, change=[{"id": "ee", "conditions": (NOTE,)}]), "ee")
    assert after.unjudged == tuple(id for id in before.unjudged if id != "itb-syndrome")
    assert len(after.unjudged) == len(before.unjudged) - 1


def test_the_forms_of_a_change_are_put_together_by_id_and_sorted_hardest_first(over: Laying) -> None:
    first = over(change=[{"id": "aa", "forms": (form("mm", "moderate"), form("ll", "low"))}]).catalog
    new = (form("kk", "low"), form("vv", "very-high"), replace(form("ll", "moderate"), how="anew"))
    made = got(over(on=first, change=[{"id": "aa", "forms": new}]), "aa")
    assert [(f.id, f.demand) for f in made.forms] == [
        ("vv", "very-high"),
        ("mm", "moderate"),
        ("ll", "moderate"),
        ("kk", "low"),
    ]
    assert made.forms[2].how == "anew"


# Links


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ([{"id": "dd", "harder": ("aa",)}], both_ways(("aa", "bb"), ("bb", "cc"), ("dd", "aa"))),
        ([{"id": "dd", "easier": ("cc",)}], both_ways(("aa", "bb"), ("bb", "cc"), ("cc", "dd"))),
        ([{"id": "bb", "easier": ()}], both_ways(("bb", "cc"))),
        ([{"id": "bb", "harder": ()}], both_ways(("aa", "bb"))),
        ([{"id": "bb", "harder": ("dd",)}], both_ways(("aa", "bb"), ("bb", "dd"))),
        ([{"id": "bb", "rest_seconds": 60}], both_ways(("aa", "bb"), ("bb", "cc"))),
        ([{"id": "aa", "harder": ("dd",)}, {"id": "bb", "easier": ("dd",)}], both_ways(
            ("aa", "dd"), ("dd", "bb"), ("bb", "cc")
        )),
        ([{"id": "aa", "harder": ("bb",)}, {"id": "bb", "easier": ()}], both_ways(("bb", "cc"))),
        ([{"id": "cc", "harder": ("aa",)}, {"id": "aa", "easier": ()}], both_ways(
            ("aa", "bb"), ("bb", "cc"), ("cc", "aa")
        )),
    ],
)  # fmt: skip
def test_neighbours_are_linked_both_ways_whatever_the_order_of_the_changes(
    over: Laying, change: list[dict[str, Any]], expected: set[tuple[str, str, str]]
) -> None:
    assert links(over(change=change)) == expected
    assert links(over(change=change[::-1])) == expected


def test_a_link_is_added_once_and_the_others_keep_their_order(over: Laying, plain: Exercise) -> None:
    laid = over(exercises=[replace(plain, id="ee", harder=("bb",))], change=[{"id": "bb", "easier": ("aa", "ee")}])
    assert got(laid, "bb").easier == ("aa", "ee")
    assert got(over(exercises=[replace(plain, id="ee", harder=("bb",))]), "bb").easier == ("aa", "ee")


def test_a_neighbour_that_is_hidden_may_be_dropped_too(over: Laying) -> None:
    assert links(over(change=[{"id": "aa", "harder": ("dd",)}], hide=["bb"])) == both_ways(("aa", "dd"))


def test_an_unknown_neighbour_is_kept_for_the_checks_to_tell(over: Laying, plain: Exercise) -> None:
    laid = over(exercises=[replace(plain, id="ee", harder=("zz",))], change=[{"id": "aa", "harder": ("zz",)}])
    assert (got(laid, "ee").harder, got(laid, "aa").harder) == (("zz",), ("zz",))
    assert laid.faults == []


# Too many


@pytest.mark.parametrize(("more", "told"), [(6, 0), (7, 1), (8, 1)])
def test_more_than_six_neighbours_on_a_side_are_told_once_at_the_one_too_many(
    over: Laying, plain: Exercise, more: int, told: int
) -> None:
    for side, back in (("harder", "easier"), ("easier", "harder")):
        links: dict[str, Any] = {side: ("dd",)}
        new = [replace(plain, id=f"n{number}", **links) for number in range(more)]
        message = f'"dd" has more than 6 {back} exercises by now'
        assert over(exercises=new).faults == [Fault(("exercises", 6, side), message)] * told


@pytest.mark.parametrize(
    ("part", "rows", "most"),
    [
        ("forms", [form(f"f{number}") for number in range(7)], 6),
        ("conflicts", [conflict(str(number)) for number in range(5)], 4),
    ],
    ids=["forms", "conflicts"],
)
def test_more_forms_or_conflicts_than_an_exercise_may_have_are_told(
    over: Laying, part: str, rows: list[Any], most: int
) -> None:
    first = over(change=[{"id": "aa", part: (rows[0],)}]).catalog
    other = {"id": "bb", "rest_seconds": 60}
    assert over(on=first, change=[other, {"id": "aa", part: tuple(rows[1:-1])}]).faults == []
    message = f'"aa" has more than {most} {part} with those built in'
    assert over(on=first, change=[other, {"id": "aa", part: tuple(rows[1:])}]).faults == [
        Fault(("change", 1, part), message)
    ]


# Faults


def test_an_entry_twice_is_told_at_the_second_and_the_first_stays(over: Laying, plain: Exercise) -> None:
    ee, tight = replace(plain, id="ee", name="first"), {"id": LIMIT, "value": 12}
    laid = over(
        exercises=[ee, replace(ee, name="second")],
        change=[{"id": "aa", "name": "first"}, {"id": "aa", "name": "second"}],
        limits=[tight, {**tight, "value": 13}],
        hide=["dd", "dd"],
    )
    assert laid.faults == [
        Fault(("exercises", 1, "id"), 'the exercise "ee" is there twice', "keep one of the two"),
        Fault(("change", 1, "id"), '"aa" is changed twice', "write one change"),
        Fault(("limits", 1, "id"), f'"{LIMIT}" is changed twice', "write one change"),
        Fault(("hide", 1), '"dd" is hidden twice', "name it once"),
    ]
    assert (got(laid, "ee").name, got(laid, "aa").name, laid.catalog.limit(LIMIT)) == ("first", "first", 12)


@pytest.mark.parametrize(("earlier", "whose"), [((), ""), (("ee",), ", from clinic")])
def test_an_id_that_is_taken_is_told_with_the_file_that_has_it(
    over: Laying, plain: Exercise, under: Catalog, earlier: tuple[str, ...], whose: str
) -> None:
    on = over("clinic", exercises=[replace(plain, id=id) for id in earlier]).catalog if earlier else under
    id = earlier[0] if earlier else "aa"
    laid = over(on=on, exercises=[replace(plain, id="ff"), replace(plain, id=id, rest_seconds=99)])
    hint = 'to change it, put its id and the new fields under "change:"; else choose another id'
    told = f'there is an exercise "{id}" already{whose}'
    assert laid.faults == [Fault(("exercises", 1, "id"), told, hint)]
    assert laid.catalog.overlays[-1].added == ("ff",)
    assert got(laid, id).rest_seconds == plain.rest_seconds


def test_what_is_not_there_is_told_with_the_names_that_it_may_be_meant_for(over: Laying, plain: Exercise) -> None:
    laid = over(
        exercises=[replace(plain, id="ee")],
        change=[{"id": "aa", "name": "other"}, {"id": "zz", "name": "other"}],
        limits=[{"id": LIMIT, "value": 12}, {"id": "zz", "value": 1}],
        hide=["dd", "zz"],
    )
    exercises, limits = ("aa", "bb", "cc", "dd", "ee"), tuple(limit.id for limit in laid.catalog.limits)
    told = 'there is no exercise "zz"'
    assert [fault._replace(hint="") for fault in laid.faults] == [
        Fault(("change", 1, "id"), told, unknown="zz", known=exercises),
        Fault(("limits", 1, "id"), 'there is no limit "zz"', unknown="zz", known=limits),
        Fault(("hide", 1), told, unknown="zz", known=exercises),
    ]
    for fault, command in zip(laid.faults, ("list", "catalog limits", "list"), strict=True):
        assert f"glutemed {command}" in fault.hint


def test_what_another_file_hides_is_told_with_that_file(over: Laying) -> None:
    clinic = over("clinic", hide=["bb", "aa"]).catalog
    both = over("more", hide=["cc"], on=clinic).catalog
    change, limits = [{"id": "aa", "name": "other"}], [{"id": "aa", "value": 1}]
    first, second, third = over(on=both, change=change, limits=limits, hide=["cc"]).faults
    assert first == (("change", 0, "id"), 'the exercise "aa" is hidden by clinic', "", "", (), False)
    assert second.message == 'there is no limit "aa"'
    assert third == (("hide", 0), 'the exercise "cc" is hidden by more', "", "", (), False)


def test_a_second_catalogue_of_a_name_is_numbered(over: Laying) -> None:
    for name, second in (("mine", "mine (3)"), ("x" * 80, f"{'x' * 74} (3)")):
        first = over("other", on=over(name).catalog).catalog
        assert [overlay.name for overlay in over(name, on=first).catalog.overlays] == [name, "other", second]


def test_nothing_is_told_of_what_names_an_entry_that_could_not_be_read(over: Laying) -> None:
    laid = over(
        unsound=("zz",),
        change=[{"id": "zz", "name": "other"}],
        limits=[{"id": "zz", "value": 1}],
        hide=["zz"],
    )
    assert laid.faults == []
    assert laid.catalog.overlays == (Overlay(name="mine"),)


# Hidden


@pytest.fixture(scope="module")
def policy(catalog: Catalog, under: Catalog) -> Catalog:
    """The small catalogue with ladders, drills, trials and a protocol that name its exercises."""
    trials = tuple(TrialDose(exercise=id, dose=DoseLimits(kind="reps")) for id in ("aa", "dd"))
    sore, *others = catalog.conditions
    protocol = catalog.protocols[0]
    slot = replace(protocol.sessions[0].slots[0], prefer=("aa", "dd"))
    session = replace(protocol.sessions[0], slots=(slot, slot, slot))
    rungs = {"L-up": ("aa", "bb", "cc"), "L-top": ("bb", "cc")}
    return replace(
        under,
        conditions=(replace(sore, main_drills=("aa", "dd"), trials=trials), *others),
        protocols=(replace(protocol, sessions=(session, session)),),
        ladders=tuple(Ladder(id=id, name=id, rungs=ids, sources=("own",)) for id, ids in rungs.items()),
    )


@pytest.mark.parametrize(
    ("hide", "ladders", "kept"),
    [
        ([], ["L-up", "L-top"], ("aa", "dd")),
        (["aa"], ["L-top"], ("dd",)),
        (["bb"], [], ("aa", "dd")),
        (["dd"], ["L-up", "L-top"], ("aa",)),
        (["aa", "dd"], ["L-top"], ()),
    ],
    ids=str,
)
def test_a_hidden_exercise_is_left_out_of_all_that_names_it_and_the_rest_stays(
    over: Laying, policy: Catalog, hide: list[str], ladders: list[str], kept: tuple[str, ...]
) -> None:
    made = over(on=policy, hide=hide).catalog
    assert {e.id for e in made.exercises} == {"aa", "bb", "cc", "dd"} - set(hide)
    assert [ladder.id for ladder in made.ladders] == ladders
    assert made.conditions[0].main_drills == kept
    assert tuple(trial.exercise for trial in made.conditions[0].trials) == kept
    assert made.conditions[1:] == policy.conditions[1:]
    assert [slot.prefer for s in made.protocols[0].sessions for slot in s.slots] == [kept] * 6
    assert not {id for e in made.exercises for id in (*e.easier, *e.harder)} & set(hide)


def test_a_ladder_that_a_change_breaks_is_left_for_the_checks_to_tell(over: Laying, policy: Catalog) -> None:
    made = over(on=policy, change=[{"id": "aa", "harder": ()}]).catalog
    assert [ladder.id for ladder in made.ladders] == ["L-up", "L-top"]


def test_an_exercise_that_a_file_changes_may_be_hidden_in_it(over: Laying) -> None:
    laid = over(change=[{"id": "aa", "easier": ("dd",)}], hide=["aa"])
    assert links(laid) == both_ways(("bb", "cc"))
    assert laid.faults == []


def test_an_exercise_that_a_file_adds_may_not_be_hidden_in_it(over: Laying, plain: Exercise) -> None:
    laid = over(exercises=[replace(plain, id="ee")], hide=["dd", "ee"])
    assert laid.faults == [Fault(("hide", 1), '"ee" is added and hidden in one file', "do one of the two")]
    assert got(laid, "ee")
