"""A catalogue of one's own may tighten what protects people, and not loosen it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from glutemed.checks.overlay import loosened
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import DoseLimits, Form, StageBasis

Edited = Callable[..., Catalog]

SQUAT = "/exercises/single-leg-squat"
CLAM = "/exercises/clamshell"
EARLY, LATE = (StageBasis(stage=stage, basis="ruling", sources=("own",)) for stage in ("early", "late"))
DOSE, HOLD = DoseLimits(kind="reps", sources=("own",)), DoseLimits(kind="hold", sources=("own",))
EASY = Form(id="easy", name="easy", demand="low", how="as the full one", sources=("own",))


def found(catalog: Catalog, own: Catalog) -> list[tuple[str, str, str]]:
    return [(finding.entry, finding.field, finding.message) for finding in loosened(catalog, own)]


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (f"{SQUAT}/demand", "moderate", '"demand" "moderate" loosens a safety rule; it is "high"'),
        ("/exercises/hop/impact", False, '"impact" false loosens a safety rule; it is true'),
        ("/exercises/knee-side-plank/kneeling", False, '"kneeling" false loosens a safety rule; it is true'),
        ("/exercises/runner-drill/balance", "none", '"balance" "none" loosens a safety rule; it is "much"'),
        (f"{SQUAT}/knee_bend", 10, '"knee_bend" below 60 loosens a safety rule; write a form with a smaller range'),
        (f"{SQUAT}/stages", (EARLY, LATE), 'a stage before "mid" loosens a safety rule'),
        (f"{CLAM}/position", "supine", '"position" of a built-in exercise may not be changed'),
        (f"{CLAM}/category", "activation", '"category" of a built-in exercise may not be changed'),
        (f"{CLAM}/stop_signs", (), "fewer stop signs than"),
        (f"{CLAM}/dose", replace(DOSE, reps=(8, 20)), '"reps" 8 to 20 loosens a safety rule; allowed: 5 to 15'),
        (f"{CLAM}/dose", replace(DOSE, sets=(3, 5)), '"sets" 3 to 5 loosens a safety rule; allowed: 2 to 4'),
        (f"{CLAM}/dose", replace(DOSE, sets=(3, 4)), '"sets" from 3 leave no room for the 2 that pain asks for'),
        (f"{CLAM}/dose", DoseLimits(kind="hold"), 'a dose of "hold" in place of "reps" is another exercise'),
        ("/exercises/side-plank/dose", replace(HOLD, seconds=(20, 90)), '"seconds" 20 to 90'),
        ("/exercises/pigeon-pose/dose", replace(HOLD, seconds=(20, 60)), '"seconds" 20 to 60'),
        ("/exercises/lateral-band-walk/dose", replace(DOSE, sets=(1, 3)), '"sets" 1 to 3 loosens a safety rule'),
        (f"{SQUAT}/conditions", (), 'for gluteal-tendinopathy only "avoid", or "change" as built in, is safe enough'),
    ],
)  # fmt: skip
def test_a_change_that_loosens_a_safety_rule_is_told(
    catalog: Catalog, edited: Edited, path: str, value: Any, told: str
) -> None:
    _, _, entry, field = path.split("/")
    own = edited(catalog, {path: value})
    messages = [message for id, at, message in found(catalog, own) if (id, at) == (entry, field)]
    assert any(message.startswith(told) for message in messages), messages


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{SQUAT}/demand", "very-high"),
        (f"{SQUAT}/impact", True),
        (f"{SQUAT}/surface", "unstable"),
        (f"{SQUAT}/balance", "much"),
        (f"{SQUAT}/knee_bend", 90),
        (f"{SQUAT}/stages", (LATE,)),
        (f"{SQUAT}/name", "One-leg squat"),
        (f"{SQUAT}/rest_seconds", 30),
        (f"{SQUAT}/needs", ("bench",)),
        (f"{CLAM}/dose", replace(DOSE, sets=(2, 3), reps=(10, 12))),
        (f"{SQUAT}/conditions", lambda notes: tuple(
            replace(note, action="avoid", form=None, range="", support="") for note in notes
        )),
        (f"{SQUAT}/forms", lambda forms: (*forms, EASY)),
    ],
)  # fmt: skip
def test_a_change_that_tightens_or_only_words_is_lawful(
    catalog: Catalog, edited: Edited, path: str, value: Any
) -> None:
    assert found(catalog, edited(catalog, {path: value})) == []


def test_a_form_keeps_its_demand_and_stage(catalog: Catalog, edited: Edited) -> None:
    squat = catalog.exercise("single-leg-squat")
    assert squat
    form = next(form for form in squat.forms if form.demand != "low")
    rest = tuple(other for other in squat.forms if other is not form)
    for eased in (replace(form, demand="low"), replace(form, stages=(EARLY,))):
        own = edited(catalog, {f"{SQUAT}/forms": (eased, *rest)})
        assert [field for _, field, _ in found(catalog, own)] == ["forms"]


def test_a_new_entry_is_dosed_within_the_general_limits(catalog: Catalog) -> None:
    clam = catalog.exercise("clamshell")
    assert clam
    for dose, told in (
        (replace(DOSE, reps=(5, 15)), 0),
        (replace(DOSE, reps=(4, 15)), 1),
        (replace(DOSE, reps=(8, 16)), 1),
        (replace(DOSE, sets=(2, 4)), 0),
        (replace(DOSE, sets=(1, 4)), 1),
    ):
        own = replace(catalog, exercises=(*catalog.exercises, replace(clam, id="own-clam", dose=dose)))
        assert len(found(catalog, own)) == told


def limited(catalog: Catalog, id: str, value: float) -> Catalog:
    limits = tuple(replace(limit, value=value) if limit.id == id else limit for limit in catalog.limits)
    return replace(catalog, limits=limits)


def test_every_limit_may_go_to_its_strictest_and_no_further_and_not_the_other_way(catalog: Catalog) -> None:
    for limit in catalog.limits:
        step = 0.01 if limit.unit == "share" else 1
        if limit.strictest is None:
            assert found(catalog, limited(catalog, limit.id, limit.value + step)) == [
                (limit.id, "value", f'the limit "{limit.id}" is {limit.value:g} and may not be changed')
            ]
            continue
        sign = 1 if limit.strictest > limit.value else -1
        assert found(catalog, limited(catalog, limit.id, limit.strictest)) == []
        ((_, _, beyond),) = found(catalog, limited(catalog, limit.id, limit.strictest + sign * step))
        assert "leaves no program possible" in beyond
        ((_, _, loose),) = found(catalog, limited(catalog, limit.id, limit.value - sign * step))
        assert "loosens a safety rule" in loose


def test_a_limit_that_counts_stays_a_whole_number(catalog: Catalog) -> None:
    ((_, _, told),) = found(catalog, limited(catalog, "main-reps-max", 13.5))
    assert told == "13.5 must be a whole number of repetitions"
    assert found(catalog, limited(catalog, "rise-week", 0.125)) == []


def test_the_built_in_catalogue_loosens_nothing(catalog: Catalog) -> None:
    assert loosened(catalog, catalog) == ()
