"""Drawings as SVG: well formed, named, inside their picture, with nothing that leaks out."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree  # noqa: ICN001  # the name that the module gives itself

import pytest

from glutemed.figures.words import described
from glutemed.loading.figures import load_figures
from glutemed.model.figure import Figure
from glutemed.rendering.drawing import TONES, to_svg

ALL = load_figures().figures
SVG = "{http://www.w3.org/2000/svg}"
BYTES_MAX = {2: 7_000, 3: 8_800}


def of(id: str) -> Figure:
    return next(figure for figure in ALL if figure.id == id)


def corners(root: ElementTree.Element, scale: float = 1.0) -> Iterator[tuple[float, float, dict[str, str]]]:
    """Yield the points through which the shapes of a picture go, with what has them."""
    for element in root:
        for x, y in spots(element):
            yield x * scale, y * scale, element.attrib
        within = re.fullmatch(r"scale\(([\d.]+)\)", element.get("transform", "scale(1)"))
        assert within
        yield from corners(element, scale * float(within[1]))


def spots(element: ElementTree.Element) -> Iterator[tuple[float, float]]:
    """Yield the points through which a shape goes, in its own measure."""
    get = {name: float(element.get(name, 0)) for name in ("x", "y", "width", "height", "cx", "cy", "r")}
    if element.tag == f"{SVG}rect":
        yield get["x"], get["y"]
        yield get["x"] + get["width"], get["y"] + get["height"]
    elif element.tag == f"{SVG}circle":
        for sign in (-1, 1):
            yield get["cx"] + sign * get["r"], get["cy"] + sign * get["r"]
    elif element.tag == f"{SVG}text":
        half = len(element.text or "") * 11 * 0.56 / 2
        for sign in (-1, 1):
            yield get["x"] + sign * half, get["y"] + (3 if sign > 0 else -9)
    elif element.tag == f"{SVG}path":
        yield from walked(element.get("d", ""))


def walked(path: str) -> Iterator[tuple[float, float]]:
    """Yield the points of a path of ours: M, L absolute; l, h, v, a as steps."""
    x = y = 0.0
    for letter, body in re.findall(r"([MLlhvaz])([^MLlhvazZ]*)", path):
        numbers = [
            float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", arcs(body) if letter == "a" else body)
        ]
        if letter in "hv":
            x, y = (x + numbers[0], y) if letter == "h" else (x, y + numbers[0])
            yield x, y
            continue
        size = 7 if letter == "a" else 2
        assert len(numbers) % size == 0, (letter, body)
        for start in range(0, len(numbers), size):
            dx, dy = numbers[start + size - 2 : start + size]
            x, y = (dx, dy) if letter in "ML" else (x + dx, y + dy)
            yield x, y


def arcs(body: str) -> str:
    """Return an arc's numbers with the two flags, which stand together, apart."""
    return re.sub(r"(\S+ \S+) 0 0([01])(?=[-\d])", r"\1 0 0 \2 ", body)


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("figure", ALL, ids=lambda figure: figure.id)
def test_every_shape_and_label_is_inside_the_picture(figure: Figure, side: str) -> None:
    root = ElementTree.fromstring(to_svg(figure, "Name", side=side))
    _, _, wide, high = (float(part) for part in root.get("viewBox", "").split())
    assert root.get("role") == "img"
    labels = [element.text for element in root.iter(f"{SVG}text")]
    assert labels == [f"{n + 1} {pose.name.capitalize()}" for n, pose in enumerate(figure.positions)]
    found = list(corners(root))
    assert len(found) > 100
    for x, y, attributes in found:
        assert -0.6 <= x <= wide + 0.6, attributes
        assert -0.6 <= y <= high + 0.6, attributes


