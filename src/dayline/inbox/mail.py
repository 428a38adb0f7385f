"""Handing letters to Django's mail layer: SMTP, files or the console, as the settings say."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from dayline.inbox.letters import Rendered

_log = logging.getLogger(__name__)


def sender() -> str:
    """The address that letters come from."""
    return str(settings.DEFAULT_FROM_EMAIL)


@contextmanager
def post() -> Iterator[Any]:
    """An open connection for several letters."""
    connection = get_connection()
    try:
        connection.open()
    except OSError:
        # Each letter will say so for itself, and is tried again later.
        _log.warning("The mail server cannot be reached.")
    try:
        yield connection
    finally:
        connection.close()


def send(connection: Any, letter: Rendered) -> None:
    """Send one letter. Raises what the transport raises."""
    EmailMessage(
        letter.subject,
        letter.text,
        sender(),
        [letter.to],
        connection=connection,
        headers=letter.headers,
    ).send()
