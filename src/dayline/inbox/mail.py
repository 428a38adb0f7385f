"""Handing letters to Django's mail layer: SMTP, files or the console, as the settings say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from dayline.inbox.letters import Rendered


def sender() -> str:
    """The address that letters come from."""
    return str(settings.DEFAULT_FROM_EMAIL)


@contextmanager
def post() -> Iterator[Any]:
    """A connection for several letters, opened with the first one."""
    connection = get_connection()
    try:
        yield connection
    finally:
        connection.close()


def send(connection: Any, letter: Rendered) -> None:
    """Send one letter. Raises what the transport raises."""
    connection.open()
    EmailMessage(
        letter.subject,
        letter.text,
        sender(),
        [letter.to],
        connection=connection,
        headers=letter.headers,
    ).send()
