"""The generated sample, so that everything runs before there is real data."""

import logging

from pipeline import problem
from pipeline.files import write_csv
from pipeline.settings import Settings

log = logging.getLogger(__name__)


def write_sample(settings: Settings) -> None:
    """Writes the files that are missing; the same seed gives the same rows."""
    if not settings.training_file.exists():
        rows = problem.make_rows(settings.sample_rows, settings.seed)
        write_csv(rows, settings.training_file)
        log.info("generated %d rows: %s", len(rows), settings.training_file)
    if not settings.scoring_file.exists():
        rows = problem.make_rows(settings.sample_rows // 4, settings.seed + 1)
        write_csv(rows.drop(columns=problem.TARGET), settings.scoring_file)
        log.info("generated %d rows: %s", len(rows), settings.scoring_file)
