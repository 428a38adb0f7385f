"""What one verb in one sentence says about this record and others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dayline.records.dialect import grammar
from dayline.records.dialect.grammar import VERBS, Verb
from dayline.records.dialect.sentences import Sentence, refs_of
from dayline.records.dialect.subjects import Subject, is_label, subject_of
from dayline.records.dialect.tokens import REF, SELF


@dataclass(frozen=True, slots=True)
class Claim:
    """One link that a sentence states: its type in the text's words and what it means."""

    type: str
    means: str
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Use:
    """One verb in one sentence, with the text to its left and right."""

    verb: Verb
    form: str
    left: str
    right: str
    sentence: Sentence


class NotUnderstood(Exception):
    """The sentence speaks of another record and it cannot be said how."""


def claims_of(use: Use) -> Iterator[Claim]:
    """The links that one verb states. Raises :class:`NotUnderstood`."""
    if _is_conditional(use):
        return
    use = replace(use, left=grammar.ACCEPTED.sub(_keeping_self, use.left))
    if use.verb is VERBS["deprecate"] and not grammar.FAVOUR.match(use.right):
        return
    passive = grammar.PASSIVE.search(use.left)
    adjective = use.form == "base" and use.verb is VERBS["obsolete"]
    if adjective and grammar.MADE.search(use.left):
        yield from _made_obsolete(use)
    elif passive and (use.form == "past" or adjective):
        yield from _passive(use, use.left[: passive.start()], use.left[passive.start() :])
    elif use.form == "past" and (grammar.BY.match(use.right) or grammar.SEE.match(use.right)):
        yield from _passive(use, use.left, "")
    elif use.form == "ing":
        yield from _participle(use)
    else:
        yield from _active(use)


def _keeping_self(found: re.Match[str]) -> str:
    return SELF if SELF in found[0] else " "


def _is_conditional(use: Use) -> bool:
    """Whether the verb stands under a condition other than that this record is accepted."""
    text = grammar.ACCEPTED.sub(" ", use.left)
    after = grammar.ACCEPTED.sub(" ", use.right)
    return bool(grammar.CONDITION.search(text) or grammar.CONDITION.match(after.lstrip(" ,")))


def _stated(use: Use, subject: Subject, *, active: bool) -> bool:
    """Whether the verb is a fact: not denied, not merely possible, not somebody's opinion."""
    window = subject.window
    if grammar.DENIED.search(window) or grammar.OPINION.search(subject.rest):
        return False
    possible = grammar.POSSIBLE.search(re.sub(r"should be considered", "", window))
    would = re.search(r"\bwould\b", window) and not active
    idle = bool(grammar.IDLE_SECTION.search(use.sentence.section))
    if idle and (subject.kind not in ("self", "ref") or use.form == "base"):
        return False
    return not possible and not would


def _type(use: Use, near: str, *, by: bool, part: bool, limited: bool) -> tuple[str, str]:
    """The type in the text's words and the canonical meaning."""
    before, after = next(
        ((head, tail) for pattern, head, tail in grammar.DEGREES if pattern.search(near)), ("", "")
    )
    superseding = use.verb.means == "supersedes"
    if not superseding:
        before, after = "", ""
    elif limited and not before and not after:
        before = "partially_"
    name = next(key for key, verb in VERBS.items() if verb is use.verb)
    word = VERBS[name].past if by else VERBS[name].third
    stem = f"{before}{word.split('|')[0]}{after}"
    means = use.verb.means_by if by else use.verb.means
    if superseding and (part or before or after):
        means = "superseded_in_part_by" if by else "supersedes_in_part"
    return (f"{stem}_by" if by else stem), means


def _near(window: str, right: str) -> str:
    """Where adverbs of degree stand: just before the verb and just after it."""
    return f"{window[-60:]} | {right[:40].partition(' by ')[0].partition(REF)[0]}"


def _passive(use: Use, left: str, auxiliaries: str) -> Iterator[Claim]:
    subject = subject_of(left, use.sentence)
    subject = Subject(subject.kind, subject.rest, subject.window + auxiliaries, subject.refs)
    agent = grammar.BY.match(use.right) or grammar.SEE.match(use.right)
    if not _stated(use, subject, active=False):
        return
    if not agent and subject.kind == "ref" and grammar.BY_SELF.search(subject.rest):
        yield from _by_this(use, subject)
    elif not agent:
        yield from _agentless(use, subject, auxiliaries)
    elif SELF in agent["agent"] or agent["agent"].casefold().startswith("this"):
        yield from _by_this(use, subject)
    elif subject.kind not in ("ref", "aside"):
        yield from _by_others(use, subject, agent)


