"""Merging: many files, one catalogue, whatever their order; every fault at its place."""

import json
import os
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from glutemed.errors import ProblemsError
from glutemed.loading.catalog import data_files
from glutemed.loading.merging import SCHEMA, merge
from glutemed.model.catalog import Catalog
from glutemed.model.records import encode

HEAD = "schema: glutemed.catalog/1\n"


def refusal(*files: Path) -> list[str]:
    """Return the lines with which files are refused, without their folder."""
    with pytest.raises(ProblemsError) as caught:
        merge([str(file) for file in files])
    return str(caught.value).replace(f"{files[0].parent}{os.sep}", "").split("\n")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data folder."""
    return Path(shutil.copytree(os.path.dirname(data_files()[0]), tmp_path / "data"))


def change(folder: Path, name: str, old: str, new: str) -> int:
    """Replace the first `old` in a file; return its line number."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def files(folder: Path) -> list[str]:
    return sorted(str(file) for file in folder.glob("*.yaml") if file.name != "figures.yaml")


def written(path: Path, sections: dict[str, Any]) -> str:
    """Write sections as a catalogue file; JSON is YAML."""
    path.write_text(json.dumps({"schema": SCHEMA, **sections}, ensure_ascii=False), encoding="utf-8")
    return str(path)


# Order means nothing


def test_the_order_of_files_means_nothing(catalog: Catalog) -> None:
    names = list(data_files())
    for seed in range(3):
        random.Random(seed).shuffle(names)
        assert merge(names) == catalog


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_entries_means_nothing(catalog: Catalog, tmp_path: Path, seed: int) -> None:
    sections = {name: rows for name, rows in encode(catalog).items() if name not in ("fingerprint", "overlays")}
    for rows in sections.values():
        random.Random(seed).shuffle(rows)
    shuffled = merge([written(tmp_path / "all.yaml", sections)])
    assert shuffled.exercises == catalog.exercises
    assert shuffled.fingerprint == catalog.fingerprint


@pytest.mark.parametrize("seed", range(3))
def test_how_entries_are_spread_over_files_means_nothing(catalog: Catalog, tmp_path: Path, seed: int) -> None:
    parts: list[dict[str, Any]] = [{}, {}, {}]
    for name, rows in encode(catalog).items():
        for row in rows if name not in ("fingerprint", "overlays") else ():
            random.Random(f"{seed} {row}").choice(parts).setdefault(name, []).append(row)
    spread = merge([written(tmp_path / f"{number}.yaml", part) for number, part in enumerate(parts)])
    assert spread.exercises == catalog.exercises
    assert spread.fingerprint == catalog.fingerprint


def test_entries_are_sorted_by_id(catalog: Catalog) -> None:
    ids = [exercise.id for exercise in catalog.exercises]
    assert ids == sorted(ids)
    assert [source.key for source in catalog.sources] == sorted(source.key for source in catalog.sources)


# The fingerprint


def test_comments_and_quotes_leave_the_fingerprint_as_it_is(catalog: Catalog, data: Path) -> None:
    change(data, "limits.yaml", "unit: sets", 'unit: "sets"  # a comment')
    assert merge(files(data)).fingerprint == catalog.fingerprint


@pytest.mark.parametrize(
    "name, old, new",
    [
        ("limits.yaml", "unit: sets", "unit: rounds"),
        ("sources.yaml", "kind: study", "kind: review"),
        ("advice.yaml", "    title: ", "    title: A "),
        ("protocols.yaml", "default_days: 3", "default_days: 2"),
    ],
)
def test_any_change_of_data_changes_the_fingerprint(
    catalog: Catalog, data: Path, name: str, old: str, new: str
) -> None:
    change(data, name, old, new)
    merged = merge(files(data))
    assert merged.fingerprint != catalog.fingerprint
    assert len(merged.fingerprint) == 64


def test_an_id_in_two_files_is_told_at_the_second(tmp_path: Path) -> None:
    rule = "rules:\n  - {id: kit, rule: P01, text: x, sources: [own]}\n"
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text(HEAD + rule, encoding="utf-8")
    assert any(
        line.startswith("two.yaml:") and "stands 2 times" in line
        for line in refusal(tmp_path / "one.yaml", tmp_path / "two.yaml")
    )


