"""Bodies to be told in words, and the parts of the text that tell them."""

from typing import Any

from glutemed.figures.words import described
from glutemed.model.figure import Figure, Leg, Pelvis, Pose

BOTH = ("right-foot on floor", "left-foot on floor")
SUPINE = ("shoulders on floor", "seat on floor", "head on floor", "right-foot on floor", "left-foot on floor")
ON_LEFT = ("left-hip on floor", "left-shoulder on floor")
STAND, ONE = Pose(name="start", rests=BOTH), Pose(name="start", rests=("right-foot on floor",))
LYING = Pose(name="start", pelvis=Pelvis(posture="on-left"), rests=ON_LEFT)
STACKED = Leg(hip=45.0, knee=90.0)


def told(*poses: Pose, **fields: Any) -> str:
    """Return the words of a figure made of poses, without its name and the working hip."""
    ends = poses if len(poses) > 1 else (*poses, Pose(name="end"))
    text = described(Figure(id="test", positions=ends, **fields), "Name")
    return text.removeprefix("Name. Start: ").removesuffix(" The right hip works.")


def start(**fields: Any) -> str:
    """Return the words of a start."""
    return told(Pose(name="start", **fields)).split(". End: ")[0]


def end(first: Pose, **fields: Any) -> str:
    """Return the words of the end after a start."""
    return told(first, Pose(name="end", **fields)).split(" End: ")[1]
