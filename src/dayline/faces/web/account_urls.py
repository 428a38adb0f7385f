"""The addresses of signing in. Those of the accounts library that are not here do not exist."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as providers
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from dayline.faces.web.pages import join, signin, ways

urlpatterns = [
    path("signin", signin.signin, name="account_login"),
    path("signin/<str:secret>", signin.by_link),
    path("signout", signin.signout, name="account_logout"),
    path("join/<str:secret>", join.join),
    path("account/signup", signin.closed, name="account_signup"),
    path("account/closed", account.account_inactive, name="account_inactive"),
    path("account/confirm", account.reauthenticate, name="account_reauthenticate"),
    path(
        "account/password",
        ways.own(account.password_change),
        name="account_change_password",
    ),
    path("account/password/new", ways.own(account.password_set), name="account_set_password"),
    path(
        "account/password/reset",
        ways.own(account.password_reset),
        name="account_reset_password",
    ),
    path(
        "account/password/reset/sent",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "account/password/reset/done",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        ways.own(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "account/ways/webauthn/login/",
        ways.own(passkeys.login_webauthn),
        name="mfa_login_webauthn",
    ),
    path("account/ways/", include("allauth.mfa.urls")),
    path("account/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("account/sessions/<int:session>/end", ways.end_session),
    path(
        "account/oidc/<slug:provider_id>/login/",
        ways.reached(oidc.login),
        name="openid_connect_login",
    ),
    path(
        "account/oidc/<slug:provider_id>/login/callback/",
        ways.reached(oidc.callback),
        name="openid_connect_callback",
    ),
    path("account/oidc/stopped", providers.login_cancelled, name="socialaccount_login_cancelled"),
    path("account/oidc/failed", providers.login_error, name="socialaccount_login_error"),
    path("account/oidc/signup", signin.closed, name="socialaccount_signup"),
    path("account/oidc/", ways.connections, name="socialaccount_connections"),
]
