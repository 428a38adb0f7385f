"""What Dayline decides for the accounts library: who may sign up, where one goes, what is sent."""

from __future__ import annotations

import base64
import hashlib
import logging
from functools import cache
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_log = logging.getLogger(__name__)


def shown_as(user: AbstractBaseUser) -> str:
    """How a user is called where no workspace is known."""
    return str(user.get_username())


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves; nobody is sent to another site; letters never break a page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Who is invited joins by their link, and nobody else does."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only this server's own addresses."""
        return url_has_allowed_host_and_scheme(url, {context.request.get_host()})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A letter that cannot be sent is logged: an error page would tell who has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except Exception:
            _log.exception("A letter about an account could not be sent.")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Who signs in or out sees that they did; only what went wrong is said."""
        template = args[2] if len(args) > 2 else kwargs.get("message_template") or ""
        if template.endswith(("logged_in.txt", "logged_out.txt")):
            return
        super().add_message(*args, **kwargs)


class Providers(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The identity provider says who somebody is; whether they have a place here we say."""

    def is_open_for_signup(
        self,
        request: HttpRequest,  # noqa: ARG002
        sociallogin: Any,  # noqa: ARG002
    ) -> bool:
        """As with passwords: only who was invited, and so has a user already."""
        return False


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys and codes are called by the name of this server."""

    def _get_site_name(self) -> str:
        return "Dayline"

    def encrypt(self, text: str) -> str:
        """Secrets of codes are of no use to who sees the database alone."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return _box().decrypt(encrypted_text.encode()).decode()


@cache
def _box() -> Fernet:
    key = hashlib.sha256(b"dayline second factors\x00" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
