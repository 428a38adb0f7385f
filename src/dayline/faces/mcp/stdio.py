"""The face over standard input and output, for an agent that starts Dayline itself."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from typing import Any, cast

import anyio
from anyio.to_thread import run_sync
from mcp.server.stdio import stdio_server

from dayline.faces.mcp.seat import READING, seat_of
from dayline.faces.mcp.server import serve

LONGEST = 4 * 1024 * 1024
"""Bytes of one message, as over HTTP."""


class BoundedLines:
    """Lines of standard input; what stands past the limit becomes a line that is no JSON."""

    def __aiter__(self) -> AsyncIterator[str]:
        return self._lines()

    async def _lines(self) -> AsyncIterator[str]:
        while True:
            line = await run_sync(_line, abandon_on_cancel=True)
            if not line:
                return
            yield line.decode("utf-8", "replace")


def _line() -> bytes:
    line = sys.stdin.buffer.readline(LONGEST + 1)
    if len(line) <= LONGEST:
        return line
    while line and not line.endswith(b"\n"):
        line = sys.stdin.buffer.readline(LONGEST)
    return b"(a message that is too long)\n"


def run(workspace: int, origin: str, person: str, *, write: bool, base: str) -> None:
    """Answer until standard input ends. ``write`` offers what the person's role may write."""
    granted = None if write else READING
    server = serve(lambda _ctx: seat_of(workspace, origin, person, granted, base))

    async def answer() -> None:
        async with stdio_server(stdin=cast("Any", BoundedLines())) as (read, written):
            await server.run(read, written, server.create_initialization_options())

    anyio.run(answer)
