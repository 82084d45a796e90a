"""The short form: what a person writes by hand, what it leaves unsaid, and every fault with its place."""

from json import dumps
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glutemed.errors import ProblemsError
from glutemed.loading.kinds import TAKEN
from glutemed.loading.programs import Program, read_program
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import Load
from glutemed.model.plan import Dose, Item, Reason

SHORT = """\
goal: prevention
days:
  - name: Monday
    exercises:
      - {exercise: single-leg rdl, sets: 3, reps: 10, load: 8 kg}
      - {exercise: side plank, sets: 3, hold: 30}
"""

FULL_HEAD = """\
goal: rehab
stage: late
pain: 1
condition: none
equipment: none
level: beginner
age: 9
side: both
minutes: 60
"""


def read(catalog: Catalog, text: str, name: str = "f.yaml", **options: Any) -> Program:
    return read_program(catalog, text, name, options)


def entries(*rows: str, head: str = "") -> str:
    """Return a file of one day with some exercises."""
    return f"{head}days:\n  - exercises:\n" + "".join(f"      - {{{row}}}\n" for row in rows)


def items(program: Program) -> list[Item]:
    return [item for s in program.plan.weeks[0].sessions for block in s.blocks for item in block.items]


def only(catalog: Catalog, row: str, head: str = "") -> Item:
    (item,) = items(read(catalog, entries(row, head=head)))
    return item


def faults(catalog: Catalog, text: str, name: str = "f.yaml") -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        read(catalog, text, name)
    return [str(problem) for problem in caught.value.problems]


def test_the_contracts_example_is_read_with_what_it_leaves_out_from_the_catalogue(catalog: Catalog) -> None:
    program = read(catalog, SHORT)
    rdl, plank = items(program)
    known = catalog.exercise("single-leg-rdl")
    assert known
    assert (rdl.exercise, rdl.name, rdl.variant) == ("single-leg-rdl", known.name, None)
    assert (rdl.sets, rdl.dose, rdl.sides) == (3, Dose(kind="reps", reps=10), ("left", "right"))
    assert (rdl.rest_seconds, rdl.tempo) == (known.rest_seconds, known.tempo)
    where = next(load.where for load in known.loads if load.kind == "dumbbell")
    assert (rdl.load, rdl.kit) == (Load(kind="dumbbell", where=where, start="8 kg"), ("dumbbell",))
    assert (rdl.track, rdl.target, rdl.reasons, rdl.by_hand) == ("", "", (), False)
    assert (plank.dose, plank.load.kind, plank.kit) == (Dose(kind="hold", reps=1, seconds=30), "bodyweight", ())
    session = program.plan.weeks[0].sessions[0]
    assert (session.day, session.weekday, session.minutes) == (1, "monday", 13)
    assert program.plan.prescribed.goal == program.plan.request.goal == "prevention"


def test_json_reads_as_yaml_does(catalog: Catalog) -> None:
    written = """{"goal": "prevention", "days": [{"name": "Monday", "exercises": [
        {"exercise": "single-leg rdl", "sets": 3, "reps": 10, "load": "8 kg"},
        {"exercise": "side plank", "sets": 3, "hold": 30}]}]}"""
    for name in ("f.json", "<stdin>"):
        assert read(catalog, written, name).plan == read(catalog, SHORT).plan


def test_json_on_standard_input_is_read_as_json(catalog: Catalog) -> None:
    """YAML has no pairs of surrogates."""
    text = '{"clinician": "Dr. \\ud83d\\ude42: knows", "days": [{"exercises": []}]}'
    assert read(catalog, text, "<stdin>").plan.request.clinician == "Dr. \U0001f642: knows"


