"""Which tables a backup keeps, which the journal gives back, and which may be lost."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Model

from dayline.journal import followers

PASSING = frozenset(
    (
        "django_content_type",
        "auth_permission",
        "auth_group",
        "django_session",
        "usersessions_usersession",
        "accounts_onetimelink",
        "account_emailconfirmation",
        "replays_replay",
        "allowances_allowance",
        "clocks_lease",
        "search_page",
        "search_progress",
        "search_vector",
        "search_bundle",
    )
)
"""Sessions, one-time links, answers that are kept for a day, allowances of a minute, leases of
workers, the index of words: after a restore people sign in again, and the rest is made anew."""

JOURNAL = (
    "journal_workspace",
    "journal_entry",
    "journal_payload",
    "journal_node",
    "journal_head",
)
"""In the order in which they are restored: below its head a journal takes no entry."""


def derived() -> frozenset[str]:
    """Tables that a rebuild writes from the journal."""
    return frozenset(table._meta.db_table for one in followers.followers() for table in one.tables)


def kept() -> list[type[Model]]:
    """The models whose rows a backup holds: the journal first, then what stands outside it."""
    left_out = derived() | PASSING
    models = {
        model._meta.db_table: model
        for model in apps.get_models()
        if model._meta.db_table not in left_out
    }
    first = [models.pop(name) for name in JOURNAL]
    return [*first, *models.values()]
