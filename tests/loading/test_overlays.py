"""Catalogue files of one's own: what they add, change, hide and tighten, and every fault at its place."""

import json
import re
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from glutemed.errors import ProblemsError
from glutemed.loading import merging
from glutemed.loading.catalog import load_catalog
from glutemed.loading.overlays import catalog_schema, lay_over, short_of
from glutemed.loading.reader import read_text
from glutemed.model.catalog import Catalog, Limited
from glutemed.model.records import encode
from glutemed.rendering.entry import to_yaml

CIRCLE: dict[str, Any] = {
    "id": "leg-circle",
    "name": "Leg circle",
    "aliases": ["lying circle"],
    "category": "open-chain",
    "chain": "open",
    "mechanism": "hip-abduction",
    "pattern": "abduction",
    "sided": "one",
    "working_hip": "top",
    "position": "side-lying",
    "knee_bend": 0,
    "hip_bend": 0,
    "balance": "none",
    "stages": [{"stage": "early", "basis": "ruling", "sources": ["own"]}],
    "demand": "low",
    "dose": {"kind": "reps"},
    "rest_seconds": 45,
    "set_up": "Lie on the side that is not trained.",
    "steps": ["Lift the top leg.", "Draw a small circle.", "Lower the leg."],
    "cues": ["Hips still.", "Slowly."],
    "mistakes": ["Rolling back.", "Hurrying."],
    "stop_signs": ["Sharp pain."],
    "sources": ["own"],
}
FIGURE = {"outcome": "emg", "measure": "mean", "value": 55.0, "n": 12, "source": "us2026", "seen": "X"}
US = {
    "key": "us2026",
    "authors": "Our clinic",
    "year": 2026,
    "title": "Twelve of us",
    "kind": "note",
    "seen": "X",
    "grade": "X",
}

Write = Callable[..., str]


def merge_overlays(catalog: Catalog, files: Sequence[str]) -> Catalog:
    """Return a catalogue under files, in their order."""
    return merging.merge_overlays(catalog, {file: read_text(file) for file in files})


@pytest.fixture
def own(tmp_path: Path) -> Write:
    """Write sections as a catalogue file of one's own, and return its name."""

    def write(file_name: str = "mine.yaml", **sections: Any) -> str:
        file = tmp_path / file_name
        file.write_text(to_yaml({"schema": "glutemed.catalog/1", **sections}), encoding="utf-8")
        return str(file)

    return write


def refusal(catalog: Catalog, *files: str) -> list[str]:
    """Return the lines with which files are refused, without their folder."""
    with pytest.raises(ProblemsError) as caught:
        merge_overlays(catalog, files)
    return re.sub(r"(?m)^\S*/", "", str(caught.value)).split("\n")


def line_of(file: str, text: str) -> int:
    """Return the number of the first line that holds a text."""
    lines = Path(file).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


# What it does


def test_an_entry_is_added(catalog: Catalog, own: Write) -> None:
    made = merge_overlays(catalog, [own(exercises=[CIRCLE])])
    assert made.find("Lying Circle") is made.exercise("leg-circle")
    assert {e.id for e in made.exercises} - {e.id for e in catalog.exercises} == {"leg-circle"}
    assert made.overlays[0].name == "mine.yaml"
    assert made.overlays[0].does() == "adds leg-circle"


def test_the_entries_stay_sorted_by_id(catalog: Catalog, own: Write) -> None:
    ids = [exercise.id for exercise in merge_overlays(catalog, [own(exercises=[CIRCLE])]).exercises]
    assert ids == sorted(ids)


def test_an_added_entry_is_left_out_with_every_condition_that_it_does_not_judge(catalog: Catalog, own: Write) -> None:
    fine = {"condition": "itb-syndrome", "action": "allow", "why": "no load on the band", "sources": ["own"]}
    made = merge_overlays(catalog, [own(exercises=[{**CIRCLE, "conditions": [fine]}])]).exercise("leg-circle")
    assert made is not None
    actions = {note.condition: note.action for note in made.notes}
    assert actions == {c.id: "allow" if c.id == "itb-syndrome" else "avoid" for c in catalog.conditions}


