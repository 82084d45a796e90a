"""Panels of lines and bars: everything inside the picture, told apart without colour."""

import re
from xml.etree import ElementTree as ET

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension

from glutemed.rendering.chart import Band, Bar, Bars, Line, Lines, chart
from glutemed.rendering.svg import SMALL, TEXT, WIDTH, length

SVG = "{http://www.w3.org/2000/svg}"
SINCE, UNTIL = "2026-11-30", "2027-02-03"
POINTS = [("2026-12-02", 1.0), ("2026-12-04", 5.0), ("2027-02-03", 10.0)]
PAIN = Lines(
    title="Pain",
    high=10,
    lines=(Line("During", POINTS), Line("After", POINTS[:2]), Line("Next morning", POINTS[1:])),
    bands=(Band(2, "safe"), Band(5, "acceptable"), Band(10, "too much")),
    note="Zones",
)


def drawn(*panels: Lines | Bars, since: str = SINCE, until: str = UNTIL, title: str = "Progress") -> ET.Element:
    return ET.fromstring(chart(title, "In words.", since, until, panels))


def texts(root: ET.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def inside(root: ET.Element) -> None:
    """Assert that every text, mark and line lies in the picture."""
    height = float(root.attrib["viewBox"].split()[3])
    for one in root.iter(f"{SVG}text"):
        x, y, anchor = float(one.attrib["x"]), float(one.attrib["y"]), one.attrib.get("text-anchor", "start")
        wide = length(one.text or "", int(one.attrib["font-size"]))
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        assert left >= 0
        assert left + wide <= WIDTH
        assert 0 < y <= height
    for path in root.iter(f"{SVG}path"):
        for x, y in re.findall(r"([\d.-]+) ([\d.-]+)", path.attrib["d"]):
            assert 0 <= float(x) <= WIDTH
            assert 0 <= float(y) <= height


class Svg(SingleFileSnapshotExtension):
    file_extension = "svg"


def test_a_picture_is_laid_out_as_reviewers_saw_it(snapshot: SnapshotAssertion) -> None:
    bars = Bars("Sessions, week by week", [Bar("2026-11-30", 2, 3), Bar("2026-12-07", 4, 3)], note="6 of 6.")
    load = Lines("Load, kg", 7.5, (Line("left", [(SINCE, 2.5), (UNTIL, 7.5)]), Line("right", [(UNTIL, 5.0)])))
    many = Lines("Four lines", 4, [Line(f"the line number {place}", [(SINCE, float(place))]) for place in range(4)])
    made = chart("Progress & more", "In <words>.", SINCE, UNTIL, [bars, PAIN, load, many])
    inside(ET.fromstring(made))
    assert made.encode() == snapshot(extension_class=Svg)


def test_lines_have_names_dashes_and_marks_of_their_own() -> None:
    root = drawn(PAIN)
    inside(root)
    assert {"Pain", "Zones", "During", "After", "Next morning"} <= set(texts(root))
    lines = [one for one in root.iter(f"{SVG}path") if one.attrib.get("stroke-width") == "1.4"]
    assert len({one.attrib.get("stroke-dasharray") for one in lines}) == 3
    assert len(list(root.iter(f"{SVG}circle"))) == len(POINTS) + 1


def test_bands_are_marked_at_their_limits_and_named() -> None:
    root = drawn(PAIN)
    assert {"0", "2", "5", "10", "safe", "acceptable", "too much"} <= set(texts(root))
    bands = [one for one in root.iter(f"{SVG}rect") if "x" in one.attrib]
    assert [round(float(one.attrib["height"])) for one in bands] == [20, 30, 50]


def test_no_colour_is_needed() -> None:
    made = chart("Progress", "", SINCE, UNTIL, [PAIN, Bars("Weeks", [Bar(SINCE, 1, 2)])])
    colours = {colour.lstrip("#") for colour in re.findall(r"#[0-9a-f]{3,6}\b", made)}
    assert colours
    assert all(len(set(re.findall("..", colour) if len(colour) == 6 else colour)) == 1 for colour in colours)


def test_a_value_is_as_high_as_it_is_on_the_scale() -> None:
    root = drawn(Lines("Load", 10, (Line("left", [(SINCE, 0.0), (UNTIL, 10.0)]),)))
    ys = {one.text: float(one.attrib["y"]) for one in root.iter(f"{SVG}text")}
    low, high = (float(one.attrib["cy"]) for one in root.iter(f"{SVG}circle"))
    assert low == pytest.approx(ys["0"] - 4)
    assert high == pytest.approx(ys["10"] - 4)


def test_a_single_day_stands_in_the_middle_and_needs_no_line() -> None:
    root = drawn(Lines("Effort", 10, (Line("Effort", [(SINCE, 5.0)]),)), until=SINCE)
    inside(root)
    (mark,) = root.iter(f"{SVG}circle")
    assert 150 < float(mark.attrib["cx"]) < 230
    assert not [one for one in root.iter(f"{SVG}path") if one.attrib.get("stroke-width") == "1.4"]


def test_each_week_has_a_bar_with_both_numbers() -> None:
    root = drawn(Bars("Weeks", [Bar("2026-11-30", 2, 3), Bar("2026-12-07", 0, 3), Bar("2026-12-14", 4, 3)]))
    inside(root)
    assert {"2/3", "0/3", "4/3", "30 Nov 2026", "14 Dec 2026"} <= set(texts(root))
    heights = [float(one.attrib["height"]) for one in root.iter(f"{SVG}rect") if "x" in one.attrib]
    assert heights[1] / heights[0] == pytest.approx(2 / 3, abs=0.01)
    assert len(heights) == 5


def test_many_weeks_and_sessions_stay_apart() -> None:
    dates = [f"2026-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 8, 15, 22)]
    line = Line("left", [(date, 5.0) for date in dates])
    root = drawn(
        Bars("Weeks", [Bar(date, 1, 3) for date in dates]), Lines("x", 10, (line,)), since=dates[0], until=dates[-1]
    )
    inside(root)
    assert texts(root).count("1/3") <= 10
    assert len(list(root.iter(f"{SVG}circle"))) <= 24


def test_long_names_are_wrapped_and_texts_are_large_enough_at_320_pixels() -> None:
    name = "\u5c71\u7530 " * 20 + "x" * 80
    root = drawn(Lines(name, 1, (Line("left", POINTS[:1]), Line("right", POINTS[:1]))), title=name)
    inside(root)
    assert min(TEXT, SMALL) * 320 / WIDTH > 10


@pytest.mark.parametrize(
    ("high", "ticks"), [(9998, {"4999", "9998"}), (25_000, {"12k", "25k"}), (90_000_000, {"45M", "90M"})]
)
def test_large_numbers_have_room(high: float, ticks: set[str]) -> None:
    root = drawn(Lines("Volume", high, (Line("left", POINTS),)))
    inside(root)
    assert ticks <= set(texts(root))


def test_nothing_to_draw_is_still_a_picture() -> None:
    inside(drawn())
    inside(drawn(Bars("Weeks", []), Lines("None", 1, (Line("left", []),))))
