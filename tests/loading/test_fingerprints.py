"""What names a program in a log: any change of its plan shows."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from glutemed.loading.fingerprints import begun_anew, is_as_named
from glutemed.loading.logs import read_log
from glutemed.model.log import Log, Person, Saved, fingerprint_of
from glutemed.model.plan import Plan
from glutemed.rendering.log import log_to_json

NOON = "2026-12-01T12:00:00.000000Z"


@pytest.fixture
def saved(plan_for: Callable[..., Plan]) -> Saved:
    plan = plan_for()
    return Saved(program=fingerprint_of(plan), saved=NOON, plan=plan)


def test_a_plan_that_was_changed_has_another_name(saved: Saved) -> None:
    assert is_as_named(saved)
    assert not is_as_named(replace(saved, plan=replace(saved.plan, id="another")))


def test_a_program_begun_anew_is_named_by_its_moment_too(saved: Saved) -> None:
    anew = replace(saved, program=begun_anew(saved.plan, NOON))
    assert is_as_named(anew)
    assert anew.program != saved.program
    assert not is_as_named(replace(anew, saved="2026-12-02T12:00:00.000000Z"))


@pytest.mark.parametrize(
    "fields",
    [
        {"stage": "late", "pain": 1, "weeks": 8},
        {"goal": "prevention", "level": "advanced", "start": "2026-12-01"},
        {"condition": ("gluteal-tendinopathy",), "side": "left", "clinician": "Dr. Zo\u00eb: fine"},
    ],
)
def test_a_plan_that_went_through_a_file_has_the_same_name(
    plan_for: Callable[..., Plan], fields: dict[str, object]
) -> None:
    plan = plan_for(**fields)
    saved = Saved(program=fingerprint_of(plan), saved=NOON, plan=plan)
    text = log_to_json(Log(people=(Person(name="me", programs=(saved,)),)))
    assert read_log(text, "log.json").people[0].programs == (saved,)
