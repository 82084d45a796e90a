"""A plugin of pytest: the tests run against an installed glutemed, or not at all."""

import sys
from pathlib import Path

import pytest

import glutemed


def pytest_configure() -> None:
    """Stop when glutemed is imported from anywhere but the environment's own packages."""
    found = Path(glutemed.__file__).resolve()
    if "site-packages" not in found.parts or not found.is_relative_to(Path(sys.prefix).resolve()):
        raise pytest.UsageError(f"the tests would run against {found}, which is not installed")