def test_fields_of_a_built_in_entry_are_changed_and_the_others_stay(catalog: Catalog, own: Write) -> None:
    made = merge_overlays(catalog, [own(change=[{"id": "clamshell", "rest_seconds": 60, "name": "Clam"}])])
    before, after = catalog.exercise("clamshell"), made.exercise("clamshell")
    assert before
    assert after
    assert (after.rest_seconds, after.name) == (60, "Clam")
    changed = {name for name, value in encode(after).items() if value != encode(before)[name]}
    assert changed == {"rest_seconds", "name"}
    assert made.overlays[0].changed == ("clamshell",)


def test_figures_are_added_to_those_there_and_the_activation_follows(catalog: Catalog, own: Write) -> None:
    file = own(change=[{"id": "wall-press", "evidence": [FIGURE]}], sources=[US])
    before, after = catalog.exercise("wall-press"), merge_overlays(catalog, [file]).exercise("wall-press")
    assert before
    assert after
    assert after.evidence[:-1] == before.evidence
    assert after.evidence[-1].value == 55.0
    assert (before.activation, after.activation) == ("not-measured", "high")


def test_a_note_on_a_condition_stands_beside_those_on_others(catalog: Catalog, own: Write) -> None:
    note = {"condition": "low-back-pain", "action": "avoid", "why": "ours do not like it", "sources": ["own"]}
    after = merge_overlays(catalog, [own(change=[{"id": "side-plank", "conditions": [note]}])]).exercise("side-plank")
    before = catalog.exercise("side-plank")
    assert before
    assert after
    kept = tuple(n for n in before.conditions if n.condition != "low-back-pain")
    assert tuple(n for n in after.conditions if n.condition != "low-back-pain") == kept
    assert [n.why for n in after.conditions if n.condition == "low-back-pain"] == ["ours do not like it"]


def test_a_hidden_exercise_is_named_nowhere_any_more(catalog: Catalog, own: Write) -> None:
    made = merge_overlays(catalog, [own(hide=["lateral-band-walk", "side-plank-hip-abduction"])])
    body = json.dumps(
        {part: encode(getattr(made, part)) for part in ("exercises", "ladders", "protocols", "conditions")}
    )
    assert made.exercise("side-plank-hip-abduction") is None
    assert '"side-plank-hip-abduction"' not in body
    assert '"lateral-band-walk"' not in body
    assert made.overlays[0].hidden == ("lateral-band-walk", "side-plank-hip-abduction")


def test_a_limit_is_tightened(catalog: Catalog, own: Write) -> None:
    made = merge_overlays(catalog, [own(limits=[{"id": "main-reps-max", "value": 12}])])
    assert made.limit("main-reps-max") == 12
    assert made.overlays[0].limits == (Limited(id="main-reps-max", value=12),)
    assert made.overlays[0].does() == "tightens main-reps-max to 12"


def test_neighbours_name_a_new_entry_too(catalog: Catalog, own: Write) -> None:
    made = merge_overlays(catalog, [own(exercises=[{**CIRCLE, "harder": ["side-lying-hip-abduction"]}])])
    harder = made.exercise("side-lying-hip-abduction")
    assert harder is not None
    assert "leg-circle" in harder.easier


def test_a_neighbour_that_a_change_drops_drops_it_too(catalog: Catalog, own: Write) -> None:
    clam = catalog.exercise("clamshell")
    assert clam
    assert clam.harder
    made = merge_overlays(catalog, [own(change=[{"id": "clamshell", "harder": []}])])
    dropped = made.exercise(clam.harder[0])
    assert dropped is not None
    assert "clamshell" not in dropped.easier


def test_the_files_lie_over_each_other_in_their_order(catalog: Catalog, own: Write) -> None:
    first = own("a.yaml", name="Clinic", exercises=[CIRCLE])
    second = own("b.yaml", change=[{"id": "leg-circle", "rest_seconds": 90}], hide=["clamshell"])
    made = merge_overlays(catalog, [first, second])
    circle = made.exercise("leg-circle")
    assert circle
    assert circle.rest_seconds == 90
    assert [overlay.name for overlay in made.overlays] == ["Clinic", "b.yaml"]
    assert refusal(catalog, second, first)[0].startswith('b.yaml:3:9: there is no exercise "leg-circle"')


