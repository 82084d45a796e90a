"""The built-in drawings."""

import pytest

from glutemed.loading.figures import load_figures
from glutemed.model.figure import Figures


@pytest.fixture(scope="session")
def figures() -> Figures:
    return load_figures()
