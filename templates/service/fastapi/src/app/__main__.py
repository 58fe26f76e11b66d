"""`python -m app`: serves until SIGTERM, then lets running requests finish."""

import logging
import signal
import sys
from types import FrameType

import uvicorn
from pydantic import ValidationError

from app.application import create_app
from app.lifecycle import Lifecycle
from app.logs import configure_logs
from app.settings import Settings, read_settings

_log = logging.getLogger("app")


class _Server(uvicorn.Server):
    """Says "not ready" from the moment the signal arrives, while it still answers."""

    def __init__(self, config: uvicorn.Config, lifecycle: Lifecycle) -> None:
        super().__init__(config)
        self._lifecycle = lifecycle

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._lifecycle.drain()
        super().handle_exit(sig, frame)


def _exit_cleanly(_signal: int, _frame: FrameType | None) -> None:
    # uvicorn raises the signal again when it is done; an orderly end is exit code 0.
    sys.exit(0)


def _read_settings_or_exit() -> Settings:
    try:
        return read_settings()
    except ValidationError as error:
        configure_logs("INFO", "unknown")
        for problem in error.errors(include_input=False, include_url=False):
            name = "_".join(str(part) for part in problem["loc"]).upper()
            _log.critical("environment variable %s: %s", name, problem["msg"])
        sys.exit(2)


def main() -> None:
    settings = _read_settings_or_exit()
    configure_logs(settings.log_level, settings.environment)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _exit_cleanly)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.shutdown_timeout_seconds,
    )
    _Server(config, app.state.lifecycle).run()


if __name__ == "__main__":
    main()
