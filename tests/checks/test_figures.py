"""The checks of drawings: nothing in the data, and each planted fault is found."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from glutemed.checks.figures import check_figure, check_figures, missing
from glutemed.checks.finding import CatalogFinding
from glutemed.figures.placing import place
from glutemed.loading.figures import load_figures
from glutemed.model.catalog import Catalog
from glutemed.model.figure import Arm, Arrow, Bend, Figure, Leg, Pelvis, Pose, Prop

FIGURES = load_figures()


def found(figure: Figure, catalog: Catalog) -> dict[str, str]:
    exercise = catalog.exercise(figure.id)
    return {finding.field: finding.message for finding in check_figure(figure, FIGURES, exercise)}


def of(id: str) -> Figure:
    figure = FIGURES.of(id)
    assert figure
    return figure


def posed(id: str, index: int, **fields: Any) -> Figure:
    figure = of(id)
    poses = list(figure.positions)
    poses[index] = replace(poses[index], **fields)
    return replace(figure, positions=tuple(poses))


@pytest.mark.parametrize("figure", FIGURES.figures, ids=lambda figure: figure.id)
def test_the_data_has_no_finding(figure: Figure, catalog: Catalog) -> None:
    assert found(figure, catalog) == {}


def test_every_drawing_is_of_one_exercise(catalog: Catalog) -> None:
    assert list(check_figures(FIGURES, catalog.exercises)) == []


def test_what_is_missing_is_told(catalog: Catalog) -> None:
    assert missing(FIGURES, ("side-plank", "no-such")) == ("no-such",)


def test_every_exercise_of_the_built_in_catalogue_has_a_drawing(catalog: Catalog) -> None:
    ids = [exercise.id for exercise in catalog.exercises]
    assert missing(FIGURES, ids) == ()
    without = replace(FIGURES, figures=FIGURES.figures[1:])
    assert missing(without, ids) == (FIGURES.figures[0].id,)


def falls(position: str, off: str, forward: str, left: str) -> tuple[str, str]:
    """Return what is told of a body that falls: how far, and where its middle and its base are."""
    told = f"{position}: it would fall: the middle of mass is {off} body heights outside of its base "
    return "balanced", f"{told}(forward {forward}; left {left})"


def _seated_without_chair() -> Figure:
    return replace(of("sit-to-stand"), props=())


# what is told, by the check and in words, and the drawing
FAULTS: dict[str, tuple[list[tuple[str, str]], Callable[[], Figure]]] = {
    "hip beyond range": (
        [("joints_in_range", "end: right_leg.out is 60 degrees; hip-abduction goes from -25 to 45")],
        lambda: posed("standing-hip-abduction", 1, right_leg=Leg(out=60.0)),
    ),
    "knee bent the wrong way": (
        [("joints_in_range", "end: left_leg.knee is -20 degrees; knee-flexion goes from 0 to 140")],
        lambda: posed("hip-hitch", 1, left_leg=Leg(knee=-20.0)),
    ),
    "solved ankle beyond range": (
        [
            ("joints_in_range", "end: right_leg.ankle is 48 degrees; ankle-flexion-standing goes from -45 to 40"),
            falls("end", "0.08", "0.19, base -0.05 to 0.11", "0.02, base -0.02 to 0.02"),
        ],
        lambda: posed("single-leg-rdl", 1, right_leg=Leg(hip=100.0, knee=70.0), pelvis=Pelvis(lean=78.0)),
    ),
    "neck beyond range": (
        [("joints_in_range", "end: neck.bend is -70 degrees; neck-flexion goes from -50 to 50")],
        lambda: posed("double-leg-squat", 1, neck=Bend(bend=-70.0)),
    ),
    "hips above the floor": (
        [("supports_touched", "start: seat is +0.083 body heights from floor")],
        lambda: posed("double-leg-bridge", 0, solve=("neck.bend",), pelvis=Pelvis(posture="supine", lean=-20.0)),
    ),
    "feet slide": (
        [
            ("supports_touched", "end: right-foot-side is +0.026 body heights from floor"),
            ("supports_kept", "end: right-foot-side slides by 0.154 body heights; write 'to' where it steps"),
        ],
        lambda: posed("side-plank", 1, solve=()),
    ),
    "foot below the floor": (
        [
            ("above_floor", "start: right-heel is -0.066 body heights from the floor"),
            falls("end", "0.05", "0.01, base -0.05 to 0.11", "-0.07, base -0.02 to 0.02"),
        ],
        lambda: posed("standing-hip-abduction", 0, right_leg=Leg(out=0.0), left_leg=Leg(hip=30.0, knee=60.0)),
    ),
    "falls forward": (
        [falls("end", "0.03", "0.14, base -0.05 to 0.11", "0.06, base -0.02 to 0.13")],
        lambda: posed("double-leg-squat", 1, pelvis=Pelvis(lean=90.0), right_leg=Leg(hip=90.0), left_leg=Leg(hip=90.0)),
    ),
    "falls to the side": (
        [
            falls("start", "0.07", "0.00, base -0.05 to 0.11", "-0.09, base -0.02 to 0.02"),
            falls("end", "0.09", "0.00, base -0.05 to 0.11", "-0.11, base -0.02 to 0.02"),
        ],
        lambda: posed("standing-hip-abduction", 0, left_leg=Leg(out=5.0)),
    ),
    "leg through leg": (
        [
            (
                "limbs_apart",
                "end: right-knee to right-ankle goes through left-hip to left-knee: 0.030 body heights apart",
            )
        ],
        lambda: posed("standing-hip-abduction", 1, right_leg=Leg(out=-25.0, hip=4.0, knee=6.0)),
    ),
    "falls away from the wall": (
        [
            falls("start", "0.04", "0.02, base -0.05 to 0.24", "-0.06, base -0.02 to 0.02"),
            falls("end", "0.04", "0.02, base -0.05 to 0.24", "-0.06, base -0.02 to 0.02"),
        ],
        lambda: posed("wall-press", 0, pelvis=Pelvis(side=12.0)),
    ),
    "arm through thigh": (
        [
            (
                "limbs_apart",
                "start: right-elbow to right-wrist goes through right-hip to right-knee: 0.024 body heights apart",
            ),
            (
                "limbs_apart",
                "end: right-elbow to right-wrist goes through right-hip to right-knee: 0.036 body heights apart",
            ),
        ],
        lambda: posed("sit-to-stand", 0, right_arm=Arm(shoulder=20.0, out=-12.0, elbow=15.0)),
    ),
    "arm through trunk": (
        [("limbs_apart", "end: left-elbow to left-wrist goes through pelvis to neck: 0.003 body heights apart")],
        lambda: posed("standing-hip-abduction", 1, left_arm=Arm(shoulder=0.0, out=-10.0, turn=-90.0, elbow=100.0)),
    ),
    "arm through arm": (
        [
            (
                "limbs_apart",
                "end: right-elbow to right-wrist goes through left-elbow to left-wrist: 0.002 body heights apart",
            )
        ],
        lambda: posed(
            "double-leg-squat",
            1,
            right_arm=Arm(shoulder=90.0, out=-30.0, elbow=0.0),
            left_arm=Arm(shoulder=90.0, out=-30.0, elbow=0.0),
        ),
    ),
    "no band": (
        [("props_as_said", "the exercise needs a band, and the picture has none")],
        lambda: replace(of("lateral-band-walk"), props=()),
    ),
    "band elsewhere": (
        [("props_as_said", 'the band is at the ankles, and the exercise says "just above the knees"')],
        lambda: replace(of("clamshell"), props=(Prop(kind="band", where="ankles"),)),
    ),
    "band at an unknown place": (
        [("names_known", "a band is at the knees, ankles, feet, right-thigh, not at knee")],
        lambda: replace(of("clamshell"), props=(Prop(kind="band", where="knee"),)),
    ),
    "band at no place": (
        [("names_known", "a band is at the knees, ankles, feet, right-thigh, not at no place")],
        lambda: replace(of("clamshell"), props=(Prop(kind="band"),)),
    ),
    "belt at an unknown place": (
        [("names_known", "a belt is at the knees, ankles, feet, right-thigh, not at waist")],
        lambda: replace(of("clamshell"), props=(Prop(kind="band", where="knees"), Prop(kind="belt", where="waist"))),
    ),
    "load of no such exercise": (
        [("props_as_said", "the picture has a dumbbell, and the exercise has no such load")],
        lambda: replace(of("double-leg-squat"), props=(Prop(kind="dumbbell", where="left-hand"),)),
    ),
    "weight in the wrong hand": (
        [("props_as_said", 'the dumbbell is on right-hand, and the exercise says "hand opposite the standing leg"')],
        lambda: replace(of("single-leg-rdl"), props=(Prop(kind="dumbbell", where="right-hand"),)),
    ),
    "weight on the other ankle": (
        [("props_as_said", "the ankle weight is not on the trained leg")],
        lambda: replace(of("standing-hip-abduction"), props=(Prop(kind="ankle-weight", where="left-ankle"),)),
    ),
    "lies on the trained side": (
        [
            ("above_floor", "start: right-shoulder is -0.190 body heights from the floor"),
            ("above_floor", "end: right-shoulder is -0.190 body heights from the floor"),
            ("posture_as_said", "start: the trained hip is the right one and the top one, so it lies on-left"),
            ("posture_as_said", "end: the trained hip is the right one and the top one, so it lies on-left"),
        ],
        lambda: posed("clamshell", 0, pelvis=Pelvis(posture="on-right")),
    ),
    "stands on the other leg": (
        [
            ("joints_in_range", "end: left_leg.ankle is 83 degrees; ankle-flexion-standing goes from -45 to 40"),
            ("above_floor", "end: right-ball is -0.413 body heights from the floor"),
            falls("end", "0.47", "0.10, base -0.53 to -0.37", "0.00, base 0.03 to 0.07"),
            (
                "posture_as_said",
                "end: it stands on the left leg, and the trained right hip is that of the standing leg",
            ),
        ],
        lambda: posed("single-leg-rdl", 1, rests=("left-foot to floor",)),
    ),
    "both hips marked": (
        [("posture_as_said", "both is marked, and the working hip of the exercise is bottom")],
        lambda: replace(of("side-plank"), works="both"),
    ),
    "nothing moves": (
        [
            ("something_moves", "nothing moves, and no arrow says that something pushes"),
            ("something_moves", "the arrow's point right-ankle does not move"),
        ],
        lambda: posed("standing-hip-abduction", 1, right_leg=Leg()),
    ),
    "arrow of what stays": (
        [("something_moves", "the arrow's point left-foot does not move")],
        lambda: replace(of("standing-hip-abduction"), arrows=(Arrow(point="left-foot"),)),
    ),
    "no chair": ([("names_known", "start: seat rests on chair, and the picture has none")], _seated_without_chair),
    "positions out of order": (
        [("names_known", "the positions are start, end, and one in the middle if needed, not end, end")],
        lambda: replace(of("side-plank"), positions=tuple(replace(p, name="end") for p in of("side-plank").positions)),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, catalog: Catalog) -> None:
    """With where and how far it is off; a body out of its place may break another check too."""
    told, make = FAULTS[fault]
    figure = make()
    findings = list(check_figure(figure, FIGURES, catalog.exercise(figure.id)))
    assert [(one.field, one.message) for one in findings] == told
    assert {(one.section, one.entry) for one in findings} == {("figures", figure.id)}


def test_an_unknown_part_is_told_and_not_drawn(catalog: Catalog) -> None:
    for wrong, name in (
        (posed("side-plank", 0, rests=("left-tail on floor",)), "left-tail"),
        (posed("side-plank", 1, solve=("left_tail.bend",)), "left_tail.bend"),
    ):
        told = CatalogFinding(section="figures", entry="side-plank", message=f"{name} is not known")
        assert list(check_figure(wrong, FIGURES, catalog.exercise("side-plank"))) == [told]


def test_a_drawing_twice_of_nothing_or_of_another_exercise_is_found(catalog: Catalog) -> None:
    figure, stretch = of("side-plank"), of("clamshell")
    stray = replace(figure, id="no-such-exercise")
    plank = replace(stretch, id="side-plank")
    drawings = replace(FIGURES, figures=(figure, figure, stray, plank))
    found = list(check_figures(drawings, catalog.exercises))
    assert found[:2] == [
        CatalogFinding(section="figures", entry="side-plank", message="this id stands twice"),
        CatalogFinding(
            section="figures",
            entry="no-such-exercise",
            message='no exercise has the id "no-such-exercise"',
            unknown="no-such-exercise",
        ),
    ]
    assert "posture_as_said" in {finding.field for finding in found[2:]}


def test_every_range_names_sources_that_are_known(catalog: Catalog) -> None:
    known = {source.key for source in catalog.sources} | {statement.id for statement in catalog.statements}
    for row in FIGURES.ranges:
        assert row.low < row.high
        assert set(row.sources) <= known


def test_a_pose_that_leaves_all_out_is_the_one_before() -> None:
    figure = of("side-plank")
    same = replace(figure, positions=(figure.positions[0], Pose(name="end")))
    start, end = place(same)
    assert end.body.at["head"] == pytest.approx(start.body.at["head"], abs=1e-3)
