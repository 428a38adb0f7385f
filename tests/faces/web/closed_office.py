"""A post office that takes no letters."""

from __future__ import annotations

from django.core.mail.backends.base import BaseEmailBackend


class Closed(BaseEmailBackend):
    def send_messages(self, email_messages):  # noqa: ARG002
        raise OSError("nobody there")
