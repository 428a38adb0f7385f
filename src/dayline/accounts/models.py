"""Tables of accounts. They hold what must be able to vanish: credentials and who owns them.

They are no part of the journal and of no rebuild; ``actions.py`` writes them directly, and notes in
the journal what concerns the workspace (who was invited, which token was made), without secrets.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from dayline.journal.fields import InstantField


class Users(BaseUserManager["User"]):
    """Makes users; an address is compared without regard to case."""

    def create_user(self, email: str, password: str | None = None) -> User:
        """A user with that address; without a password they sign in by link, passkey or OIDC."""
        user = self.model(email=email.strip().casefold())
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The user with that address."""
        return self.get(email=(username or "").strip().casefold())


class User(AbstractBaseUser):
    """Somebody who can sign in. When they last did is not kept: nobody's presence is."""

    last_login = None
    email = models.CharField(max_length=254, unique=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    is_staff = False
    is_superuser = False


class Seat(models.Model):
    """That a user is this person in this workspace."""

    pk = models.CompositePrimaryKey("workspace", "person")
    workspace = models.BigIntegerField()
    person = models.CharField(max_length=24)
    user_id = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["workspace", "user_id"], name="accounts_one_seat"),
        )
        indexes = (models.Index(fields=["user_id"], name="accounts_seat_user"),)


class OneTimeLink(models.Model):
    """A link that signs one user in once. Only the digest of its secret is kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    user_id = models.BigIntegerField()
    workspace = models.BigIntegerField()
    until = InstantField()


class Token(models.Model):
    """A secret by which a program acts as a person, within scopes. Only its digest is kept.

    ``scopes`` are separated by spaces; ``expires`` and ``revoked`` may be None.
    """

    pk = models.CompositePrimaryKey("workspace", "id")
    workspace = models.BigIntegerField()
    id = models.CharField(max_length=24)
    digest = models.CharField(max_length=64, unique=True)
    person = models.CharField(max_length=24)
    name = models.CharField(max_length=100)
    scopes = models.CharField(max_length=200)
    created = InstantField()
    expires = InstantField(null=True)
    revoked = InstantField(null=True)

    class Meta:
        indexes = (models.Index(fields=["workspace", "person"], name="accounts_token_person"),)


class Invitation(models.Model):
    """That somebody may join by a link. Only the digest of its secret is kept.

    ``person`` is the id of a person who is in the directory already and gets a seat by it, or
    empty. An invitation is open while ``taken`` and ``revoked`` are None and ``expires`` is ahead.
    """

    pk = models.CompositePrimaryKey("workspace", "id")
    workspace = models.BigIntegerField()
    id = models.CharField(max_length=24)
    digest = models.CharField(max_length=64, unique=True)
    email = models.CharField(max_length=254, default="")
    role = models.CharField(max_length=8)
    person = models.CharField(max_length=24, default="")
    invited_by = models.CharField(max_length=24)
    created = InstantField()
    expires = InstantField()
    taken = InstantField(null=True)
    revoked = InstantField(null=True)


class AuditedDay(models.Model):
    """That an auditor's reading of something was noted in the journal on a (UTC) day."""

    pk = models.CompositePrimaryKey("workspace", "person", "day", "subject")
    workspace = models.BigIntegerField()
    person = models.CharField(max_length=24)
    day = models.CharField(max_length=10)
    subject = models.CharField(max_length=64)
