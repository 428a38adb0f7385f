"""A served workspace, and the official library's client to it, over HTTP and over stdio."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import anyio
import httpx2
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from tests.conftest import REPOSITORY
from tests.databases import empty
from tests.faces.mcp.staging import NOW

DAYLINE = (sys.executable, "-c", "from dayline.faces.cli.main import main; main()")


@dataclass
class Served:
    """A running ``dayline serve`` with its tokens; it can also be spoken to over stdio."""

    url: str
    environment: dict[str, str]
    tokens: dict[str, str] = field(default_factory=dict)

    def http(self, who: str, talk: Callable[[Client], Awaitable[Any]], mode: str = "auto") -> Any:
        """What a conversation over HTTP comes to, under the token of that name."""

        async def run() -> Any:
            headers = {"Authorization": f"Bearer {self.tokens[who]}"}
            async with httpx2.AsyncClient(headers=headers, timeout=60) as session:
                transport = streamable_http_client(f"{self.url}/mcp", http_client=session)
                async with Client(transport, mode=mode) as client:
                    return await talk(client)

        return anyio.run(run)

    def stdio(
        self,
        who: str,
        talk: Callable[[Client], Awaitable[Any]],
        *arguments: str,
        mode: str = "auto",
    ) -> Any:
        """What a conversation with ``dayline mcp`` comes to, started as that person."""
        parameters = StdioServerParameters(
            command=DAYLINE[0],
            args=[*DAYLINE[1:], "--as", f"@{who}", "mcp", *arguments],
            env=self.environment,
            cwd=REPOSITORY,
        )

        async def run() -> Any:
            async with Client(parameters, mode=mode) as client:
                return await talk(client)

        return anyio.run(run)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with empty(tmp_path_factory.mktemp("mcp") / "home") as database, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {
            **os.environ,
            **database,
            "PYTHONPATH": f"{REPOSITORY / 'src'}:{REPOSITORY}",
            "DAYLINE_URL": f"http://127.0.0.1:{port}",
            "DAYLINE_NOW": f"{NOW:%Y-%m-%dT%H:%M:%SZ}*1",
            "DAYLINE_API_RATE": "100000",
        }
        staged = subprocess.run(
            [sys.executable, "-m", "tests.faces.mcp.staging"],
            cwd=REPOSITORY, env=environment, check=True, timeout=120, stdout=subprocess.PIPE,
        )  # fmt: skip
        command = [*DAYLINE, "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, cwd=REPOSITORY)
        try:
            _wait_for(port, process)
            tokens = json.loads(staged.stdout)
            yield Served(environment["DAYLINE_URL"], environment, tokens)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended before it served"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server did not come up within a minute")
