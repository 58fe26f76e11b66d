"""The whole way against a real registry: sample, train, register, promote, score."""

from datetime import UTC, datetime

import mlflow
import pandas as pd
import pytest
from mlflow.exceptions import MlflowException

from pipeline import problem, registry
from pipeline.__main__ import EXIT_REFUSED, main
from pipeline.errors import RefusedError
from pipeline.promote import decide, promote
from pipeline.quality import ContractBrokenError
from pipeline.score import score
from pipeline.settings import Settings
from pipeline.train import train

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_a_trained_model_is_registered_promoted_and_scores(settings: Settings) -> None:
    trained = train(settings)
    assert trained.version == 1
    assert trained.metrics[problem.SCORE] > settings.minimum_score
    assert registry.find_version(settings, registry.CANDIDATE) == 1
    assert registry.find_version(settings, registry.CHAMPION) is None

    assert promote(settings).promoted
    assert registry.find_version(settings, registry.CHAMPION) == 1

    file = score(settings, NOON)
    assert file == settings.predictions / "2026-03-01.csv"
    rows = pd.read_csv(file)
    asked = pd.read_csv(settings.scoring_file)
    assert list(rows[problem.KEY]) == list(asked[problem.KEY])
    assert rows["prediction"].notna().all()
    assert set(rows["model_version"]) == {1}
    assert set(rows["scored_at"]) == {"2026-03-01T12:00:00Z"}


def test_scoring_leaves_the_champions_baseline_for_the_drift_monitor(settings: Settings) -> None:
    train(settings)
    promote(settings)
    rows = pd.read_csv(score(settings, NOON))
    baseline = pd.read_csv(settings.baseline_file)
    assert len(baseline) == settings.sample_rows * settings.test_share
    assert list(baseline.columns) == [
        name for name in rows.columns if name not in ("model_version", "scored_at")
    ]
    assert baseline["prediction"].notna().all()


def test_the_registered_model_has_a_signature_and_its_run_has_the_metrics(
    settings: Settings,
) -> None:
    trained = train(settings)
    signature = mlflow.models.get_model_info(f"models:/{settings.model_name}/1").signature
    assert signature.inputs.input_names() == list(problem.features(problem.make_rows(1, 0)).columns)
    run = mlflow.get_run(trained.run_id)
    assert run.data.metrics[problem.SCORE] == pytest.approx(trained.metrics[problem.SCORE])
    assert len(run.data.tags["data.sha256"]) == 64


def test_the_same_data_gives_the_same_model_and_keeps_the_champion(settings: Settings) -> None:
    first = train(settings)
    promote(settings)
    second = train(settings)
    assert second.version == 2
    assert second.metrics == pytest.approx(first.metrics)
    assert not promote(settings).promoted
    assert registry.find_version(settings, registry.CHAMPION) == 1


def test_scoring_twice_a_day_gives_one_file(settings: Settings) -> None:
    train(settings)
    promote(settings)
    first = score(settings, NOON).read_bytes()
    assert score(settings, NOON).read_bytes() == first
    assert [file.name for file in settings.predictions.iterdir()] == ["2026-03-01.csv"]


def test_a_poor_model_is_not_registered(settings: Settings) -> None:
    rows = problem.make_rows(settings.sample_rows, settings.seed)
    # The target no longer has to do with the features
    rows[problem.TARGET] = rows[problem.TARGET].sample(frac=1, random_state=1).to_numpy()
    settings.data.mkdir()
    rows.to_csv(settings.training_file, index=False)
    with pytest.raises(RefusedError, match=f"{problem.SCORE} is .* below the minimum"):
        train(settings)
    with pytest.raises(MlflowException):
        mlflow.MlflowClient().get_registered_model(settings.model_name)


def test_data_that_breaks_its_contract_is_not_learnt(settings: Settings) -> None:
    rows = problem.make_rows(settings.sample_rows, settings.seed)
    settings.data.mkdir()
    pd.concat([rows, rows.head(1)]).to_csv(settings.training_file, index=False)
    with pytest.raises(ContractBrokenError, match=f"{problem.KEY}: not unique in 2 rows"):
        train(settings)


@pytest.mark.parametrize("environment", [{"PIPELINE_SAMPLE_DATA": "never"}])
def test_missing_data_is_not_invented_where_that_is_forbidden(settings: Settings) -> None:
    with pytest.raises(RefusedError, match=r"training\.csv is missing"):
        train(settings)
    assert not settings.data.exists()


def test_scoring_without_a_champion_says_what_to_do(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    assert main(["score"]) == EXIT_REFUSED
    assert "no version with the alias 'champion'" in caplog.text


def test_the_commands_run_in_a_row(settings: Settings) -> None:
    for command in ("sample", "check", "train", "score"):
        assert main([command]) == 0
    assert registry.find_version(settings, registry.CHAMPION) == 1


@pytest.mark.parametrize(
    ("candidate", "champion", "promoted"),
    [(0.8, None, True), (0.8, 0.7, True), (0.8, 0.8, False), (0.7, 0.8, False)],
)
def test_only_a_better_candidate_is_promoted(
    candidate: float, champion: float | None, promoted: bool
) -> None:
    assert decide(candidate, champion).promoted is promoted


def test_the_same_seed_gives_the_same_sample() -> None:
    pd.testing.assert_frame_equal(problem.make_rows(50, 7), problem.make_rows(50, 7))
    assert not problem.make_rows(50, 7).equals(problem.make_rows(50, 8))