@pytest.mark.parametrize(
    "head, unsaid",
    [
        ("", {"goal", "pain", "condition", "equipment", "level", "age", "side", "minutes"}),
        ("goal: rehab\n", {"goal", "pain", "condition", "equipment", "level", "age", "side", "minutes"}),
        ("stage: mid\n", {"pain", "condition", "equipment", "level", "age", "side", "minutes"}),
        ("goal: prevention\npain: 0\nage: 40\n", {"condition", "equipment", "level", "side", "minutes"}),
        (FULL_HEAD, set()),
    ],
)
def test_what_the_head_does_not_say_is_unsaid(catalog: Catalog, head: str, unsaid: set[str]) -> None:
    text = entries("exercise: clamshell, sets: 3, reps: 8, sides: both", head=head).replace(
        "exercises:", "name: Day 1\n    exercises:"
    )
    assert read(catalog, text).unsaid == unsaid | {"tests", "reasons"}


@pytest.mark.parametrize(
    "row, unsaid",
    [
        ("exercise: clamshell, sets: 3, reps: 8", {"sides", "reasons"}),
        ("exercise: clamshell, sets: 3, reps: 8, side: left", {"reasons"}),
        ("exercise: double-leg bridge, sets: 3, reps: 8", {"reasons"}),
        ("exercise: double-leg bridge, sets: 3, reps: 8, reasons: [{rule: P04, text: so, sources: [A37]}]", set()),
    ],
)
def test_sides_and_reasons_are_said_where_they_stand(catalog: Catalog, row: str, unsaid: set[str]) -> None:
    assert read(catalog, entries(row)).unsaid & {"sides", "reasons"} == unsaid


@pytest.mark.parametrize(
    "names, days, said",
    [
        (["Monday", "THURSDAY"], [(1, "monday"), (4, "thursday")], True),
        (["tue", "Fri."], [(2, "tuesday"), (5, "friday")], True),
        (["Day 2", "day 5: hips"], [(2, None), (5, None)], True),
        (["Sunday evening", "Wed"], [(7, "sunday"), (3, "wednesday")], True),
        (["A", "B"], [(1, None), (2, None)], False),
        (["Monday", "B"], [(1, None), (2, None)], False),
        (["Sun salutations", "Day 2"], [(1, None), (2, None)], False),
        (["sunny", "Day one"], [(1, None), (2, None)], False),
        ([None, "Friday"], [(1, None), (2, None)], False),
    ],
)
def test_days_are_known_by_weekday_or_number_else_numbered_in_order(
    catalog: Catalog, names: list[str | None], days: list[tuple[int, str | None]], said: bool
) -> None:
    exercises = [{"exercise": "clam", "sets": 3, "reps": 8}]
    program = read(catalog, dumps({"days": [{"name": name, "exercises": exercises} for name in names]}), "f.json")
    assert [(session.day, session.weekday) for session in program.plan.weeks[0].sessions] == days
    assert ("weekdays" not in program.unsaid) == said


WALK, CLAM, SQUAT, STRETCH = "lateral band walk", "clamshell", "split squat", "figure-four stretch"


@pytest.mark.parametrize(
    "names, blocks",
    [
        ([WALK, CLAM, SQUAT], {"warm-up": [WALK], "main": [CLAM, SQUAT]}),
        ([WALK, "monster walk", SQUAT], {"warm-up": [WALK, "monster walk"], "main": [SQUAT]}),
        ([SQUAT, WALK], {"main": [SQUAT, WALK]}),
        ([WALK], {"main": [WALK]}),
        ([WALK, "monster walk"], {"main": [WALK, "monster walk"]}),
        ([WALK, STRETCH], {"main": [WALK], "mobility": [STRETCH]}),
        ([STRETCH, WALK, SQUAT], {"warm-up": [WALK], "main": [SQUAT], "mobility": [STRETCH]}),
        ([WALK, "flying clam"], {"warm-up": [WALK], "main": ["flying clam"]}),
        ([STRETCH], {"mobility": [STRETCH]}),
        ([], {}),
    ],
)
def test_a_flat_list_falls_into_blocks_and_drills_alone_count_as_main(
    catalog: Catalog, names: list[str], blocks: dict[str, list[str]]
) -> None:
    text = f"days: [{{exercises: [{', '.join(f'{{exercise: {name}, sets: 2, reps: 9}}' for name in names)}]}}]"
    session = read(catalog, text).plan.weeks[0].sessions[0]
    found = {block.kind: [item.name.lower() for item in block.items] for block in session.blocks}
    assert found == blocks