def test_the_fingerprint_covers_the_files(catalog: Catalog, own: Write) -> None:
    prints = {catalog.fingerprint}
    for index, rest in enumerate((60, 75, 90), 1):
        made = merge_overlays(catalog, [own(change=[{"id": "clamshell", "rest_seconds": rest}])])
        prints.add(made.fingerprint)
        assert len(prints) == index + 1


def test_the_decoded_form_of_both_is_cached(tmp_path: Path, own: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, file = str(tmp_path / "cache"), own(exercises=[CIRCLE])
    made = load_catalog(overlays=[file], cache=cache)

    def never(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("glutemed.loading.merging.merge_overlays", never)
    assert load_catalog(overlays=[file], cache=cache) == made


def test_a_changed_file_is_read_again(tmp_path: Path, own: Write) -> None:
    cache = str(tmp_path / "cache")
    load_catalog(overlays=[own(exercises=[CIRCLE])], cache=cache)
    again = load_catalog(overlays=[own(exercises=[{**CIRCLE, "rest_seconds": 50}])], cache=cache)
    circle = again.exercise("leg-circle")
    assert circle
    assert circle.rest_seconds == 50


def test_a_file_under_another_name_is_another_catalogue(tmp_path: Path, own: Write) -> None:
    """The name is shown in plans, so that a cached catalogue has to hold it."""
    cache = str(tmp_path / "cache")
    for name in ("a.yaml", "b.yaml"):
        made = load_catalog(overlays=[own(name, exercises=[CIRCLE])], cache=cache)
        assert [overlay.name for overlay in made.overlays] == [name]


@pytest.mark.parametrize(
    ("file", "text", "name"),
    [
        ("mine.yaml", "", "mine.yaml"),
        ("clinic/mine.yaml", "", "mine.yaml"),
        ("mine.yaml", "name: Clinic", "Clinic"),
        ("a\u202eb.yaml", "", "a?b.yaml"),
        ("x" * 76 + ".yaml", "", "x" * 76 + ".yam"),
    ],
    ids=["its file", "without the folder", "its own", "without what no one sees", "80 characters at most"],
)
def test_a_catalogue_is_called_by_its_name_or_that_of_its_file(
    catalog: Catalog, file: str, text: str, name: str
) -> None:
    (overlay,) = lay_over(catalog, {file: f"schema: glutemed.catalog/1\n{text}\n"}).overlays
    assert overlay.name == name


def test_the_activation_of_a_new_entry_follows_its_figures(catalog: Catalog, own: Write) -> None:
    file = own(exercises=[{**CIRCLE, "evidence": [FIGURE]}], sources=[US])
    made = merge_overlays(catalog, [file]).exercise("leg-circle")
    assert made
    assert made.activation == "high"


def test_what_a_stage_and_kit_are_short_of_is_a_word_and_no_fault(catalog: Catalog, own: Write) -> None:
    assert short_of(catalog) == ()
    planks = [e.id for e in catalog.exercises if e.category == "closed-chain" and e.mechanism != "step-towards"]
    drop = [{"id": id, "stages": [{"stage": "late", "basis": "ruling", "sources": ["own"]}]} for id in planks]
    made = merge_overlays(catalog, [own(change=drop)])
    assert any(word.startswith("mid with kit none has only") for word in short_of(made))


# Every fault at its place


@pytest.mark.parametrize(
    ("sections", "at", "told"),
    [
        pytest.param(
            {"exercises": [{**CIRCLE, "id": "clamshell"}]},
            "id: clamshell",
            'there is an exercise "clamshell" already; to change it, put its id and the new fields under "change:"; '
            "else choose another id",
            id="an id that is built in",
        ),
        pytest.param(
            {"exercises": [CIRCLE, {**CIRCLE, "name": "Circle", "aliases": []}]},
            None,
            'the exercise "leg-circle" is there twice; keep one of the two',
            id="an id twice",
        ),
        pytest.param(
            {"exercises": [{**CIRCLE, "name": "Clam"}]}, "aliases:", '"clam" already means clamshell', id="a name taken"
        ),
        pytest.param(
            {"exercises": [{**CIRCLE, "easier": ["clamshel"]}]},
            "easier:",
            '"clamshel" is not an exercise; did you mean "clamshell"?',
            id="an unknown neighbour",
        ),
        pytest.param(
            {"exercises": [{**CIRCLE, "sources": ["R-002", "bolgla2004"]}]},
            "bolgla2004",
            'the source "bolgla2004" is not known; did you mean "bolgla2005"?',
            id="an unknown source",
        ),
        pytest.param(
            {"exercises": [{**CIRCLE, "chain": "closed"}]},
            "chain:",
            'the chain "closed" is not that of "open-chain"',
            id="a chain that is not that of the category",
        ),
        pytest.param(
            {"exercises": [{**CIRCLE, "evidence": [FIGURE], "activation": "low"}], "sources": [US]},
            "activation:",
            'the figures in "evidence" give "high", not "low"',
            id="an activation that the figures do not give",
        ),
        pytest.param(
            {"change": [{"id": "clam", "rest_seconds": 5}]},
            "id: clam",
            'there is no exercise "clam"; did you mean "clamshell"?',
            id="a change by alias",
        ),
        pytest.param(
            {"change": [{"id": "clamshell", "rest_seconds": 50}, {"id": "clamshell", "name": "Clam"}]},
            None,
            '"clamshell" is changed twice; write one change',
            id="two changes of one",
        ),
        pytest.param(
            {"hide": ["pigeon"]},
            "hide:",
            'there is no exercise "pigeon"; did you mean "pigeon-pose"?',
            id="nothing to hide",
        ),
        pytest.param(
            {"limits": [{"id": "main-rep-max", "value": 12}]},
            "id: main-rep-max",
            'there is no limit "main-rep-max"; did you mean "main-reps-max"?',
            id="an unknown limit",
        ),
        pytest.param(
            {"sources": [{**US, "key": "A13"}]}, "key:", 'the key "A13" stands 2 times', id="a source that is built in"
        ),
        pytest.param({"protocols": []}, "protocols:", '"protocols" is not a field here', id="policy"),
        *(
            pytest.param(
                {section: []},
                f"{section}:",
                f'"{section}" are built in; a catalogue of your own may not define them; '
                "it may hold exercises, change, hide, limits, sources",
                id=section,
            )
            for section in ("questions", "tests", "gates")
        ),
        pytest.param({"overlays": []}, "overlays:", '"overlays" is not a field here', id="what the program writes"),
    ],
)
def test_a_fault_is_told_at_its_place(
    catalog: Catalog, own: Write, sections: dict[str, Any], at: str | None, told: str
) -> None:
    file = own(**sections)
    (found,) = refusal(catalog, file)
    place, _, message = found.partition(": ")
    assert message.startswith(told)
    if at:
        assert place.split(":")[1] == str(line_of(file, at))


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_lines(catalog: Catalog, own: Write) -> None:
    """Entries that cannot be read, and what the readable ones do wrong."""
    typo = {**CIRCLE, "id": "typo", "name": "Typo", "aliases": [], "demand": "hihg"}
    jump = {**CIRCLE, "id": "jump", "name": "Jump", "aliases": ["clam"], "impact": True, "easier": ["typo"]}
    file = own(
        exercises=[typo, jump],
        change=[{"id": "single-leg-squat", "impact": True, "demand": "low"}],
        hide=["nothing"],
        limits=[{"id": "pain-max", "value": 9}],
    )
    found = refusal(catalog, file)
    lines = [int(line.split(":")[1]) for line in found]
    assert lines == sorted(lines)
    told = "\n".join(found)
    for word in (
        '"demand": "hihg" is not allowed',
        '"clam" already means clamshell',
        'impact is "very-high" demand at least',
        '"demand" "low" loosens a safety rule',
        'there is no exercise "nothing"',
        "9 loosens a safety rule: pain-max may be 5 to 7 of 10",
    ):
        assert word in told
    assert '"typo" is not an exercise' not in told


def test_what_hiding_breaks_is_told_at_the_line_that_hides(catalog: Catalog, own: Write) -> None:
    found = refusal(catalog, own(hide=["pigeon-pose", "side-plank-hip-abduction", "single-leg-squat"]))
    assert all(line.startswith("mine.yaml:2:") for line in found)
    assert any("sit-to-stand" in line and line.endswith("hide sit-to-stand too, or change it") for line in found)


def test_the_problems_of_all_files_are_told_at_once(catalog: Catalog, own: Write) -> None:
    files = own("b.yaml", hide=["x-x"]), own("a.yaml", hide=["y-y"])
    assert [line.split(":")[0] for line in refusal(catalog, *files)] == ["b.yaml", "a.yaml"]


def refused(catalog: Catalog, *texts: str) -> list[str]:
    """Return the lines with which texts are refused; they are called a.yaml, b.yaml and so on."""
    files = {
        f"{letter}.yaml": f"schema: glutemed.catalog/1\n{text}\n" for letter, text in zip("abc", texts, strict=False)
    }
    with pytest.raises(ProblemsError) as caught:
        lay_over(catalog, files)
    return str(caught.value).split("\n")


SQUATS = (
    "double-leg-squat",
    "offset-squat",
    "single-leg-biased-squat",
    "sit-to-stand",
    "split-stance-sit-to-stand",
    "wall-squat",
)
"""What leads to the single-leg squat."""
NO_LEG = 'a step-towards rung names the one-leg exercise that it leads to, and "single-leg-squat" is none'
UNKNOWN = 'there is no exercise "x-x"'


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        pytest.param(
            ["change: [{id: y-y}]\nlimits: [{id: pain-max, value: 9}]\nhide: [x-x]"],
            [
                'a.yaml:2:15: there is no exercise "y-y"',
                "a.yaml:3:25: 9 loosens a safety rule: pain-max may be 5 to 7 of 10",
                f"a.yaml:4:8: {UNKNOWN}",
            ],
            id="in the order of lines",
        ),
        pytest.param(
            ["hide: [x-x]\nchange: [{id: y-y}]"],
            [f"a.yaml:2:8: {UNKNOWN}", 'a.yaml:3:15: there is no exercise "y-y"'],
            id="whatever the order of sections",
        ),
        pytest.param(
            ["hide: [x-x, Y, x-x]"],
            [
                f"a.yaml:2:8: {UNKNOWN}",
                'a.yaml:2:13: "hide": must have at least 2 characters, not "Y"',
                f"a.yaml:2:16: {UNKNOWN}",
            ],
            id="in the order of columns",
        ),
        pytest.param(
            [
                "hide: [hop]\nlimits: [{id: pain-max, value: 6}]",
                "hide: [pigeon-pose]\nlimits: [{id: pain-max, value: 7}]",
            ],
            ["b.yaml:3:25: 7 loosens a safety rule: pain-max may be 5 to 6 of 10"],
            id="what the second of two files loosens of the first",
        ),
        pytest.param(
            ["\n\n\nhide: [x-x]", "hide: [x-x]"],
            [f"a.yaml:5:8: {UNKNOWN}", f"b.yaml:2:8: {UNKNOWN}"],
            id="in the order of files",
        ),
        pytest.param(
            [
                "change: [{id: clamshell, rest_seconds: 60}]",
                "hide: [hop]\nchange: [{id: clamshell, sources: [nowhere]}]",
            ],
            ['b.yaml:3:36: the source "nowhere" is not known'],
            id="the last file that touches an entry",
        ),
        pytest.param(
            ["limits: [{id: main-reps-max, value: 12}, {id: main-reps-max, value: 12}]"],
            ['a.yaml:2:47: "main-reps-max" is changed twice; write one change'],
            id="a limit twice",
        ),
        pytest.param(
            ["sources: [{key: us2026, kind: nte, seen: X}]\nchange: [{id: clamshell, sources: [us2026]}]"],
            [
                'a.yaml:2:31: "kind": "nte" is not allowed',
            ],
            id="a source that could not be read, and not what names it",
        ),
        pytest.param(
            ["change: [{id: sit-to-stand, sided: 5, chain: open}, {id: clamshell, easier: [sit-to-stand]}]"],
            ['a.yaml:2:36: "sided": this is not allowed; allowed: one, both'],
            id="an entry that could not be read, and no more about it",
        ),
        pytest.param(
            ["change: [{id: typo, rest_seconds: x}, {id: typo, rest_seconds: 60}]\nhide: [typo, hop]"],
            ['a.yaml:2:35: "rest_seconds" must be a whole number, not "x"'],
            id="an entry that could not be read, and not that it is not there",
        ),
        pytest.param(
            ["change: [{id: clamshell, dose: {kind: reps, sets: [3, 5], sources: [own]}}]"],
            ['a.yaml:2:45: "sets" 3 to 5 loosens a safety rule'],
            id="the part of a field that is wrong",
        ),
        pytest.param(
            ["hide: [hop, single-leg-squat]"],
            [f"a.yaml:2:13: {id}: {NO_LEG}; hide {id} too, or change it" for id in SQUATS],
            id="what hiding breaks, and what would mend it",
        ),
        pytest.param(
            [f"change: [{{id: wall-squat, rest_seconds: 90}}]\nhide: [single-leg-squat, {', '.join(SQUATS[:-1])}]"],
            [f"a.yaml:2:10: {NO_LEG}"],
            id="what hiding breaks of an entry that the file changes",
        ),
        pytest.param(
            [f"hide: [{', '.join(SQUATS[:-1])}]", "name: Clinic", "hide: [hop, single-leg-squat]"],
            [f"c.yaml:2:13: wall-squat: {NO_LEG}; hide wall-squat too, or change it"],
            id="which of several files hides it",
        ),
        pytest.param(
            ["hide: [single-leg-squat]\nchange: [{id: sit-to-stand, rest_seconds: x}]"],
            [
                *(f"a.yaml:2:8: {id}: {NO_LEG}; hide {id} too, or change it" for id in SQUATS if id != "sit-to-stand"),
                'a.yaml:3:43: "rest_seconds" must be a whole number, not "x"',
            ],
            id="what hiding breaks, but for an entry that could not be read",
        ),
    ],
)
def test_problems_are_told_once_each_in_order_at_their_places(
    catalog: Catalog, texts: list[str], told: list[str]
) -> None:
    found = refused(catalog, *texts)
    assert [line[: len(start)] for line, start in zip_longest(found, told, fillvalue="")] == told


