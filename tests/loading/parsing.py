"""Both readers, and how a test sees what they refuse."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from glutemed.errors import ProblemsError
from glutemed.loading.document import Document
from glutemed.loading.json_reader import parse_json
from glutemed.loading.reader import parse_yaml

Parse = Callable[[str, str], Document]
T = TypeVar("T")
both = pytest.mark.parametrize("parse", [parse_yaml, parse_json])


def refusal(parse: Parse, text: str) -> str:
    """Return the one line with which a text is refused."""
    with pytest.raises(ProblemsError) as caught:
        parse(text, "f")
    assert len(caught.value.problems) == 1
    return str(caught.value)


def outcome(run: Callable[[], T]) -> T | ProblemsError:
    """Return what a run gives, or the problems that it ends in; any other exception is a failure."""
    try:
        return run()
    except ProblemsError as error:
        return error
