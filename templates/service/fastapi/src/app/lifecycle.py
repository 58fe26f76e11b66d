"""Where the process is between its first and its last request."""

import asyncio
import logging
from collections.abc import Mapping
from enum import StrEnum

_log = logging.getLogger("app.lifecycle")
_ATTEMPT_SECONDS = 2.0


class Phase(StrEnum):
    """The phases, in the order in which they happen."""

    STARTING = "starting"
    READY = "ready"
    DRAINING = "draining"


class Lifecycle:
    """Becomes ready when every dependency was reached once, and never goes back.

    A dependency that fails later does not make the pods unready: all of them
    would leave the Service at once, and an answer that says what is wrong is
    worth more than no answer.
    """

    def __init__(self, dependencies: Mapping[str, tuple[str, int]]) -> None:
        self._missing = dict(dependencies)
        self.phase = Phase.STARTING if dependencies else Phase.READY

    @property
    def missing(self) -> list[str]:
        """Names of the dependencies that were not reached yet."""
        return sorted(self._missing)

    async def try_to_start(self) -> None:
        """Asks each dependency that was not reached yet."""
        if self.phase is not Phase.STARTING:
            return
        names = self.missing
        reached = await asyncio.gather(*(_is_reachable(*self._missing[n]) for n in names))
        for name, ok in zip(names, reached, strict=True):
            if ok:
                self._missing.pop(name, None)
        if self._missing:
            _log.warning("waiting for %s", ", ".join(self.missing))
        elif self.phase is Phase.STARTING:
            self.phase = Phase.READY
            _log.info("ready")

    def drain(self) -> None:
        """Says from now on that no new request should come here."""
        self.phase = Phase.DRAINING


async def _is_reachable(host: str, port: int) -> bool:
    try:
        async with asyncio.timeout(_ATTEMPT_SECONDS):
            _, writer = await asyncio.open_connection(host, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True