def test_blocks_of_their_own_stay_as_they_are_written(catalog: Catalog) -> None:
    text = """\
days:
  - main:
      - {exercise: lateral band walk, sets: 2, reps: 10}
    warm-up:
      - {exercise: split squat, sets: 2, reps: 10}
    mobility: []
"""
    program = read(catalog, text)
    session = program.plan.weeks[0].sessions[0]
    found = [(block.kind, [item.exercise for item in block.items]) for block in session.blocks]
    assert found == [("warm-up", ["split-squat"]), ("main", ["lateral-band-walk"])]
    assert program.places["/weeks/0/sessions/0/blocks/0/items/0"].line == 5
    assert program.places["/weeks/0/sessions/0/blocks/1/items/0"].line == 3


@pytest.mark.parametrize(
    "row, load",
    [
        ("exercise: single-leg rdl", ("bodyweight", "")),
        ("exercise: single-leg rdl, load: none", ("bodyweight", "")),
        ("exercise: single-leg rdl, load: Bodyweight", ("bodyweight", "")),
        ("exercise: single-leg rdl, load: 8 kg", ("dumbbell", "8 kg")),
        ("exercise: single-leg rdl, load: 17.5 lbs", ("dumbbell", "17.5 lbs")),
        ("exercise: single-leg rdl, load: kettlebell 12kg", ("kettlebell", "kettlebell 12kg")),
        ("exercise: single-leg rdl, load: two 5 kg dumbbells", ("dumbbell", "two 5 kg dumbbells")),
        ("exercise: side-lying hip abduction, load: 2 kg", ("ankle-weight", "2 kg")),
        ("exercise: side-lying hip abduction, load: ankle weight", ("ankle-weight", None)),
        ("exercise: clamshell, load: band", ("band", None)),
        ("exercise: clamshell, load: strong band", ("band", "strong band")),
        ("exercise: clamshell, load: 2 kg", ("dumbbell", "2 kg")),
        ("exercise: flying clam, load: 2 kg", ("dumbbell", "2 kg")),
        ("exercise: lateral band walk", ("band", None)),
    ],
)
def test_a_load_is_a_kind_or_a_weight_in_words(catalog: Catalog, row: str, load: tuple[str, str | None]) -> None:
    """Without words for how much, it starts as the catalogue says; what an exercise needs is not left out."""
    item = only(catalog, f"{row}, sets: 3, reps: 8")
    kind, start = load
    exercise = catalog.exercise(item.exercise)
    own = next((known for known in exercise.loads if known.kind == kind), None) if exercise else None
    assert item.load.kind == kind
    assert item.load.start == (start if start is not None else own.start if own else None)
    assert item.load.where == (own.where if own else "")
    assert item.kit == (() if kind == "bodyweight" else (kind,))


def test_kit_is_what_the_exercise_needs_unless_it_is_named(catalog: Catalog) -> None:
    assert only(catalog, "exercise: lateral step-up, sets: 3, reps: 8").kit == ("step",)
    assert only(catalog, "exercise: lateral step-up, sets: 3, reps: 8, load: 4 kg").kit == ("step", "dumbbell")
    assert only(catalog, "exercise: lateral step-up, sets: 3, reps: 8, kit: the bottom stair").kit == (
        "the bottom stair",
    )


def test_a_form_is_named_with_the_exercise_or_as_its_variant_and_brings_its_support(catalog: Catalog) -> None:
    squat = catalog.exercise("single-leg-squat")
    assert squat
    form = next(form for form in squat.forms if form.name == "with hand support")
    for row in (
        'exercise: "Single-leg squat, with hand support"',
        "exercise: single-leg squat, variant: WITH hand support",
    ):
        item = only(catalog, f"{row}, sets: 3, reps: 8")
        assert (item.exercise, item.variant, item.support) == ("single-leg-squat", form.name, form.support)
    own = only(catalog, "exercise: single-leg squat, variant: with hand support, support: a rail, sets: 3, reps: 8")
    assert own.support == "a rail"


