"""What the pipeline is told from outside: `pipeline.toml` and the environment."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.errors import RefusedError

Promotion = Literal["automatic", "manual"]


@dataclass(frozen=True)
class Settings:
    name: str
    model_name: str
    minimum_score: float
    test_share: float
    seed: int
    minimum_rows: int
    sample_rows: int
    data: Path
    """Folder with `training.csv` and `scoring.csv`; predictions go below it."""
    sample_data: bool
    """Whether missing data is replaced by the generated sample."""
    tracking_uri: str
    promotion: Promotion

    @property
    def training_file(self) -> Path:
        return self.data / "training.csv"

    @property
    def scoring_file(self) -> Path:
        return self.data / "scoring.csv"

    @property
    def baseline_file(self) -> Path:
        return self.data / "baseline.csv"

    @property
    def predictions(self) -> Path:
        return self.data / "predictions"


def _choice(environ: Mapping[str, str], key: str, default: str, allowed: tuple[str, ...]) -> str:
    value = environ.get(key) or default
    if value not in allowed:
        raise RefusedError(f"{key} is {value!r}; allowed: {', '.join(allowed)}")
    return value


def read_settings(environ: Mapping[str, str] = os.environ, root: Path | None = None) -> Settings:
    """Reads `pipeline.toml` in `root` (default: the working directory)."""
    root = (root or Path.cwd()).resolve()
    file = root / "pipeline.toml"
    if not file.is_file():
        raise RefusedError(f"{file} is missing; run from the root of the repository")
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    promotion = _choice(environ, "PIPELINE_PROMOTION", "automatic", ("automatic", "manual"))
    sample = _choice(environ, "PIPELINE_SAMPLE_DATA", "if-missing", ("if-missing", "never"))
    return Settings(
        name=told["name"],
        model_name=told["model"]["name"],
        minimum_score=told["model"]["minimum-score"],
        test_share=told["training"]["test-share"],
        seed=told["training"]["seed"],
        minimum_rows=told["data"]["minimum-rows"],
        sample_rows=told["data"]["sample-rows"],
        data=Path(environ.get("PIPELINE_DATA") or root / "data"),
        sample_data=sample == "if-missing",
        tracking_uri=environ.get("MLFLOW_TRACKING_URI") or f"sqlite:///{root / 'mlflow.db'}",
        promotion="automatic" if promotion == "automatic" else "manual",
    )