@pytest.mark.parametrize("figure", ALL, ids=lambda figure: figure.id)
def test_a_drawing_is_small_and_says_what_it_shows(figure: Figure) -> None:
    drawn = to_svg(figure, "A & <B>", id="p7")
    root = ElementTree.fromstring(drawn)
    title, desc = root[0], root[1]
    assert (title.tag, title.text, title.get("id")) == (f"{SVG}title", "A & <B>", "p7-title")
    assert (desc.tag, desc.text) == (f"{SVG}desc", described(figure, "A & <B>"))
    assert root.get("aria-labelledby") == "p7-title p7-desc"
    assert len(drawn.encode()) < BYTES_MAX[len(figure.positions)]
    assert not re.search(r"<script|<style|href|url\(| on[a-z]+=|nan|inf", drawn)


def test_a_drawing_has_six_kilobytes_in_the_mean() -> None:
    assert sum(len(to_svg(figure, "Name").encode()) for figure in ALL) / len(ALL) < 6_000


def test_what_is_alike_in_both_positions_has_its_colours_once() -> None:
    root = ElementTree.fromstring(to_svg(of("standing-hip-abduction"), "Name"))
    tones = [element.get("class") for element in root.iter() if element.get("class") in ("figure-work", "figure-trunk")]
    assert tones == ["figure-work", "figure-trunk"]


def test_every_id_begins_with_the_one_given() -> None:
    drawn = to_svg(of("clamshell"), "Clamshell", id="week1-a", animated=True)
    assert re.findall(r' id="([^"]+)"', drawn)
    assert all(id.startswith("week1-a-") for id in re.findall(r' id="([^"]+)"', drawn))
    (style,) = re.findall(r"<style>(.*)</style>", drawn)
    assert all(name.startswith("week1-a-") for name in re.findall(r"\.([a-z][\w-]*)", style))
    assert all(name.startswith("week1-a-") for name in re.findall(r"@keyframes ([\w-]+)", style))


def test_motion_is_only_for_those_who_do_not_mind_it() -> None:
    drawn = to_svg(of("clamshell"), "Clamshell", animated=True)
    (style,) = re.findall(r"<style>(.*)</style>", drawn)
    before, inside = style.split("@media (prefers-reduced-motion:no-preference)", 1)
    assert before == ".figure-moving{display:none}"
    assert "animation" in inside
    assert ".figure-still{display:none}" in inside


def test_one_frame_is_seen_at_any_time() -> None:
    drawn = to_svg(of("clamshell"), "Clamshell", animated=True)
    shown = [dict.fromkeys(range(100), 0) for _ in range(drawn.count("@keyframes"))]
    for row, stops in zip(
        shown, re.findall(r"@keyframes [\w-]+\{((?:[\d.]+%\{opacity:[01]\})+)\}", drawn), strict=True
    ):
        for percent, on in re.findall(r"([\d.]+)%\{opacity:([01])\}", stops):
            for time in range(100):
                if time + 0.5 >= float(percent):
                    row[time] = int(on)
    assert {sum(row[time] for row in shown) for time in range(100)} == {1}


def test_the_left_side_is_the_mirror_image() -> None:
    figure = of("standing-hip-abduction")
    marks = [
        [
            float(element.get("cx", 0))
            for element in ElementTree.fromstring(to_svg(figure, "x", side=side)).iter(f"{SVG}circle")
        ]
        for side in ("right", "left")
    ]
    sums = [right % 1300 + left % 1300 for right, left in zip(*marks, strict=True)]
    assert len(sums) > 2
    assert sums == pytest.approx([1300] * len(sums), abs=2)


def test_working_near_and_far_limbs_differ_in_shade_without_colour() -> None:
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        return (0.299 * red + 0.587 * green + 0.114 * blue) / 255

    work, near, far = (grey(TONES[tone][0]) for tone in ("work", "near", "far"))
    assert work + 0.3 < near < far - 0.1
    assert TONES["far"][2] < TONES["near"][2]


def test_the_same_figure_gives_the_same_text() -> None:
    assert to_svg(of("side-plank"), "x", animated=True) == to_svg(of("side-plank"), "x", animated=True)