def test_what_two_parts_of_an_entry_do_wrong_in_the_same_way_is_told_once(catalog: Catalog, own: Write) -> None:
    ruled = [{"stage": stage, "basis": "article", "sources": ["own"]} for stage in ("early", "mid")]
    found = refusal(catalog, own(exercises=[{**CIRCLE, "stages": ruled}]))
    assert len(found) == len(set(found)) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("change: [{id: clamshell, rest_seconds: '60'}]", '2:40: "rest_seconds" must be a whole number, not "60"'),
        ("change: [{id: clamshell, kneeling: 'true'}]", '2:36: "kneeling" must be true or false, not "true"'),
        ("change: [{id: clamshell, rest: 60}]", '2:26: "rest" is not a field here'),
        ("change: [{rest_seconds: 60}]", '2:10: "id" is missing'),
        ("limits: [{id: main-reps-max, value: '12'}]", '2:37: "value" must be a number, not "12"'),
        ("limits: [{id: main-reps-max, value: 12, unit: sets}]", '2:41: "unit" is not a field here'),
        ("limits: [{id: main-reps-max}]", '2:10: "value" is missing'),
        ("limits: [{value: 12}]", '2:10: "id" is missing'),
        ("hide: [5]", '2:8: "hide" must be text'),
        ("hide: clamshell", '2:7: "hide" must be a list, not "clamshell"; each entry after a dash, or in brackets'),
        ("name: 5", '2:7: "name" must be text'),
        ("hidden: []", '2:1: "hidden" is not a field here; did you mean "hide"?'),
        ("sources: [{key: us2026, kind: note, seen: X, pmid: 12a}]", '2:52: "pmid": must be digits, not "12a"'),
        ("sources: [{key: us2026, kind: note, seen: X, pmid: '1234567890123'}]", '2:52: "pmid": must be digits'),
        ("sources: [{key: us2026, kind: note, seen: X, pmid: 'PMC12'}]", '2:52: "pmid": must be digits'),
        ("sources: [{key: us2026, kind: note, seen: X, pmcid: '12'}]", '2:53: "pmcid": must read like PMC3201064'),
        ("sources: [{key: us2026, kind: note, seen: X, pmcid: PMC}]", '2:53: "pmcid": must read like PMC3201064'),
        ("sources: [{key: us2026, kind: note, seen: X, pmcid: pmc12}]", '2:53: "pmcid": must read like PMC3201064'),
        ("sources: [{key: us2026, kind: note, seen: X, pmcid: PMC1234567890}]", '2:53: "pmcid": must read like PMC'),
    ],
)
def test_a_value_of_another_kind_is_refused_and_no_other_field_is_known(catalog: Catalog, text: str, told: str) -> None:
    (found,) = refused(catalog, text)
    assert found.startswith(f"a.yaml:{told}")


