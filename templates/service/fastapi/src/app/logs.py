"""One JSON document per log line, on standard output."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

from app.correlation import request_id
from app.identity import NAME, VERSION

_STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {
    "asctime",
    "color_message",
    "message",
}


class JsonFormatter(logging.Formatter):
    """Writes a record with its extras, the request it belongs to, and its exception."""

    def __init__(self, environment: str) -> None:
        super().__init__()
        self._environment = environment

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "service": NAME,
            "version": VERSION,
            "environment": self._environment,
        }
        current = request_id.get()
        if current is not None:
            line["request_id"] = current
        line.update({key: value for key, value in record.__dict__.items() if key not in _STANDARD})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


def configure_logs(level: str, environment: str) -> None:
    """Sends everything through one handler; uvicorn's own lines included."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter(environment))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"
