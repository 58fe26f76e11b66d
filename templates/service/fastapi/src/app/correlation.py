"""The identifier that ties the log lines of one request together."""

import re
import uuid
from contextvars import ContextVar

HEADER = "X-Request-ID"

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{1,128}")


def choose_request_id(offered: str | None) -> str:
    """Keeps the caller's identifier when it is safe to write to a log, else makes one."""
    if offered is not None and _ACCEPTED.fullmatch(offered):
        return offered
    return uuid.uuid4().hex