@pytest.mark.parametrize(
    "row, dose",
    [
        ("reps: 8", Dose(kind="reps", reps=8)),
        ("hold: 20", Dose(kind="hold", reps=1, seconds=20)),
        ("hold: 10, holds: 5", Dose(kind="hold", reps=5, seconds=10)),
        ("hold: 10, reps: 5", Dose(kind="hold", reps=5, seconds=10)),
    ],
)
def test_a_dose_is_repetitions_or_holds(catalog: Catalog, row: str, dose: Dose) -> None:
    assert only(catalog, f"exercise: side plank, sets: 3, {row}").dose == dose


@pytest.mark.parametrize(
    "row, head, sides",
    [
        ("exercise: clamshell", "", ("left", "right")),
        ("exercise: clamshell", "side: right\n", ("right", "left")),
        ("exercise: clamshell, side: both", "side: right\n", ("right", "left")),
        ("exercise: clamshell, side: left", "side: right\n", ("left",)),
        ("exercise: clamshell, sides: [left, right]", "side: right\n", ("left", "right")),
        ("exercise: double-leg bridge", "side: right\n", ("both",)),
        ("exercise: flying clam", "", ("both",)),
    ],
)
def test_both_hips_are_trained_the_sore_one_first_unless_it_is_said(
    catalog: Catalog, row: str, head: str, sides: tuple[str, ...]
) -> None:
    assert only(catalog, f"{row}, sets: 3, reps: 8", head).sides == sides


def test_the_sore_side_may_come_from_an_option(catalog: Catalog) -> None:
    program = read(catalog, entries("exercise: clamshell, sets: 3, reps: 8"), side="right")
    assert items(program)[0].sides == ("right", "left")


def test_everything_that_an_item_holds_can_be_written(catalog: Catalog) -> None:
    item = only(
        catalog,
        "exercise: clam, sets: 3, reps: 8, range: small, support: a wall, rest: 40, tempo: 3-0-3, effort: hard, "
        "reserve: 2, track: repetitions and control, target: 12 in every set, kit: [band, mat], "
        "reasons: [{rule: P04, text: so, sources: [A37]}]",
    )
    assert (item.range, item.support, item.rest_seconds, item.tempo) == ("small", "a wall", 40, "3-0-3")
    assert (item.effort, item.reserve) == ("hard", 2)
    assert (item.track, item.target, item.kit) == ("repetitions and control", "12 in every set", ("band", "mat"))
    assert item.reasons == (Reason(rule="P04", text="so", sources=("A37",)),)


def test_weeks_have_days_and_the_condition_to_go_on(catalog: Catalog) -> None:
    text = """\
weeks:
  - days: [{name: Day 1, exercises: [{exercise: clam, sets: 3, reps: 8}]}]
  - go_on_if: pain stays at 0-2
    days:
      - name: Day 1
        exercises:
          - {exercise: clam, sets: 3, reps: 9}
"""
    program = read(catalog, text)
    assert [(week.number, week.go_on_if) for week in program.plan.weeks] == [(1, None), (2, "pain stays at 0-2")]
    assert program.plan.request.weeks == 2
    assert str(program.places["/weeks/1"]) == "f.yaml:3:5"
    assert str(program.places["/weeks/1/sessions/0"]) == "f.yaml:5:9"
    assert str(program.places["/weeks/1/sessions/0/blocks/0/items/0"]) == "f.yaml:7:13"


def test_items_keep_their_places_when_a_flat_list_is_sorted_into_blocks(catalog: Catalog) -> None:
    program = read(
        catalog,
        entries(
            "exercise: figure-four stretch, sets: 2, hold: 30",
            "exercise: lateral band walk, sets: 2, reps: 10",
            "exercise: split squat, sets: 3, reps: 8",
        ),
    )
    path = "/weeks/0/sessions/0/blocks/{}/items/0"
    assert [program.places[path.format(block)].line for block in range(3)] == [4, 5, 3]


