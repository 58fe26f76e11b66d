import pytest

from app.summary import Summary, summarise


def test_gives_the_four_figures() -> None:
    assert summarise([3, 1, 2]) == Summary(count=3, minimum=1, maximum=3, mean=2)


def test_does_not_lose_small_values_beside_large_ones() -> None:
    assert summarise([1e16, 1.0, -1e16, 1.0]).mean == 0.5


def test_stays_finite_for_the_largest_numbers() -> None:
    assert summarise([1.7e308, 1.7e308]).mean == 1.7e308


@pytest.mark.parametrize("value", [0.1, 1e-300, -7.3])
def test_the_mean_of_equal_values_is_the_value(value: float) -> None:
    assert summarise([value] * 7).mean == value


def test_refuses_an_empty_list() -> None:
    with pytest.raises(ValueError, match="at least one"):
        summarise([])
