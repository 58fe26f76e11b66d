import json
import logging

import pytest
from fastapi.testclient import TestClient

from app.correlation import HEADER, request_id
from app.identity import NAME
from app.logs import JsonFormatter


def _format(record: logging.LogRecord) -> dict[str, object]:
    line: dict[str, object] = json.loads(JsonFormatter("test").format(record))
    return line


def _record(message: str, **extra: object) -> logging.LogRecord:
    record = logging.makeLogRecord({"name": "app", "levelname": "INFO", "msg": message})
    record.__dict__.update(extra)
    return record


def test_a_line_says_who_and_when_and_how_bad() -> None:
    line = _format(_record("hello", order=7))
    assert line["message"] == "hello"
    assert line["service"] == NAME
    assert line["environment"] == "test"
    assert line["level"] == "info"
    assert line["order"] == 7
    assert str(line["time"]).endswith("+00:00")
    assert "request_id" not in line


def test_a_line_break_stays_inside_its_line() -> None:
    text = JsonFormatter("test").format(_record('first\nsecond {"level": "error"}'))
    assert "\n" not in text
    assert json.loads(text)["message"] == 'first\nsecond {"level": "error"}'


def test_a_line_carries_the_request_that_it_belongs_to() -> None:
    token = request_id.set("order-42")
    try:
        assert _format(_record("hello"))["request_id"] == "order-42"
    finally:
        request_id.reset(token)


def test_every_request_leaves_one_access_line(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="app.access")
    seen: list[str | None] = []

    class Remember(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(request_id.get())

    handler = Remember()
    logging.getLogger("app.access").addHandler(handler)
    try:
        client.get("/api/v1/info", headers={HEADER: "order-42"})
        client.get("/livez")
    finally:
        logging.getLogger("app.access").removeHandler(handler)
    assert [record.getMessage() for record in caplog.records] == ["GET /api/v1/info answered 200"]
    assert seen == ["order-42"]
