"""Catalogue data as YAML: what is written reads back the same, and reads well."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from glutemed.loading.reader import parse_yaml
from glutemed.loading.text import gate
from glutemed.model.catalog import Catalog
from glutemed.model.records import encode
from glutemed.rendering.entry import to_yaml

words = st.text(max_size=40).filter(lambda text: gate(text) is None)
scalars = st.one_of(
    words, st.booleans(), st.integers(-999, 999), st.sampled_from(["yes", "null", "12:30", "1e3", "~", "a: b"])
)
lists = st.lists(scalars, min_size=1, max_size=4)
keys = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)
flat = st.dictionaries(keys, st.one_of(scalars, lists), min_size=1, max_size=5)
nested = st.dictionaries(keys, st.one_of(scalars, lists, flat, st.lists(flat, min_size=1, max_size=3)), min_size=1)


@given(nested)
def test_what_is_written_reads_back_the_same(data: dict[str, Any]) -> None:
    from unicodedata import normalize

    def composed(value: Any) -> Any:
        if isinstance(value, str):
            return normalize("NFC", value)
        if isinstance(value, list):
            return [composed(part) for part in value]
        return {name: composed(part) for name, part in value.items()} if isinstance(value, dict) else value

    assert parse_yaml(to_yaml(data), "x").data == composed(data)


def test_every_built_in_exercise_reads_back(catalog: Catalog) -> None:
    for exercise in catalog.exercises:
        kept = {name: value for name, value in encode(exercise).items() if value not in ([], None)}
        assert parse_yaml(to_yaml(kept), "x").data == kept


@pytest.mark.parametrize(
    ("data", "written"),
    [
        ({"id": "leg-circle"}, "id: leg-circle\n"),
        ({"name": "Leg circle"}, 'name: "Leg circle"\n'),
        ({"kneeling": True, "knee_bend": 45, "tempo": "2-1-2"}, 'kneeling: true\nknee_bend: 45\ntempo: "2-1-2"\n'),
        ({"answer": "no"}, 'answer: "no"\n'),
        ({"sources": ["own", "wall"]}, "sources: [own, wall]\n"),
        ({"sources": ["own", "no"]}, 'sources:\n  - own\n  - "no"\n'),
        ({"dose": [1, True, "own"]}, "dose: [1, true, own]\n"),
        ({"leads_to": None}, "leads_to: null\n"),
        ({"aliases": []}, "aliases: []\n"),
        ({"id": "a/b2.c3_d4"}, "id: a/b2.c3_d4\n"),
        ({"set_up": "Links \u00fcber"}, 'set_up: "Links \u00fcber"\n'),
        (
            {"notes": [{"forms": [{"a": 1, "b": {"c": 2}}, {"a": 3}], "d": 4}], "e": 5},
            "notes:\n  - forms:\n      - a: 1\n        b:\n          c: 2\n      - a: 3\n    d: 4\ne: 5\n",
        ),
        ({"steps": ["Lift.", 'Lower "it".']}, 'steps:\n  - "Lift."\n  - "Lower \\"it\\"."\n'),
        ({"dose": {"kind": "reps", "reps": [8, 12]}}, "dose:\n  kind: reps\n  reps: [8, 12]\n"),
        (
            {"exercises": [{"id": "a-b", "stages": [{"stage": "mid", "sources": ["own"]}]}]},
            "exercises:\n  - id: a-b\n    stages:\n      - stage: mid\n        sources: [own]\n",
        ),
    ],
)
def test_it_is_written_as_people_write_it(data: dict[str, Any], written: str) -> None:
    assert to_yaml(data) == written


@pytest.mark.parametrize(
    "text",
    [
        *("true", "false", "null", "yes", "no", "on", "off", "y", "n", "~", "True", "NO"),
        *("", " ", "5", "-5", "1.5", "1e3", "0x1f", "010", "12:30", "2026-01-01", "-", "--- a", "... a"),
        *("a: b", "a:", ": a", "a #b", "#a", "'a'", '"a"', "it's", "a, b", "[a]", "{a}", "&a", "*a", "!a", "@a", "%a"),
        *("|", ">", "? a", "a\\b", "a-", "-a", "a--b", "A", "caf\u00e9", "\U0001f9d8"),
    ],
)
def test_a_text_that_yaml_has_another_idea_of_is_in_quotes_and_reads_back(text: str) -> None:
    """Our reader and one that knows YAML 1.1, in which `no` is false."""
    for data in ({"a": text}, {"a": [text, "own"]}, {"a": [{"b": text}]}):
        written = to_yaml(data)
        assert '"' in written
        assert parse_yaml(written, "x").data == yaml.safe_load(written) == data


@pytest.mark.parametrize("word", ["own", "leg-circle", "yes-no", "nor", "one", "offset", "trueish", "a-1", "mid_late"])
def test_a_plain_word_is_not(word: str) -> None:
    written = to_yaml({"a": word})
    assert written == f"a: {word}\n"
    assert parse_yaml(written, "x").data == yaml.safe_load(written) == {"a": word}
