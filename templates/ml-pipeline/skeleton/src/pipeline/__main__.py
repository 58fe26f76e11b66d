"""The commands: `python -m pipeline <command>`."""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence

from pipeline import problem
from pipeline.errors import RefusedError
from pipeline.promote import promote
from pipeline.quality import read_table
from pipeline.sample import write_sample
from pipeline.score import score
from pipeline.settings import Settings, read_settings
from pipeline.train import train

log = logging.getLogger("pipeline")

EXIT_REFUSED = 3
"""Retrying cannot help; the Job's podFailurePolicy knows this number."""


def check(settings: Settings) -> None:
    if settings.sample_data:
        write_sample(settings)
    rows = read_table(settings.training_file, problem.COLUMNS, minimum_rows=settings.minimum_rows)
    log.info("%s keeps its contract: %d rows", settings.training_file, len(rows))


def train_and_promote(settings: Settings) -> None:
    train(settings)
    if settings.promotion == "automatic":
        promote(settings)


COMMANDS: dict[str, tuple[Callable[[Settings], object], str]] = {
    "sample": (write_sample, "generate the sample data that is missing"),
    "check": (check, "check the training data against its contract"),
    "train": (train_and_promote, "train and register a version, and promote it if it is better"),
    "promote": (promote, "make the candidate the champion if it is better"),
    "score": (score, "score the rows of the day with the champion"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m pipeline", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, (_, explanation) in COMMANDS.items():
        commands.add_parser(name, help=explanation, description=explanation)
    command = parser.parse_args(arguments).command
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        COMMANDS[command][0](read_settings())
    except RefusedError as error:
        log.error("%s refused: %s", command, error)
        return EXIT_REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