@pytest.mark.parametrize(
    "ids", ["{}", "{pmid: '', pmcid: ''}", "{pmid: '123456789012'}", "{pmcid: PMC1}", "{pmcid: PMC123456789}"]
)
def test_the_numbers_of_a_publication_may_be_left_out(catalog: Catalog, ids: str) -> None:
    fields = ", ".join(filter(None, ("key: us2026, kind: note, seen: X", ids.strip("{}"))))
    made = lay_over(catalog, {"a.yaml": f"schema: glutemed.catalog/1\nsources: [{{{fields}}}]\n"})
    assert made.sources[-1].key == "us2026"


def test_more_than_a_thousand_entries_are_refused_at_once(catalog: Catalog) -> None:
    limits = "limits:\n" + "  - {id: pain-max, value: 9}\n" * 10 + "hide:\n"
    told = "a.yaml:1:1: 1001 entries; at most 1000 are allowed"
    assert not any("entries" in line for line in refused(catalog, limits + "  - clamshell\n" * 990))
    assert refused(catalog, limits + "  - clamshell\n" * 991) == [told]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("change: [{id: clamshell, sources: [R-0022]}]", 'did you mean "R-022"?'),
        ("change: [{id: clamshell, sources: [qqqqq]}]", "glutemed sources"),
        ("change: [{id: clamshell, easier: [qqqqq]}]", "glutemed list"),
        ("change: [{id: clamshell, easier: [clamshel]}]", 'did you mean "reverse-clamshell"?'),
        ("hide: [qqqqq]", "glutemed list"),
        ("limits: [{id: qqqqq, value: 1}]", "glutemed catalog limits"),
    ],
)
def test_an_unknown_name_is_told_with_what_it_may_mean_or_where_all_are(catalog: Catalog, text: str, hint: str) -> None:
    """An exercise is not meant for its own neighbour."""
    (found,) = refused(catalog, text)
    assert hint in found.partition("; ")[2]


