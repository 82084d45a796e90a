"""Whatever a valid catalogue of one's own holds, the plans made with it break no rule."""

from random import Random

import pytest
from tests.proof.own import own_catalog, own_request

from glutemed.checks.registry import check_plan
from glutemed.engine.planner import make_plan
from glutemed.errors import NoPlanError, SafetyStopError
from glutemed.model.catalog import Catalog


@pytest.mark.parametrize("group", range(6))
def test_plans_of_catalogues_made_at_random_break_no_rule(catalog: Catalog, group: int) -> None:
    made = 0
    for seed in range(4 * group, 4 * group + 4):
        random = Random(seed)
        own, ids = own_catalog(catalog, random)
        for request in filter(None, (own_request(own, random, ids) for _ in range(16))):
            try:
                plan = make_plan(own, request)
            except (NoPlanError, SafetyStopError):
                continue
            made += 1
            errors = [(one.rule, one.message) for one in check_plan(own, plan) if one.severity == "error"]
            assert errors == [], (seed, request)
    assert made >= 16


def test_the_catalogues_hold_entries_changes_and_tightened_limits(catalog: Catalog) -> None:
    """What the proof is made of is not refused away."""
    overlays = [one for seed in range(24) for one in own_catalog(catalog, Random(seed))[0].overlays]
    for part, least in (("added", 10), ("changed", 6), ("hidden", 10), ("limits", 12)):
        assert sum(bool(getattr(overlay, part)) for overlay in overlays) >= least, part