def test_an_unknown_exercise_is_kept_with_what_may_have_been_meant(catalog: Catalog) -> None:
    program = read(catalog, entries("exercise: clamshel, sets: 3, reps: 8"))
    (item,) = items(program)
    assert (item.exercise, item.name) == ("clamshel", "clamshel")
    assert program.hints == {"/weeks/0/sessions/0/blocks/0/items/0": 'did you mean "clamshell"?'}


CLAM_ROW = entries("exercise: clam, sets: 3, reps: 8")
TWO_WAYS = 'write "exercises", or "warm-up", "main" and "mobility"; one of the two'
HINT = "write goal, and days with their exercises, or give a plan of glutemed"
LOADS = "a weight such as 8 kg, or bodyweight, ankle weight, band, barbell, cable, dumbbell, kettlebell"


@pytest.mark.parametrize(
    "head, place, told",
    [
        ("goal: rehub", "1:7", '"goal": "rehub" is not allowed; allowed: prevention, rehab; did you mean "rehab"?'),
        ("pian: 3", "1:1", '"pian" is not a field here; did you mean "pain"?'),
        ("pain: 11", "1:7", '"pain": 11 is not allowed; allowed: 0 to 10'),
        ('pain: "3"', "1:7", '"pain" must be a whole number, not "3"'),
        ("minutes: 10", "1:10", '"minutes": 10 is not allowed; allowed: 15 to 90'),
        ("side: up", "1:7", '"side": "up" is not allowed; allowed: left, right, both'),
        ("equipment: [none, band]", "1:12", '"equipment": "none" stands alone'),
        ("exclude: clam\ninclude: clamshell", "1:10", '"include" and "exclude" both name clamshell'),
        ("goal: prevention\nstage: mid", "2:8", '"stage" goes with goal rehab only; leave it out'),
        ("clinician: me", "1:12", '"clinician": "me" does not say who and why; write it as "name: reason"'),
        ("a: &x 1", "1:4", "anchors and aliases are not allowed; write the value out"),
        ("a: *x", "1:4", "anchors and aliases are not allowed; write the value out"),
        ("a: !b 1", "1:4", "the tag !b is not allowed; write a plain value"),
        ("goal: rehab\ngoal: rehab", "2:1", 'the key "goal" is there twice; keep one of the two'),
        ("goal: \x1b[31m", "1:7", "not valid YAML: a control character is not allowed"),
        ("goal: a\u202eb", "1:7", "the character U+202E is not allowed"),
    ],
)
def test_a_fault_of_the_head_is_told_with_its_place(catalog: Catalog, head: str, place: str, told: str) -> None:
    assert faults(catalog, f"{head}\n{CLAM_ROW}") == [f"f.yaml:{place}: {told}"]


@pytest.mark.parametrize(
    "text, place, told",
    [
        ("", "1:1", f"the file is empty; {TAKEN['plan']}"),
        ("- a", "1:1", f"a program is a mapping of fields; {HINT}"),
        ("goal: rehab", "1:1", 'write "days", or "weeks" with days in each; one of the two'),
        ("days: []", "1:7", '"days": must have at least 1 entries'),
        ("days: [{}]", "1:8", TWO_WAYS),
        ("days: [{exercises: [], main: []}]", "1:8", TWO_WAYS),
        ("weeks: [{days: [1]}]", "1:17", '"days" must be a mapping of fields'),
    ],
)
def test_a_fault_of_the_whole_is_told_with_its_place(catalog: Catalog, text: str, place: str, told: str) -> None:
    assert faults(catalog, text) == [f"f.yaml:{place}: {told}"]


