"""The verb that notes what an auditor reads."""

from __future__ import annotations

from datetime import UTC

from dayline.accounts.models import AuditedDay
from dayline.base.acting import Acting
from dayline.journal.append import writing


def note_reading(acting: Acting, subject: str) -> None:
    """Note in the journal that the acting auditor read ``subject``: ``D-42``, or ``page:board``.

    Once for each subject and (UTC) day: that tells what was read and when, and a page that is
    reloaded costs nothing. Callers do this before they show anything; a reading that cannot be
    noted is not shown. Subjects hold no words, and what was searched for is not noted.
    """
    day = acting.at.astimezone(UTC).date().isoformat()
    key = {"workspace": acting.workspace, "person": acting.actor, "day": day, "subject": subject}
    if AuditedDay.objects.filter(**key).exists():
        return
    with writing(acting) as pen:
        if not AuditedDay.objects.filter(**key).exists():
            AuditedDay.objects.create(**key)
            pen.add("audit.read", subject, {})
