"""What people write in short: one value for a list of one, and names with hyphens, each at its place."""

import pytest

from glutemed.errors import ProblemsError
from glutemed.loading.reader import parse_yaml
from glutemed.loading.shortform import Entry, Hand, read_hand

TEXT = """\
condition: low-back-pain
days:
  - warm-up:
      - {exercise: clamshell, sets: 1, reps: 8, side: left, kit: band}
    main:
      - {exercise: side plank, sets: 3, hold: 20}
"""


def read(text: str) -> Hand:
    return read_hand(parse_yaml(text, "f.yaml"))


def test_one_value_stands_for_a_list_of_one() -> None:
    hand = read(TEXT)
    assert hand.days
    (day,) = hand.days
    assert hand.condition == ("low-back-pain",)
    assert day.warm_up == (Entry(exercise="clamshell", sets=1, reps=8, sides=("left",), kit=("band",)),)
    assert day.main == (Entry(exercise="side plank", sets=3, hold=20),)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [("reps: 8", "reps: none", "f.yaml:4:46"), ("side: left", "side: middle", "f.yaml:4:55")],
)
def test_a_fault_under_a_name_with_a_hyphen_has_its_place(old: str, new: str, place: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        read(TEXT.replace(old, new))
    assert {str(problem.where) for problem in caught.value.problems} == {place}
