"""Whether the candidate becomes the champion."""

import logging
from dataclasses import dataclass

from pipeline import problem, registry
from pipeline.settings import Settings
from pipeline.train import read_split

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Promotion:
    promoted: bool
    reason: str


def decide(candidate: float, champion: float | None) -> Promotion:
    """Higher is better for every score; a tie keeps what is proven."""
    if champion is None:
        return Promotion(True, "there is no champion yet")
    if candidate > champion:
        return Promotion(True, f"{candidate:.4f} is better than {champion:.4f}")
    return Promotion(False, f"{candidate:.4f} is not better than {champion:.4f}")


def promote(settings: Settings) -> Promotion:
    """Measures both on the same held-out rows and crowns the better one."""
    registry.connect(settings)
    candidate = registry.require_version(settings, registry.CANDIDATE)
    champion = registry.find_version(settings, registry.CHAMPION)
    if candidate == champion:
        return Promotion(False, f"version {candidate} is the champion already")
    test = read_split(settings).test

    def score(version: int) -> float:
        return problem.measure(registry.load(settings, version), test)[problem.SCORE]

    decision = decide(score(candidate), None if champion is None else score(champion))
    if decision.promoted:
        registry.crown(settings, candidate)
    verdict = "promoted" if decision.promoted else "kept back"
    log.info("version %d %s: %s", candidate, verdict, decision.reason)
    return decision
