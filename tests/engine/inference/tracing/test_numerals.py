import math

import pytest

from gongwu.engine.inference.tracing.numerals import factor, minus, plus, written


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0"),
        (1.0, "1.000"),
        (-2.5, "−2.500"),
        (0.5, "0.500"),
        (0.01234, "0.0123"),
        (1e-6, "0.000001"),
        (1.5e-9, "1.50e−09"),
        (12345.678, "12345.7"),
        (math.nan, "NaN"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
    ],
)
def test_a_number_has_three_digits_that_count(number: float, text: str) -> None:
    assert written(number) == text


def test_signs_read_as_a_person_writes_them() -> None:
    assert plus(1, -2) == "1.000 − 2.000"
    assert minus(1, -2) == "1.000 + 2.000"
    assert factor(-0.5) == "(−0.500)"
    assert factor(0.5) == "0.500"
