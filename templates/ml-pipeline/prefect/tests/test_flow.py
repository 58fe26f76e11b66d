"""The flows run against a Prefect server that the test starts on loopback."""

from collections.abc import Iterator

import pandas as pd
import pytest
from prefect.testing.utilities import prefect_test_harness

from pipeline import flow, registry
from pipeline.errors import RefusedError
from pipeline.settings import Settings


@pytest.fixture(scope="module", autouse=True)
def _server() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120):
        yield


def test_training_then_scoring(settings: Settings) -> None:
    assert flow.training() == 1
    assert registry.find_version(settings, registry.CHAMPION) == 1
    assert len(pd.read_csv(flow.scoring())) > 0


def test_refused_data_fails_at_once_and_is_not_retried(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPELINE_SAMPLE_DATA", "never")
    # A retry would wait a minute; the flow has to be over long before
    with pytest.raises(RefusedError, match=r"training\.csv is missing"):
        flow.training.with_options(timeout_seconds=45)()
