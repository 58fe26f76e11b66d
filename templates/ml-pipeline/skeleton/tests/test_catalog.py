"""What the catalog and the drift monitor are told is what the code does."""

from pathlib import Path
from typing import Any

import yaml

from pipeline import problem
from pipeline.columns import Column
from pipeline.settings import Settings

ROOT = Path(__file__).parent.parent
DOCUMENTS: list[dict[str, Any]] = list(
    yaml.safe_load_all((ROOT / "catalog-info.yaml").read_text(encoding="utf-8"))
)
MONITOR: dict[str, Any] = yaml.safe_load((ROOT / "drift.yaml").read_text(encoding="utf-8"))


def entity(kind: str, type_: str) -> dict[str, Any]:
    return next(
        found for found in DOCUMENTS if found["kind"] == kind and found["spec"]["type"] == type_
    )


def promise(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "type": column.type}
    if column.minimum is not None:
        told["min"] = column.minimum
    if column.maximum is not None:
        told["max"] = column.maximum
    if column.values is not None:
        told["values"] = list(column.values)
    if column.nullable:
        told["nullable"] = True
    return told


def test_the_contract_in_the_catalog_is_the_one_that_is_checked() -> None:
    contract = entity("Resource", "dataset")["spec"]["contract"]
    told = [
        {
            key: value
            for key, value in field.items()
            if key not in ("description", "personal", "unit")
        }
        for field in contract["fields"]
    ]
    assert told == [promise(column) for column in problem.COLUMNS]
    assert contract["primaryKey"] == [column.name for column in problem.COLUMNS if column.unique]


def test_the_model_in_the_catalog_is_the_registered_one(settings: Settings) -> None:
    model = entity("Resource", "ml-model")
    assert model["spec"]["target"] == problem.TARGET
    assert model["metadata"]["annotations"]["plumbline.dev/registered-model"] == settings.model_name


def test_the_monitor_watches_every_feature_and_the_prediction() -> None:
    spec = MONITOR["spec"]
    watched = set(problem.features(problem.make_rows(1, 0)).columns) | {"prediction"}
    assert set(spec["columns"]) == watched
    assert (
        spec["entity"] == f"resource:default/{entity('Resource', 'ml-model')['metadata']['name']}"
    )
