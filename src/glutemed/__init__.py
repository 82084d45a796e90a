"""Exercise programs for the gluteus medius: chosen, dosed, checked and explained.

As a library: `load_catalog` once, then `make_plan` for each `Request`, `check_plan`, and `render` in a
format. `read_request` makes a request of plain data. Each is imported when it is first asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glutemed.api import make_plan, read_request, render
    from glutemed.checks.plan import Finding
    from glutemed.checks.registry import check_plan
    from glutemed.errors import (
        FileError,
        GlutemedError,
        InternalError,
        NoPlanError,
        ProblemsError,
        SafetyStopError,
        UsageError,
    )
    from glutemed.loading.catalog import load_catalog
    from glutemed.model.catalog import Catalog
    from glutemed.model.plan import Plan, Request

__all__ = [
    "Catalog",
    "FileError",
    "Finding",
    "GlutemedError",
    "InternalError",
    "NoPlanError",
    "Plan",
    "ProblemsError",
    "Request",
    "SafetyStopError",
    "UsageError",
    "__version__",
    "check_plan",
    "load_catalog",
    "make_plan",
    "read_request",
    "render",
]

__version__ = "0.1.0"

_HOMES = {
    "Catalog": "model.catalog",
    "FileError": "errors",
    "Finding": "checks.plan",
    "GlutemedError": "errors",
    "InternalError": "errors",
    "NoPlanError": "errors",
    "Plan": "model.plan",
    "ProblemsError": "errors",
    "Request": "model.plan",
    "SafetyStopError": "errors",
    "UsageError": "errors",
    "check_plan": "checks.registry",
    "load_catalog": "loading.catalog",
    "make_plan": "api",
    "read_request": "api",
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


def __dir__() -> list[str]:
    """Return what is there and the public names that are still to be imported."""
    return sorted({*globals(), *__all__})