def test_a_wrong_schema_line_hides_no_other_problem(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("schema: other/1\nrulez: []\n", encoding="utf-8")
    found = refusal(tmp_path / "own.yaml")
    assert len(found) == 2
    assert "rulez" in found[1]


def test_a_fingerprint_cannot_be_written_into_a_file(data: Path) -> None:
    line = change(data, "limits.yaml", HEAD, HEAD + "fingerprint: abc\n")
    assert refusal(*map(Path, files(data))) == [f'limits.yaml:{line + 1}:1: "fingerprint" is not a field here']


# The schema line

WRITE = f'write "schema: {SCHEMA}"'
NOT_ONE = f'"schema" must be {SCHEMA}'


@pytest.mark.parametrize(
    "text, told",
    [
        ("limits: []\n", f"1:1: {NOT_ONE}; {WRITE}"),
        ("# mine\nlimits: []\nschema: glutemed.plan/1\n", f"3:9: {NOT_ONE}; {WRITE}"),
        ("schema: glutemed.catalog/2\n", f"1:9: {NOT_ONE}; update glutemed to read it"),
        ("schema: glutemed.catalog/10\n", f"1:9: {NOT_ONE}; update glutemed to read it"),
        ("schema: glutemed.catalog/0\n", f"1:9: {NOT_ONE}; {WRITE}"),
        ("schema: glutemed.catalog/one\n", f"1:9: {NOT_ONE}; {WRITE}"),
        ("schema: glutemed.catalog\n", f"1:9: {NOT_ONE}; {WRITE}"),
        ("schema: 1\n", f"1:9: {NOT_ONE}; {WRITE}"),
        ("schema: [glutemed.catalog/1]\n", f"1:9: {NOT_ONE}; {WRITE}"),
        ("schema:\n", f"1:1: {NOT_ONE}; {WRITE}"),
        ("schema: glutemed.catalog/\u00b2\n", f"1:9: {NOT_ONE}; {WRITE}"),
        ("", "1:1: a catalogue is a mapping of sections"),
        ("- exercises\n", "1:1: a catalogue is a mapping of sections"),
    ],
)
def test_a_file_without_our_schema_line_is_refused(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    assert refusal(tmp_path / "own.yaml") == [f"own.yaml:{told}"]


def test_a_schema_number_of_5000_digits_is_refused_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(f"schema: glutemed.catalog/{'9' * 5000}\n", encoding="utf-8")
    assert any(NOT_ONE in line for line in refusal(tmp_path / "own.yaml"))


# Faults and their places


def test_the_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + "limitz: []\nexercises: 5\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("limits: []\n", encoding="utf-8")
    (tmp_path / "c.yaml").write_text("a: [\n", encoding="utf-8")
    (tmp_path / "d.yaml").write_bytes(b"\xff")
    assert [line.split("; ")[0] for line in refusal(*(tmp_path / f"{name}.yaml" for name in "abcd"))] == [
        'a.yaml:2:1: "limitz" is not a field here',
        'a.yaml:3:12: "exercises" must be a list',
        f"b.yaml:1:1: {NOT_ONE}",
        "c.yaml:2:1: not valid YAML: did not find expected node content",
        "d.yaml:1:1: this is not UTF-8 text",
    ]


@pytest.mark.parametrize(
    "name, old, new, told",
    [
        ("limits.yaml", "sources: [A20, A28]", "sources: [NOPE]", '{line-4}:5: the source "NOPE" is not known'),
        ("exercises.yaml", "leads_to: ", "leads_to: no-", "{line}:5: a step-towards rung names"),
        (
            "exercises.yaml",
            "    activation: not-measured",
            "    activation: high",
            '{line}:5: the figures in "evidence" give "not-measured"',
        ),
        ("conditions.yaml", "id: itb-syndrome", "id: low-back-pain", 'the id "low-back-pain" stands 2 times'),
    ],
)
def test_what_the_checks_find_stands_at_the_entry_or_its_field(
    data: Path, name: str, old: str, new: str, told: str
) -> None:
    line = change(data, name, old, new)
    told = told.replace("{line-4}", str(line - 4)).replace("{line}", str(line))
    found = refusal(*map(Path, files(data)))
    assert any(one.startswith(f"{name}:") and told in one for one in found), found


def test_what_a_protocol_gets_wrong_stands_at_that_protocol(data: Path) -> None:
    text = (data / "protocols.yaml").read_text(encoding="utf-8")
    place = text.rindex("prefer: [") + len("prefer: [")
    (data / "protocols.yaml").write_text(f"{text[:place]}no-such-one, {text[place:]}", encoding="utf-8")
    first = text[: text.rindex("  - goal:")].count("\n") + 1
    (told,) = refusal(*map(Path, files(data)))
    assert told.startswith("protocols.yaml:")
    assert int(told.split(":")[1]) >= first


def test_a_stage_with_too_few_exercises_is_no_fault_of_a_file_that_has_none(data: Path) -> None:
    """`advice.yaml`, the first by name, holds no exercises."""
    change(data, "limits.yaml", "  - id: coverage-entries\n    value: ", "  - id: coverage-entries\n    value: 9")
    found = refusal(*map(Path, files(data)))
    assert "main exercises of 9" in found[0]
    assert [line for line in found if line.startswith("advice.yaml")] == []


def test_a_limit_that_is_not_there_is_a_problem_of_the_data(data: Path) -> None:
    change(data, "limits.yaml", "id: coverage-entries", "id: coverage-entriez")
    assert any("coverage-entries" in line for line in refusal(*map(Path, files(data))))


def test_a_catalogue_without_limits_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(HEAD, encoding="utf-8")
    assert refusal(tmp_path / "own.yaml")
