"""Small charts of characters."""

import pytest

from glutemed.rendering.sparkline import BLOCKS, LONGEST, PLAIN, bar, sparkline


def test_values_are_heights_from_nought_to_the_highest() -> None:
    assert sparkline([0, 5, 10, None], 10) == "▁▅█·"
    assert sparkline([0, 5, 10, None], 10, PLAIN) == ".=@?"
    assert sparkline(list(range(8)), 7) == BLOCKS.heights


@pytest.mark.parametrize(("value", "high"), [(0, 0), (-1, 10), (11, 10), (3, -1)])
def test_what_is_beyond_the_scale_stays_on_it(value: float, high: float) -> None:
    assert sparkline([value], high) in BLOCKS.heights


def test_the_latest_are_kept_where_there_are_many() -> None:
    assert sparkline([10] * 5 + [0] * LONGEST, 10) == "▁" * LONGEST


@pytest.mark.parametrize(("done", "planned", "text"), [(2, 3, "██░"), (4, 3, "████"), (0, 2, "░░"), (0, 0, "")])
def test_a_bar_has_a_mark_for_each_done_and_each_other_planned(done: int, planned: int, text: str) -> None:
    assert bar(done, planned) == text


def test_a_bar_has_an_end() -> None:
    assert len(bar(100, 200, PLAIN)) == LONGEST


def test_each_set_of_marks_tells_its_signs_apart() -> None:
    for marks in (BLOCKS, PLAIN):
        assert len(set(marks.heights)) == 8
        assert marks.unknown not in marks.heights
        assert marks.done != marks.missed
    assert "".join(PLAIN).isascii()
