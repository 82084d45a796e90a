"""Bodies that tests pose: on both feet, a squat on two uneven legs, and a leg that lifts out to the side."""

from typing import Any

from glutemed.model.figure import Figure, Leg, Pelvis, Pose, Prop

STAND = ("right-foot on floor", "left-foot on floor")


def figure(*poses: Pose, props: tuple[Prop, ...] = ()) -> Figure:
    return Figure(id="test", positions=poses, props=props)


def squat(**fields: Any) -> Figure:
    deep = Pose(
        name="end",
        pelvis=Pelvis(lean=30.0),
        right_leg=Leg(hip=80.0, knee=75.0),
        left_leg=Leg(hip=60.0, knee=40.0, out=10.0),
        **fields,
    )
    return figure(Pose(name="start", rests=STAND), deep)


def lifting(**fields: Any) -> Figure:
    start = Pose(name="start", rests=("left-foot on floor",))
    return Figure(id="test", positions=(start, Pose(name="end", right_leg=Leg(out=40.0))), **fields)
