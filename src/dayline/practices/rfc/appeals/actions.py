"""Appeal against a concern, and decide the appeal: how a dispute ends that the two sides cannot."""

from __future__ import annotations

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import Forbidden, InvalidInput, NotFound
from dayline.journal.append import writing
from dayline.people.queries import SYSTEM, directory
from dayline.practices.rfc.appeals.queries import appeals, deciders
from dayline.practices.rfc.queries import KIND, RUNNING
from dayline.records.queries import Record, find
from dayline.records.remarks.actions import close_comment
from dayline.records.remarks.queries import Remark, remark


def appeal(acting: Acting, ref: str, concern: str, reason: str) -> tuple[str, ...]:
    """Ask others to decide on a concern; the handles of those who may.

    The author of the RFC may ask, and its reviewers. Raises :class:`InvalidInput` where there is
    nothing to decide, :class:`Forbidden` for others.
    """
    with writing(acting) as pen:
        record, found = _disputed(acting, ref, concern, reason)
        people = directory(acting.workspace)
        named = record.fields.get("reviewers")
        reviewers = {people.id_of(str(one)) for one in named} if isinstance(named, list) else set()
        if acting.actor not in {record.author, *reviewers} - {found.author}:
            raise Forbidden(
                "Only the author of the RFC and its other reviewers may appeal.",
                do="Say in a comment what you think.",
            )
        if found.id in appeals(acting.workspace, record.ref):
            raise InvalidInput(f"{found.id} was appealed already.", do="Wait for the decision.")
        judges = deciders(people, record, {record.author, found.author})
        if not judges:
            raise InvalidInput(
                "Nobody is there who could decide it and is on neither side.",
                do="Ask an owner to name another owner or a lead for the area.",
            )
        payload: dict[str, Json] = {
            "comment": found.id,
            "concern": found.concern,
            "reason": reason,
            "tell": list(judges),
        }
        pen.add("concern.appealed", record.ref, payload)
    return tuple(people.handle(one) for one in judges)


def decide(acting: Acting, ref: str, concern: str, reason: str, *, overrule: bool) -> None:
    """Decide an appeal: ``overrule`` closes the concern, otherwise it stands.

    Raises :class:`Forbidden` for whoever was not asked.
    """
    with writing(acting) as pen:
        record, found = _disputed(acting, ref, concern, reason)
        standing = appeals(acting.workspace, record.ref).get(found.id)
        if standing is None:
            raise NotFound(
                f"Nobody has appealed against {found.id}.",
                do=f"Appeal first: dayline rfc appeal {record.ref} {found.id} REASON",
            )
        people = directory(acting.workspace)
        if acting.actor not in standing.deciders or not people.people[acting.actor].active:
            names = " or ".join(people.handle(one) for one in standing.deciders)
            raise Forbidden("This appeal is not yours to decide.", do=f"Ask {names}.")
        payload: dict[str, Json] = {
            "comment": found.id,
            "concern": found.concern,
            "reason": reason,
            "overruled": overrule,
            "tell": list({record.author: 1, found.author: 1, standing.by: 1}),
        }
        pen.add(f"concern.{'overruled' if overrule else 'upheld'}", record.ref, payload)
        if overrule:
            close_comment(Acting(acting.workspace, SYSTEM, acting.at), found.id)


def _disputed(acting: Acting, ref: str, concern: str, reason: str) -> tuple[Record, Remark]:
    """The RFC and its open concern. Raises what helps where there is no such dispute."""
    record = find(acting.workspace, ref, person=acting.actor)
    if record.kind != KIND or record.state not in RUNNING:
        raise InvalidInput(
            f"{record.ref} is no RFC that is open.", do=f"See: dayline show {record.ref}"
        )
    found = remark(acting.workspace, concern)
    if found.ref != record.ref or not found.concern:
        raise NotFound(
            f"{record.ref} has no concern {concern}.", do=f"See: dayline rfc status {record.ref}"
        )
    if found.closed_at is not None:
        raise InvalidInput(f"{concern} is settled already.", do="There is nothing left to decide.")
    if not reason.strip():
        raise InvalidInput("A reason is missing.", do="Say in a sentence why.")
    return record, found
