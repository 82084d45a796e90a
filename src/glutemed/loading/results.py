"""The result of a home test as it is typed, or stands in a file, to the number that is recorded."""

from glutemed.errors import UsageError
from glutemed.loading.requests import shown
from glutemed.model.screening import HomeTest

__all__ = ["read_result"]

WHOLE = ("faults", "repetitions", "points")
"""Units that are counted."""


def read_result(test: HomeTest, given: object) -> float:
    """Return the result of a test; UsageError tells what it may be."""
    if test.scale:
        word = {True: "yes", False: "no"}[given] if isinstance(given, bool) else given
        folded = [name.casefold() for name in test.scale]
        if isinstance(word, str) and word.strip().casefold() in folded:
            return float(folded.index(word.strip().casefold()))
        raise UsageError(f"{_quoted(given)} is not allowed; allowed: {', '.join(test.scale)}")
    number = given if isinstance(given, int | float) and not isinstance(given, bool) else None
    whole = test.unit in WHOLE
    if number is None or not 0 <= number <= test.highest or (whole and number != int(number)):
        what = "a whole number" if whole else "a number"
        raise UsageError(f"{_quoted(given)} is not allowed; allowed: {what} of {test.unit}, 0 to {test.highest:g}")
    return float(number)


def _quoted(given: object) -> str:
    if isinstance(given, str):
        return shown(given)
    return f"{given:g}" if isinstance(given, int | float) and not isinstance(given, bool) else "this"
