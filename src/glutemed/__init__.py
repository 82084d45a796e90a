"""Exercise programs for the gluteus medius: chosen, dosed, checked and explained.

As a library: `load_catalog` once, then `make_plan` for each `Request`, `check_plan`, and `render` in a
format, with a `Setting` for what goes with it. Each is imported when it is first asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glutemed.api import make_plan, render
    from glutemed.checks.registry import check_plan
    from glutemed.errors import GlutemedError, NoPlanError, SafetyStopError, UsageError
    from glutemed.formats import Setting
    from glutemed.loading.catalog import load_catalog
    from glutemed.model.plan import Plan, Request

__all__ = [
    "GlutemedError",
    "NoPlanError",
    "Plan",
    "Request",
    "SafetyStopError",
    "Setting",
    "UsageError",
    "__version__",
    "check_plan",
    "load_catalog",
    "make_plan",
    "render",
]

__version__ = "0.1.0"

_HOMES = {
    "GlutemedError": "errors",
    "NoPlanError": "errors",
    "Plan": "model.plan",
    "Request": "model.plan",
    "SafetyStopError": "errors",
    "Setting": "formats",
    "UsageError": "errors",
    "check_plan": "checks.registry",
    "load_catalog": "loading.catalog",
    "make_plan": "api",
    "render": "api",
}


def __getattr__(name: str) -> Any:
    """Return a public name from the module that has it; AttributeError for any other."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return found
