import socket

from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.lifecycle import Lifecycle


def test_a_started_service_answers_all_three(client: TestClient) -> None:
    for path in ("/livez", "/readyz", "/startupz"):
        assert client.get(path).status_code == 200, path


def test_waits_for_what_it_depends_on_and_names_it(app: FastAPI) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    app.state.lifecycle = Lifecycle({"ledger": ("127.0.0.1", port)})
    with TestClient(app) as client:
        startup = client.get("/startupz")
        assert startup.status_code == 503
        assert startup.json() == {"status": "starting", "waiting_for": ["ledger"]}
        assert client.get("/readyz").status_code == 503
        assert client.get("/livez").status_code == 200

        with socket.create_server(("127.0.0.1", port)):
            assert client.get("/startupz").status_code == 200
        assert client.get("/readyz").status_code == 200


def test_a_dependency_that_fails_later_does_not_take_the_pods_away(app: FastAPI) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        app.state.lifecycle = Lifecycle({"ledger": server.getsockname()})
        with TestClient(app) as client:
            assert client.get("/readyz").status_code == 200
            server.close()
            assert client.get("/startupz").status_code == 200
            assert client.get("/readyz").status_code == 200


def test_a_draining_service_lives_but_wants_no_new_requests(
    app: FastAPI, client: TestClient
) -> None:
    app.state.lifecycle.drain()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "draining"})
    assert client.get("/livez").status_code == 200
