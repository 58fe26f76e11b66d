"""Scores a file of rows with the champion."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from pipeline import problem, registry
from pipeline.files import write_csv, write_text
from pipeline.quality import read_table
from pipeline.sample import write_sample
from pipeline.settings import Settings

log = logging.getLogger(__name__)


def score(settings: Settings, now: datetime | None = None) -> Path:
    """
    Writes the day's predictions beside the features they were made from, and the
    champion's baseline: the drift monitor compares the two. A second run on the
    same day replaces the first.
    """
    now = (now or datetime.now(UTC)).astimezone(UTC)
    if settings.sample_data:
        write_sample(settings)
    columns = [column for column in problem.COLUMNS if column.name != problem.TARGET]
    rows = read_table(settings.scoring_file, columns)
    registry.connect(settings)
    version = registry.require_version(settings, registry.CHAMPION)
    model = registry.load(settings, version)
    result = rows.join(problem.predict(model, rows))
    result["model_version"] = version
    result["scored_at"] = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    file = settings.predictions / f"{now:%Y-%m-%d}.csv"
    write_csv(result, file)
    write_text(registry.fetch_baseline(settings, version), settings.baseline_file)
    log.info("scored %d rows with version %d: %s", len(result), version, file)
    return file