def test_what_a_change_does_to_an_entry_that_no_file_touches_is_told_too(catalog: Catalog) -> None:
    (found,) = refused(catalog, "change: [{id: clamshell, name: Hop}]")
    assert found.startswith("a.yaml:")
    assert found.endswith('hop: "hop" already means clamshell')


@pytest.mark.parametrize("text", ["", "[]", "just text", "schema: glutemed.catalog/1\nhide: clamshell\n"])
def test_a_file_that_is_no_catalogue_is_refused(catalog: Catalog, tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    assert refusal(catalog, str(tmp_path / "mine.yaml"))


# The schema for editors


def test_the_schema_takes_what_the_reader_takes(own: Write) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(catalog_schema()))
    validator.check_schema(validator.schema)
    whole = {
        "schema": "glutemed.catalog/1",
        "name": "Clinic",
        "exercises": [CIRCLE],
        "change": [{"id": "clamshell", "rest_seconds": 60}],
        "hide": ["pigeon-pose"],
        "limits": [{"id": "main-reps-max", "value": 12}],
        "sources": [US],
    }
    assert list(validator.iter_errors(whole)) == []
    with open(own(**{key: value for key, value in whole.items() if key != "schema"}), encoding="utf-8") as file:
        assert list(validator.iter_errors(yaml.safe_load(file))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"schema": "glutemed.catalog/2"},
        {"schema": "glutemed.catalog/1", "exercise": []},
        {"schema": "glutemed.catalog/1", "exercises": [{**CIRCLE, "demand": "hihg"}]},
        {"schema": "glutemed.catalog/1", "exercises": [{**CIRCLE, "stpes": []}]},
        {"schema": "glutemed.catalog/1", "exercises": [{k: v for k, v in CIRCLE.items() if k != "steps"}]},
        {"schema": "glutemed.catalog/1", "change": [{"rest_seconds": 60}]},
        {"schema": "glutemed.catalog/1", "change": [{"id": "clamshell", "rest_seconds": 6000}]},
        {"schema": "glutemed.catalog/1", "limits": [{"id": "main-reps-max"}]},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(wrong: dict[str, Any]) -> None:
    assert not jsonschema.Draft202012Validator(json.loads(catalog_schema())).is_valid(wrong)
