import pytest
from fastapi.testclient import TestClient

from app.identity import NAME, VERSION


def test_says_who_answers(client: TestClient) -> None:
    answer = client.get("/api/v1/info")
    assert answer.status_code == 200
    assert answer.json() == {"name": NAME, "version": VERSION, "environment": "test"}


def test_summarises_numbers(client: TestClient) -> None:
    answer = client.post("/api/v1/summaries", json={"values": [2, 4, 9]})
    assert answer.status_code == 200
    assert answer.json() == {"count": 3, "minimum": 2, "maximum": 9, "mean": 5}


@pytest.mark.parametrize(
    ("body", "culprit"),
    [
        (b'{"values": []}', "values"),
        (b'{"values": ["x"]}', "values"),
        (b'{"values": [1e999]}', "values"),
        (b'{"values": [1], "extra": 1}', "extra"),
        (b"{}", "values"),
    ],
)
def test_refuses_a_bad_body_and_names_the_field(
    client: TestClient, body: bytes, culprit: str
) -> None:
    answer = client.post(
        "/api/v1/summaries", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422
    assert culprit in answer.json()["detail"][0]["loc"]
