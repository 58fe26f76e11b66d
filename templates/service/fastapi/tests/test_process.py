"""The process itself: started, asked, told to stop, and gone in order."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parent.parent
_PATIENCE_SECONDS = 30
_BODY = b'{"values": [1, 2, 3]}'


@pytest.fixture
def process(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    started = subprocess.Popen(
        [sys.executable, "-m", "app"],
        cwd=_ROOT / "src",
        env={**os.environ, **environment, "PORT": "0", "HOST": "127.0.0.1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    with started:
        try:
            yield started
        finally:
            started.kill()


def _read_port(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"running on http://127\.0\.0\.1:(\d+)", json.loads(line)["message"])
        if found:
            return int(found.group(1))
    raise AssertionError("the service ended before it listened")


def test_finishes_the_running_request_and_ends_with_0(process: subprocess.Popen[str]) -> None:
    port = _read_port(process)
    with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_SECONDS) as connection:
        head = (
            "POST /api/v1/summaries HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(_BODY)}\r\n\r\n"
        )
        connection.sendall(head.encode())
        # The handler is waiting for the body now: the request is running.
        assert connection.recv(1024).startswith(b"HTTP/1.1 100")
        process.send_signal(signal.SIGTERM)
        _wait_until_refused(port)
        connection.sendall(_BODY)
        answer = connection.recv(65536)
        assert answer.startswith(b"HTTP/1.1 200")
    output, _ = process.communicate(timeout=_PATIENCE_SECONDS)
    assert process.returncode == 0
    messages = [json.loads(line)["message"] for line in output.splitlines()]
    assert "POST /api/v1/summaries answered 200" in messages
    assert "stopped" in messages


def _wait_until_refused(port: int) -> None:
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_SECONDS).close()
        except ConnectionError:
            return


def test_does_not_start_with_a_wrong_setting_and_names_it(environment: dict[str, str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "app"],
        cwd=_ROOT / "src",
        env={**os.environ, **environment, "LOG_LEVEL": "very-loud"},
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr == ""
    (line,) = ended.stdout.splitlines()
    assert json.loads(line)["level"] == "critical"
    assert json.loads(line)["message"].startswith("environment variable LOG_LEVEL: ")
    for name, value in environment.items():
        assert name == "ENVIRONMENT" or value not in line
