"""Files that are there as a whole or not at all: a reader never sees half of one."""

import os
from pathlib import Path

import pandas as pd


def write_text(text: str, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(f".{os.getpid()}.tmp")
    half.write_text(text, encoding="utf-8", newline="\n")
    half.replace(file)


def write_csv(frame: pd.DataFrame, file: Path) -> None:
    write_text(frame.to_csv(index=False, lineterminator="\n"), file)
