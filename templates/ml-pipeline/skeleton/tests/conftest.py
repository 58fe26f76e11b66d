import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.settings import Settings, read_settings

ROOT = Path(__file__).parent.parent


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder like the repository's, with a registry and data of its own."""
    shutil.copy(ROOT / "pipeline.toml", tmp_path)
    return tmp_path


@pytest.fixture
def environment() -> Mapping[str, str]:
    """What a developer's machine says: nothing."""
    return {}


@pytest.fixture
def settings(
    root: Path, environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> Settings:
    # The local registry puts its artifacts into the working directory
    monkeypatch.chdir(root)
    # Whatever the machine is set to, a test has a registry of its own
    for key in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI", "PIPELINE_DATA"):
        monkeypatch.delenv(key, raising=False)
    return read_settings(environment, root)
