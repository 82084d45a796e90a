"""Whatever a valid catalogue of one's own holds, the plans made with it break no rule."""

from random import Random

import pytest
from tests.proof.own import own_catalog, own_request

from glutemed.checks.registry import check_plan
from glutemed.engine.planner import make_plan
from glutemed.errors import NoPlanError, SafetyStopError
from glutemed.model.catalog import Catalog


@pytest.mark.parametrize("seed", range(24))
def test_plans_of_a_catalogue_made_at_random_break_no_rule(catalog: Catalog, seed: int) -> None:
    random = Random(seed)
    own, ids = own_catalog(catalog, random)
    made = 0
    for _ in range(12):
        request = own_request(own, random, ids)
        try:
            plan = make_plan(own, request)
        except (NoPlanError, SafetyStopError):
            continue
        made += 1
        errors = [(finding.rule, finding.message) for finding in check_plan(own, plan) if finding.severity == "error"]
        assert errors == [], request
    assert made > 3


def test_the_catalogues_hold_entries_changes_and_tightened_limits(catalog: Catalog) -> None:
    """What the proof is made of is not refused away."""
    overlays = [own_catalog(catalog, Random(seed))[0].overlays[0] for seed in range(24)]
    for part, least in (("added", 16), ("changed", 3), ("hidden", 3), ("limits", 20)):
        assert sum(bool(getattr(overlay, part)) for overlay in overlays) >= least, part
