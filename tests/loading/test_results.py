"""Results of home tests as they are given: numbers of a unit, or words of a scale."""

from typing import Any

import pytest

from glutemed.errors import UsageError
from glutemed.loading.results import read_result
from glutemed.model.catalog import Catalog


def test_a_result_is_its_place_on_a_scale(catalog: Catalog) -> None:
    swelling, straight = catalog.test("knee-swelling"), catalog.test("knee-straight")
    assert swelling
    assert straight
    assert [read_result(swelling, word) for word in (" NIL ", "trace", "3+")] == [0.0, 1.0, 4.0]
    assert [read_result(straight, given) for given in (False, True, "yes")] == [0.0, 1.0, 1.0]
    for wrong in (True, 1, None, "4+"):
        with pytest.raises(UsageError):
            read_result(swelling, wrong)


@pytest.mark.parametrize(
    ("test", "given", "value"),
    [
        ("step-down", 6, 6.0),
        ("step-down", 2.0, 2.0),
        ("step-down", 2.5, None),
        ("step-down", 7, None),
        ("step-down", "2", None),
        ("side-plank-hold", 31.5, 31.5),
        ("side-plank-hold", -1, None),
        ("side-plank-hold", True, None),
        ("hop-distance", 120.25, 120.25),
        ("knee-bend", 171, None),
    ],
)
def test_a_number_is_within_its_test_and_whole_where_it_counts(
    catalog: Catalog, test: str, given: Any, value: float | None
) -> None:
    found = catalog.test(test)
    assert found
    if value is None:
        with pytest.raises(UsageError, match=f"of {found.unit}, 0 to {found.highest:g}$"):
            read_result(found, given)
    else:
        assert read_result(found, given) == value