@pytest.mark.parametrize(
    "row, column, told",
    [
        ("reps: 8", 9, '"sets" is missing'),
        ("sets: 3", 9, '"reps" or "hold" is missing'),
        ("sets: 0, reps: 8", 32, '"sets": must be at least 1'),
        ("sets: 3, reps: 8-12", 41, '"reps" must be a whole number, not "8-12"'),
        ("sets: 3, reps: 8, holds: 2", 51, '"holds" goes with "hold", the seconds of each'),
        (
            "sets: 3, reps: 8, holds: 2, hold: 9",
            9,
            '"reps" and "holds" both count the holds of a set; leave one of them out',
        ),
        ("sets: 3, reps: 8, tempo: slow", 51, '"tempo": must read like 2-1-2, not "slow"'),
        ("sets: 3, reps: 8, rep: 3", 44, '"rep" is not a field here; did you mean "reps"?'),
        ("sets: 3, reps: 8, load: brick", 50, f'"load": "brick" is not a load; {LOADS}'),
        ("sets: 3, reps: 8, side: up", 50, '"sides": "up" is not allowed; allowed: left, right, both'),
    ],
)
def test_a_fault_of_an_exercise_is_told_with_its_place(catalog: Catalog, row: str, column: int, told: str) -> None:
    assert faults(catalog, entries(f"exercise: clam, {row}")) == [f"f.yaml:3:{column}: {told}"]


def test_an_unknown_form_is_told_with_those_that_there_are(catalog: Catalog) -> None:
    (told,) = faults(catalog, entries("exercise: single-leg squat, sets: 3, reps: 8, variant: on ice"))
    assert told.startswith(
        'f.yaml:3:65: "variant": Single-leg squat has no form "on ice"; its forms: with hand support'
    )


def test_all_faults_are_told_at_once_in_the_order_of_the_file(catalog: Catalog) -> None:
    head = "pain: 11\nage: 200\ncondition: flu\n"
    found = faults(catalog, entries("exercise: clam, sets: 3", "exercise: clam, sets: 3, reps: 8, load: x", head=head))
    assert [line.split(":")[1] for line in found] == ["1", "2", "3", "6", "7"]


KEYS = (
    *("days", "weeks", "exercises", "main", "warm-up", "exercise", "sets", "reps", "hold", "side", "sides"),
    *("kit", "load", "name", "goal", "stage", "pain", "equipment", "reasons", "variant"),
)
WORDS = ("mid", "clam", "none", "3", "8 kg", "", "left", "single-leg squat")


@given(
    st.recursive(
        st.none() | st.integers() | st.sampled_from(WORDS) | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
        max_leaves=25,
    )
)
def test_any_data_is_a_program_or_problems(catalog: Catalog, data: Any) -> None:
    for text in (dumps(data), dumps({"days": data}), dumps({"days": [{"exercises": data}]})):
        try:
            read(catalog, text, "f.json")
        except ProblemsError as error:
            unplaced = [problem for problem in error.problems if not problem.where.line]
        else:
            unplaced = []
        assert not unplaced


# Caps


def many(items: int, entry: str) -> str:
    """Return a program of so many items in sessions of 40."""
    blocks = [f"    - main:\n{f'      - {entry}{chr(10)}' * min(40, items - at)}" for at in range(0, items, 40)]
    weeks = ["  - days:\n" + "".join(blocks[at : at + 14]) for at in range(0, len(blocks), 14)]
    return "goal: rehab\nweeks:\n" + "".join(weeks)


def test_a_program_has_at_most_2000_items(catalog: Catalog) -> None:
    entry = "{exercise: clamshell, sets: 3, reps: 8}"
    assert read_program(catalog, many(2_000, entry), "f.yaml", {}).plan.weeks
    with pytest.raises(ProblemsError, match=r"f.yaml:3:3: 2001 items; a program has at most 2000"):
        read_program(catalog, many(2_001, entry), "f.yaml", {})


def test_reading_stops_at_a_thousand_problems(catalog: Catalog) -> None:
    with pytest.raises(ProblemsError) as caught:
        read_program(catalog, many(1_100, "{exercise: clamshell, sets: 3}"), "f.yaml", {})
    assert len(caught.value.problems) == 101
    assert str(caught.value.problems[-1]).endswith("and more problems than can be told; mend these first")
