"""What every test may ask for: the real catalogue, small ways to make requests and plans, hypothesis profiles."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from glutemed.engine.planner import make_plan
from glutemed.loading.catalog import data_files
from glutemed.loading.merging import merge
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import KIT_SETS
from glutemed.model.plan import Plan, Request

settings.register_profile("dev", max_examples=60, deadline=None)
settings.register_profile(
    "ci", max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

os.environ["GLUTEMED_CONFIG"] = os.devnull  # no overlay of the person who runs the tests
os.environ["GLUTEMED_STORE"] = os.path.join(os.devnull, "log.sqlite3")  # nor their log
HOME = dict(KIT_SETS)["home"]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The built-in catalogue, read and checked the slow way."""
    return merge(data_files())


@pytest.fixture(scope="session")
def plan_for(catalog: Catalog) -> Callable[..., Plan]:
    """Make a plan from request fields; days and kit have the defaults of the command line."""

    def make(goal: str = "rehab", stage: str | None = None, **fields: Any) -> Plan:
        stage = stage or ("early" if goal == "rehab" else None)
        protocol = catalog.protocol(goal, stage)
        fields = {"days": protocol.default_days, "equipment": HOME, **fields}
        return make_plan(catalog, Request(goal=goal, stage=stage, **fields))  # type: ignore[arg-type]  # text from tests

    return make
