"""The same steps as a Prefect flow: `python -m pipeline.flow train|score|serve`."""

import argparse
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from prefect import flow, serve, task
from prefect.deployments.runner import RunnerDeployment

from pipeline import __main__ as commands
from pipeline.errors import RefusedError
from pipeline.promote import promote
from pipeline.score import score
from pipeline.settings import read_settings
from pipeline.train import train


def is_worth_a_retry(_task: object, _run: object, state: object) -> bool:
    """Refused data or a refused model stays refused; a network may come back."""
    result = state.result(raise_on_failure=False)  # type: ignore[attr-defined]
    return not isinstance(result, RefusedError)


@task(retries=2, retry_delay_seconds=60, retry_condition_fn=is_worth_a_retry)
def check_data() -> None:
    commands.check(read_settings())


@task(retries=2, retry_delay_seconds=60, retry_condition_fn=is_worth_a_retry)
def train_model() -> int:
    return train(read_settings()).version


@task(retries=2, retry_delay_seconds=60, retry_condition_fn=is_worth_a_retry)
def promote_model() -> bool:
    return promote(read_settings()).promoted


@task(retries=2, retry_delay_seconds=60, retry_condition_fn=is_worth_a_retry)
def score_rows() -> str:
    return str(score(read_settings()))


@flow(name="train", timeout_seconds=3600)
def training() -> int:
    """Checks the data, trains, registers, and promotes where that is automatic."""
    check_data()
    version = train_model()
    if read_settings().promotion == "automatic":
        promote_model()
    return version


@flow(name="score", timeout_seconds=3600)
def scoring() -> str:
    """Scores the rows of the day with the champion."""
    return score_rows()


def serve_flows() -> None:
    """Offers both flows to the Prefect server and runs what it schedules; never returns."""
    told = tomllib.loads(Path("pipeline.toml").read_text(encoding="utf-8"))
    name = told["name"]
    serve(
        RunnerDeployment.from_flow(training, name=f"{name}-training"),
        RunnerDeployment.from_flow(
            scoring, name=f"{name}-scoring", cron=told["scoring"]["schedule"]
        ),
        limit=1,
        # Another pod takes over in a moment; the schedule must not wait for a person
        pause_on_shutdown=False,
        # Answers the probes: healthy while it reaches the Prefect server
        webserver=True,
    )


COMMANDS: dict[str, Callable[[], object]] = {
    "train": training,
    "score": scoring,
    "serve": serve_flows,
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m pipeline.flow", description=__doc__)
    parser.add_argument("command", choices=sorted(COMMANDS))
    COMMANDS[parser.parse_args(arguments).command]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
