"""Versions and aliases of the model in MLflow."""

from importlib.metadata import version as installed

import mlflow
import pandas as pd
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature
from sklearn.pipeline import Pipeline

from pipeline.errors import RefusedError
from pipeline.settings import Settings

CANDIDATE = "candidate"
"""The newest version that reached the minimum score."""
CHAMPION = "champion"
"""The version that scoring uses."""

BASELINE = "baseline.csv"

_NEEDED = ("mlflow-skinny", "numpy", "pandas", "scikit-learn", "skops")


def connect(settings: Settings) -> None:
    mlflow.set_tracking_uri(settings.tracking_uri)
    mlflow.set_registry_uri(settings.tracking_uri)
    mlflow.set_experiment(settings.name)


def register(settings: Settings, model: Pipeline, example: pd.DataFrame) -> int:
    """Logs the model to the active run, registers it, and points `candidate` at it."""
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(example, model.predict(example)),
        # skops holds data only; unpickling a model would run whatever somebody put into it
        serialization_format="skops",
        pip_requirements=[f"{package}=={installed(package)}" for package in _NEEDED],
        registered_model_name=settings.model_name,
    )
    version = int(logged.registered_model_version)
    mlflow.MlflowClient().set_registered_model_alias(settings.model_name, CANDIDATE, str(version))
    return version


def keep_baseline(rows: pd.DataFrame) -> None:
    """Logs to the active run what drift is measured against, should this version score."""
    mlflow.log_text(rows.to_csv(index=False, lineterminator="\n"), BASELINE)


def fetch_baseline(settings: Settings, version: int) -> str:
    found = mlflow.MlflowClient().get_model_version(settings.model_name, str(version))
    return str(mlflow.artifacts.load_text(f"runs:/{found.run_id}/{BASELINE}"))


def find_version(settings: Settings, alias: str) -> int | None:
    """The version behind an alias; none when nobody has set it yet."""
    try:
        found = mlflow.MlflowClient().get_model_version_by_alias(settings.model_name, alias)
    except MlflowException as error:
        # An alias that is not set is RESOURCE_DOES_NOT_EXIST or INVALID_PARAMETER_VALUE, by store
        if error.error_code in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
            return None
        raise
    return int(found.version)


def require_version(settings: Settings, alias: str) -> int:
    version = find_version(settings, alias)
    if version is None:
        raise RefusedError(
            f"the model {settings.model_name!r} has no version with the alias {alias!r} "
            f"in {settings.tracking_uri}: train and promote one first"
        )
    return version


def load(settings: Settings, version: int) -> Pipeline:
    return mlflow.sklearn.load_model(f"models:/{settings.model_name}/{version}")


def crown(settings: Settings, version: int) -> None:
    """Points `champion` at a version."""
    mlflow.MlflowClient().set_registered_model_alias(settings.model_name, CHAMPION, str(version))
