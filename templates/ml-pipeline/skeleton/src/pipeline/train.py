"""Trains, measures, registers."""

import hashlib
import logging
from dataclasses import dataclass

import mlflow
import pandas as pd
from sklearn.model_selection import train_test_split

from pipeline import problem, registry
from pipeline.errors import RefusedError
from pipeline.quality import read_table
from pipeline.sample import write_sample
from pipeline.settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trained:
    version: int
    run_id: str
    metrics: dict[str, float]


@dataclass(frozen=True)
class Split:
    """The same file and seed give the same split, so versions are compared on the same rows."""

    learn: pd.DataFrame
    test: pd.DataFrame
    fingerprint: str
    """SHA-256 of the file that the rows come from."""


def read_split(settings: Settings) -> Split:
    if settings.sample_data:
        write_sample(settings)
    rows = read_table(settings.training_file, problem.COLUMNS, minimum_rows=settings.minimum_rows)
    learn, test = train_test_split(rows, test_size=settings.test_share, random_state=settings.seed)
    fingerprint = hashlib.sha256(settings.training_file.read_bytes()).hexdigest()
    return Split(learn=learn, test=test, fingerprint=fingerprint)


def train(settings: Settings) -> Trained:
    """Registers a new version under the alias `candidate`, if it reaches the minimum score."""
    split = read_split(settings)
    registry.connect(settings)
    with mlflow.start_run(run_name=f"{settings.name}-training") as run:
        mlflow.log_params(
            {
                "rows": len(split.learn) + len(split.test),
                "test_share": settings.test_share,
                "seed": settings.seed,
            }
        )
        mlflow.set_tag("data.sha256", split.fingerprint)
        model = problem.build_model(settings.seed)
        model.fit(problem.features(split.learn), split.learn[problem.TARGET])
        metrics = problem.measure(model, split.test)
        mlflow.log_metrics(metrics)
        log.info("measured %s", metrics)
        reached = metrics[problem.SCORE]
        # Not "reached < minimum": a score that is not a number must not pass
        if not reached >= settings.minimum_score:
            raise RefusedError(
                f"{problem.SCORE} is {reached:.4f}, below the minimum of "
                f"{settings.minimum_score:g} in pipeline.toml: the model is not registered"
            )
        judged = split.test.drop(columns=problem.TARGET)
        registry.keep_baseline(judged.join(problem.predict(model, judged)))
        version = registry.register(settings, model, problem.features(split.learn))
    log.info("registered %s version %d as candidate", settings.model_name, version)
    return Trained(version=version, run_id=run.info.run_id, metrics=metrics)
