from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient

from app.correlation import HEADER


def test_answers_with_the_identifier_of_the_caller(client: TestClient) -> None:
    answer = client.get("/api/v1/info", headers={HEADER: "order-42.a_b"})
    assert answer.headers[HEADER] == "order-42.a_b"


def test_makes_one_when_there_is_none(client: TestClient) -> None:
    first = client.get("/api/v1/info").headers[HEADER]
    second = client.get("/api/v1/info").headers[HEADER]
    assert len(first) == 32
    assert first != second


@pytest.mark.parametrize("hostile", ["", "a b", 'x","level":"error', "x" * 129])
def test_replaces_one_that_is_not_safe_to_log(client: TestClient, hostile: str) -> None:
    assert client.get("/api/v1/info", headers={HEADER: hostile}).headers[HEADER] != hostile


def test_a_failure_answers_with_the_identifier_and_without_its_cause(app: FastAPI) -> None:
    @app.get("/api/fail")
    async def fail() -> None:
        raise RuntimeError("the password is swordfish")

    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/api/fail", headers={HEADER: "order-42"})
    assert answer.status_code == 500
    assert answer.json() == {"detail": "Internal error", "request_id": "order-42"}
    assert answer.headers[HEADER] == "order-42"


def test_half_an_answer_is_broken_off(app: FastAPI) -> None:
    @app.get("/api/fail")
    async def fail() -> StreamingResponse:
        async def pieces() -> AsyncIterator[bytes]:
            yield b"first"
            raise RuntimeError("gone")

        return StreamingResponse(pieces())

    with TestClient(app) as client, pytest.raises(RuntimeError, match="gone"):
        client.get("/api/fail")
