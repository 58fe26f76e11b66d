import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families


def _samples(client: TestClient) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(client.get("/metrics").text)
        for sample in family.samples
    }


def _requests(client: TestClient, **labels: str) -> float:
    return _samples(client).get(("http_requests_total", frozenset(labels.items())), 0)


def test_counts_by_route_and_status(client: TestClient) -> None:
    client.get("/api/v1/info")
    client.post("/api/v1/summaries", json={"values": [1]})
    client.post("/api/v1/summaries", json={"values": []})
    assert _requests(client, method="GET", route="/api/v1/info", status="200") == 1
    assert _requests(client, method="POST", route="/api/v1/summaries", status="200") == 1
    assert _requests(client, method="POST", route="/api/v1/summaries", status="422") == 1


def test_measures_how_long_an_answer_takes(client: TestClient) -> None:
    client.get("/api/v1/info")
    samples = _samples(client)
    labels = frozenset({("method", "GET"), ("route", "/api/v1/info")})
    assert samples["http_request_duration_seconds_count", labels] == 1
    assert samples["http_request_duration_seconds_sum", labels] > 0


@pytest.mark.parametrize("path", ["/nothing", "/api/v1/users/1", "/api/v1/users/2"])
def test_unknown_paths_share_one_series(client: TestClient, path: str) -> None:
    client.get(path)
    assert _requests(client, method="GET", route="unmatched", status="404") == 1


def test_unknown_methods_share_one_series(client: TestClient) -> None:
    client.request("BREW", "/api/v1/info")
    client.request("MAKE", "/api/v1/info")
    samples = _samples(client)
    methods = {dict(labels)["method"] for name, labels in samples if name == "http_requests_total"}
    assert methods == {"other"}
