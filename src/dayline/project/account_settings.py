"""Settings of signing in: passwords, passkeys, codes, an identity provider. From the environment.

``DAYLINE_OIDC_ISSUER``, ``DAYLINE_OIDC_CLIENT_ID`` and ``DAYLINE_OIDC_CLIENT_SECRET`` (or
``_FILE``) connect one OpenID Connect provider; ``DAYLINE_SIGNIN=oidc`` lets nobody in any other way
but by links that the server's own command line prints. ``DAYLINE_PROXIES`` says how many reverse
proxies stand in front, so that limits count real addresses.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

from dayline.journal.database import from_environment

OIDC_ISSUER = from_environment("DAYLINE_OIDC_ISSUER").rstrip("/")
OIDC_NAME = from_environment("DAYLINE_OIDC_NAME", "your organisation")
OIDC_ONLY = from_environment("DAYLINE_SIGNIN") == "oidc"


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


# Where the sign-in form may lead: the provider's own pages, if they are not at the issuer's host.
OIDC_ORIGINS = [
    origin
    for address in (OIDC_ISSUER, *from_environment("DAYLINE_OIDC_ORIGINS").split())
    if (origin := _origin(address))
]

ACCOUNT_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email"]},
    },
]
PASSWORD_RESET_TIMEOUT = 60 * 60

ACCOUNT_ADAPTER = "dayline.faces.web.adapters.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Dayline: "
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/signin"
ACCOUNT_USER_DISPLAY = "dayline.faces.web.adapters.shown_as"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("DAYLINE_PROXIES", "0"))

MFA_ADAPTER = "dayline.faces.web.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Dayline"
MFA_TOTP_TOLERANCE = 1

SOCIALACCOUNT_ADAPTER = "dayline.faces.web.adapters.Providers"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_STORE_TOKENS = False
# The one provider is the organisation's own: an address that it has verified is the person's.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": OIDC_NAME,
                "client_id": from_environment("DAYLINE_OIDC_CLIENT_ID"),
                "secret": from_environment("DAYLINE_OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}
# When somebody was last here is nobody's business, not even in a list of their own sessions.
USERSESSIONS_TRACK_ACTIVITY = False
