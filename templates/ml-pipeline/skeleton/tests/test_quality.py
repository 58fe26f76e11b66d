from pathlib import Path

import pandas as pd
import pytest

from pipeline.columns import Column
from pipeline.errors import RefusedError
from pipeline.quality import ContractBrokenError, check_table, read_table

COLUMNS = (
    Column("id", "string", unique=True),
    Column("age", "integer", minimum=0, maximum=120),
    Column("plan", "string", values=("basic", "pro"), nullable=True),
)
GOOD = {"id": ["001", "002"], "age": ["30", "41"], "plan": ["basic", None]}


def breaches(**changed: list[str | None]) -> list[str]:
    with pytest.raises(ContractBrokenError) as caught:
        check_table(pd.DataFrame(GOOD | changed, dtype=object), COLUMNS, table="customers")
    return [str(breach) for breach in caught.value.breaches]


def test_a_good_table_is_typed_and_keeps_leading_zeros() -> None:
    typed = check_table(pd.DataFrame(GOOD, dtype=object), COLUMNS, table="customers")
    assert list(typed["id"]) == ["001", "002"]
    assert list(typed["age"]) == [30, 41]
    assert typed["age"].dtype == "int64"


@pytest.mark.parametrize(
    ("column", "cells", "said"),
    [
        ("id", ["001", "001"], "id: not unique in 2 rows, line 2, 3"),
        ("id", ["001", None], "id: empty in 1 rows, line 3"),
        ("age", ["30", "old"], "age: not of type integer in 1 rows, line 3"),
        ("age", ["30.5", "41"], "age: not of type integer in 1 rows, line 2"),
        ("age", ["inf", "41"], "age: not of type integer in 1 rows, line 2"),
        ("age", ["-1", "41"], "age: below 0 in 1 rows, line 2"),
        ("age", ["30", "121"], "age: above 120 in 1 rows, line 3"),
        ("plan", ["basic", "gold"], "plan: not one of basic, pro in 1 rows, line 3"),
    ],
)
def test_a_broken_promise_names_column_and_line(
    column: str, cells: list[str | None], said: str
) -> None:
    assert breaches(**{column: cells}) == [said]


def test_all_broken_promises_are_said_at_once() -> None:
    assert len(breaches(id=["001", "001"], age=["x", "-1"], plan=["gold", None])) == 4


def test_missing_and_unknown_columns_are_named() -> None:
    table = pd.DataFrame(GOOD, dtype=object).rename(columns={"age": "Age"})
    with pytest.raises(ContractBrokenError, match="age: missing column") as caught:
        check_table(table, COLUMNS, table="customers")
    assert "Age: unknown column" in str(caught.value)


def test_too_few_rows_are_refused() -> None:
    with pytest.raises(ContractBrokenError, match="rows: 2, fewer than 3"):
        check_table(pd.DataFrame(GOOD, dtype=object), COLUMNS, table="t", minimum_rows=3)


@pytest.mark.parametrize("content", [b"", b"id,age\n1,2,3,4\n", b"id,age\n\xff,1\n"])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(content)
    with pytest.raises(RefusedError):
        read_table(file, COLUMNS)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"rows\.csv is missing"):
        read_table(tmp_path / "rows.csv", COLUMNS)
