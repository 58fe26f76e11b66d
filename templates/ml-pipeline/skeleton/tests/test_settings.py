from pathlib import Path

import pytest

from pipeline.errors import RefusedError
from pipeline.settings import read_settings


def test_everything_is_local_when_nothing_is_said(root: Path) -> None:
    settings = read_settings({}, root)
    assert settings.tracking_uri == f"sqlite:///{root / 'mlflow.db'}"
    assert settings.data == root / "data"
    assert settings.sample_data
    assert settings.promotion == "automatic"


def test_the_environment_decides_where_it_runs(root: Path) -> None:
    told = {
        "MLFLOW_TRACKING_URI": "http://mlflow.example",
        "PIPELINE_DATA": "/data",
        "PIPELINE_SAMPLE_DATA": "never",
        "PIPELINE_PROMOTION": "manual",
    }
    settings = read_settings(told, root)
    assert settings.tracking_uri == "http://mlflow.example"
    assert settings.training_file == Path("/data/training.csv")
    assert not settings.sample_data
    assert settings.promotion == "manual"


def test_a_misspelt_choice_is_refused_by_name(root: Path) -> None:
    with pytest.raises(RefusedError, match="PIPELINE_PROMOTION is 'atomatic'"):
        read_settings({"PIPELINE_PROMOTION": "atomatic"}, root)


def test_a_wrong_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"pipeline\.toml is missing"):
        read_settings({}, tmp_path)
