"""What happens around every request: correlation, metrics and one access line."""

import logging
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.correlation import HEADER, choose_request_id, request_id
from app.metrics import RequestMetrics

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_QUIET = frozenset({"/livez", "/readyz", "/startupz", "/metrics"})
_log = logging.getLogger("app.access")
_failures = logging.getLogger("app.failures")


class ObserveRequests:
    """Plain ASGI, so that context variables reach the handlers.

    Unexpected failures are answered here and not by the framework, whose answer
    would be sent outside of this class and carry no identifier.
    """

    def __init__(self, app: ASGIApp, metrics: RequestMetrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        identifier = choose_request_id(Headers(scope=scope).get(HEADER))
        token = request_id.set(identifier)
        started = time.perf_counter()
        status: int | None = None

        async def send_with_identifier(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = identifier
            await send(message)

        try:
            with self._metrics.in_progress.track_inprogress():
                await self._app(scope, receive, send_with_identifier)
        except Exception:
            _failures.exception("unexpected failure")
            if status is not None:
                # Half an answer is out; the connection has to break.
                raise
            answer = JSONResponse(
                {"detail": "Internal error", "request_id": identifier}, status_code=500
            )
            await answer(scope, receive, send_with_identifier)
        finally:
            self._record(scope, status or 500, time.perf_counter() - started)
            request_id.reset(token)

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = getattr(scope.get("route"), "path", "unmatched")
        self._metrics.observe(method=method, route=route, status=status, seconds=seconds)
        level = logging.DEBUG if route in _QUIET else logging.INFO
        _log.log(
            level,
            "%s %s answered %d",
            method,
            route,
            status,
            extra={
                "http": {
                    "method": method,
                    "route": route,
                    "status": status,
                    "duration_ms": round(seconds * 1000, 3),
                }
            },
        )
