"""Whether a table keeps its contract: schema, nulls, types, ranges, values, uniqueness."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.columns import Column
from pipeline.errors import RefusedError

SHOWN_ROWS = 5


@dataclass(frozen=True)
class Breach:
    """One broken promise. Rows are lines of the file; the header is line 1."""

    column: str
    rule: str
    rows: int
    examples: tuple[int, ...] = ()

    def __str__(self) -> str:
        where = f", line {', '.join(map(str, self.examples))}" if self.examples else ""
        more = ", …" if self.rows > len(self.examples) > 0 else ""
        count = f" in {self.rows} rows{where}{more}" if self.rows else ""
        return f"{self.column}: {self.rule}{count}"


class ContractBrokenError(RefusedError):
    def __init__(self, table: str, breaches: Sequence[Breach]) -> None:
        super().__init__(f"{table} breaks its contract:\n" + "\n".join(f"  {b}" for b in breaches))
        self.breaches = tuple(breaches)


def _breach(column: str, rule: str, broken: "pd.Series[bool]") -> list[Breach]:
    lines = [int(index) + 2 for index in broken.index[broken]]
    return [Breach(column, rule, len(lines), tuple(lines[:SHOWN_ROWS]))] if lines else []


def _check_numbers(
    column: Column, texts: "pd.Series[str]"
) -> tuple["pd.Series[float]", list[Breach]]:
    numbers = pd.to_numeric(texts, errors="coerce").astype("float64")
    wrong = texts.notna() & ~(numbers.abs() < float("inf"))
    if column.type == "integer":
        wrong |= numbers.notna() & (numbers % 1 != 0)
    breaches = _breach(column.name, f"not of type {column.type}", wrong)
    right = numbers.where(~wrong)
    if column.minimum is not None:
        breaches += _breach(column.name, f"below {column.minimum:g}", right < column.minimum)
    if column.maximum is not None:
        breaches += _breach(column.name, f"above {column.maximum:g}", right > column.maximum)
    return numbers, breaches


def _check_column(
    column: Column, texts: "pd.Series[str]"
) -> tuple["pd.Series[object]", list[Breach]]:
    breaches = [] if column.nullable else _breach(column.name, "empty", texts.isna())
    typed: pd.Series[object] = texts
    if column.type != "string":
        typed, found = _check_numbers(column, texts)
        breaches += found
        if column.type == "integer" and not breaches and not texts.isna().any():
            typed = typed.astype("int64")
    if column.values is not None:
        unseen = texts.notna() & ~texts.isin(column.values)
        breaches += _breach(column.name, f"not one of {', '.join(column.values)}", unseen)
    if column.unique:
        breaches += _breach(column.name, "not unique", texts.notna() & texts.duplicated(keep=False))
    return typed, breaches


def check_table(
    texts: pd.DataFrame, columns: Iterable[Column], *, table: str, minimum_rows: int = 1
) -> pd.DataFrame:
    """Types a table whose cells are texts. Every broken promise is in the one error."""
    promised = tuple(columns)
    names = [column.name for column in promised]
    breaches = [Breach(name, "missing column", 0) for name in names if name not in texts.columns]
    unknown = [str(name) for name in texts.columns if name not in names]
    breaches += [Breach(name, "unknown column", 0) for name in unknown]
    if len(texts) < minimum_rows:
        breaches.append(Breach("rows", f"{len(texts)}, fewer than {minimum_rows}", 0))
    typed: dict[str, pd.Series[object]] = {}
    for column in promised:
        if column.name in texts.columns:
            typed[column.name], found = _check_column(column, texts[column.name])
            breaches += found
    if breaches:
        raise ContractBrokenError(table, breaches)
    return pd.DataFrame(typed)


def read_table(file: Path, columns: Iterable[Column], *, minimum_rows: int = 1) -> pd.DataFrame:
    """Reads a CSV file and checks it."""
    try:
        # Cells stay texts until they are checked: pandas guesses types, and 007 is not 7
        texts = pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[""])
    except FileNotFoundError as error:
        raise RefusedError(f"{file} is missing") from error
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise RefusedError(f"{file} is not a CSV file: {error}") from error
    return check_table(texts, columns, table=str(file), minimum_rows=minimum_rows)
