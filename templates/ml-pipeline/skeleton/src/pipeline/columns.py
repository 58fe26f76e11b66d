"""What a column of the data promises."""

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["string", "integer", "number"]


@dataclass(frozen=True)
class Column:
    """One column of the contract; `catalog-info.yaml` tells the consumers the same."""

    name: str
    type: ColumnType
    minimum: float | None = None
    maximum: float | None = None
    values: tuple[str, ...] | None = None
    nullable: bool = False
    unique: bool = False