def _by_this(use: Use, subject: Subject) -> Iterator[Claim]:
    """ "RFC 12 is superseded by this RFC"."""
    near = _near(subject.window, use.right)
    kind, means = _type(use, near, by=False, part=False, limited=False)
    for ref in subject.refs:
        yield Claim(kind, means, ref, use.sentence.line)


def _by_others(use: Use, subject: Subject, agent: re.Match[str]) -> Iterator[Claim]:
    """ "This RFC is superseded by RFC 12"."""
    part = subject.kind == "part"
    if subject.kind == "other":
        # A status speaks of its own record: "Accepted; the portions on sync superseded by ADR-8".
        part = use.sentence.section == "status"
        if use.verb.strong and not part:
            raise NotUnderstood
        if not part:
            return
    limited = bool(grammar.LIMIT.match(use.right, agent.end()))
    kind, means = _type(use, _near(subject.window, use.right), by=True, part=part, limited=limited)
    for ref in refs_of(agent["agent"], use.sentence):
        yield Claim(kind, means, ref, use.sentence.line)


def _agentless(use: Use, subject: Subject, auxiliaries: str) -> Iterator[Claim]:
    """ "This RFC has been superseded." The successor is the one record offered close by."""
    if subject.kind not in ("self", "this") or not auxiliaries or not use.verb.strong:
        return
    if re.match(r"\s*(?:\w+\s+){0,3}by\b", use.right) or len(around := use.sentence.around()) != 1:
        raise NotUnderstood
    kind, means = _type(use, _near(subject.window, use.right), by=True, part=False, limited=False)
    yield Claim(kind, means, around[0], use.sentence.line)


def _active(use: Use) -> Iterator[Claim]:
    subject = subject_of(use.left, use.sentence)
    if (
        use.form == "base"
        and subject.kind == "none"
        and (use.verb is VERBS["update"] or subject.window.strip(" ,"))
    ):
        return
    if not _stated(use, subject, active=True):
        return
    direct = grammar.DIRECT.match(use.right)
    found = direct or grammar.PARTLY.match(use.right)
    if found:
        if DENIED_OBJECT.match(use.right):
            return
        if use.form == "past" and subject.kind == "none":
            return
        limited = direct is None or bool(grammar.LIMIT.match(use.right, found.end()))
        if subject.kind == "other" and grammar.WITH_SELF.match(use.right, found.end()):
            subject = Subject("self", subject.rest, subject.window)
        yield from _object(use, subject, found["refs"], limited=limited)
    elif grammar.BARE_OBJECT.match(use.right) and subject.kind in ("self", "this"):
        relative = grammar.RELATIVE.search(subject.rest)
        if relative:
            own = Subject("self", "", subject.window)
            yield from _object(use, own, relative["refs"], limited=relative["which"] is None)


DENIED_OBJECT = re.compile(r"\s*(?:neither|none|nothing|no)\b", re.IGNORECASE)


def _object(use: Use, subject: Subject, objects: str, *, limited: bool) -> Iterator[Claim]:
    near = _near(subject.window, use.right)
    if SELF in objects:
        if subject.kind == "ref":
            kind, means = _type(use, near, by=True, part=False, limited=limited)
            for ref in subject.refs:
                yield Claim(kind, means, ref, use.sentence.line)
        return
    if subject.kind in ("ref", "aside"):
        return
    if limited and subject.kind == "part" and not grammar.PASSAGE.search(subject.phrase):
        return  # "this flag supersedes the option of RFC 12" speaks of things, not of records
    if subject.kind == "other":
        if use.verb.strong and use.form in ("third", "past"):
            raise NotUnderstood
        return
    kind, means = _type(use, near, by=False, part=subject.kind == "part", limited=limited)
    for ref in refs_of(objects, use.sentence):
        yield Claim(kind, means, ref, use.sentence.line)


def _participle(use: Use) -> Iterator[Claim]:
    """ "This RFC describes the plan, superseding RFC 12": the subject is the sentence's."""
    text = use.sentence.text
    found = grammar.DIRECT.match(use.right)
    if not found or SELF in found["refs"] or grammar.DENIED.search(use.left[-40:]):
        return
    start = text[: text.find(SELF)] if SELF in use.left else None
    whole = start is not None and is_label(start) and REF not in use.left
    if not whole or grammar.POSSIBLE.search(use.left):
        if use.verb.strong:
            raise NotUnderstood
        return
    own = Subject("self", "", use.left[-40:])
    limited = bool(grammar.LIMIT.match(use.right, found.end()))
    yield from _object(use, own, found["refs"], limited=limited)


def _made_obsolete(use: Use) -> Iterator[Claim]:
    """ "This RFC makes RFC 12 obsolete"."""
    made = grammar.MADE.search(use.left)
    if not made:
        return
    subject = subject_of(use.left[: made.start()], use.sentence)
    if _stated(use, subject, active=True):
        yield from _object(use, subject, made["refs"], limited=False)
