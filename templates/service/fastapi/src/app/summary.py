"""What a list of numbers looks like in four figures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Summary:
    """Count, smallest, largest and arithmetic mean."""

    count: int
    minimum: float
    maximum: float
    mean: float


def summarise(values: Sequence[float]) -> Summary:
    """Summarises at least one finite number."""
    if not values:
        raise ValueError("at least one value is needed")
    # Dividing first keeps the sum of very large values finite.
    count = len(values)
    total = math.fsum(value / count for value in values)
    return Summary(
        count=count,
        minimum=min(values),
        maximum=max(values),
        mean=min(max(total, min(values)), max(values)),
    )
