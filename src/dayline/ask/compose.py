"""From a question and a library to an answer. Pure: what is read comes through the library."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from dayline.ask import reranking
from dayline.ask.choosing import Passage, chosen, joined, passage
from dayline.ask.confidence import confidence, confidence_by_reading, signs, threshold_for
from dayline.ask.kinds import is_why
from dayline.ask.lineage import current
from dayline.ask.matching import unknown_rarity, weigh
from dayline.ask.material import Answer, Document, Library, Sentence
from dayline.ask.objections import objections
from dayline.ask.question import Question, read
from dayline.ask.scoring import Readable, Scored, score
from dayline.ask.told import told as looked_up_for

MOST_PASSAGES = 8
"""Passages of an answer."""
MOST_LISTED = 20
"""Records of one that lists them; how many more there are is told."""

CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Look:
    """What was looked up for a question before it is decided what of it to say.

    ``told`` is what was looked up, a list if ``lists`` (which may lack some unless it is
    ``all_of_it``); ``found`` are sentences, best first.
    ``sure`` is how sure it is that there is an answer, 0 to 1, and ``read`` whether somebody read
    the sentences.
    ``signs`` judge sentences as they stand by words.
    """

    asked: Question
    documents: Mapping[str, Document]
    told: list[Sentence]
    lists: bool
    all_of_it: bool
    found: list[Scored]
    sure: float
    read: bool
    signs: Callable[[Sequence[Scored]], tuple[float, ...]]


def looked_up(question: str, library: Library) -> Look | None:
    """What a library holds to a question; None where the question names what it does not hold."""
    asked = read(question, library.prefixes(), partial(_is_id, library))
    named = [library.named(*one) for one in asked.ids]
    if not asked.text or not all(named):
        return None
    records = _records(asked, library, named)
    rarity = {term: library.rarity(term) for term, _ in asked.terms}
    size = library.size()
    weighed = weigh(asked, lambda term: rarity[term], unknown_rarity(size))

    def judged(found: Sequence[Scored]) -> tuple[float, ...]:
        return signs(asked, weighed, found, rarity, size)

    looked = looked_up_for(asked, library, records, named)
    told = looked.sentences
    fitting = {ref: one for ref, one in records.items() if one[1] > 0}
    found = score(asked, weighed, fitting, named)
    is_open = bool(found) and not told and not looked.lists
    sure = confidence(judged(found)) if is_open else 0.0
    reads = library.reads if is_open else None
    if reads:
        found = reranking.reranked(asked, found, reads)
        sure = confidence_by_reading((*judged(found), *reranking.signs(sure, found, size)))
    documents = {ref: one for ref, (one, _) in records.items()}
    sure = _OF_FACTS if told else sure
    return Look(
        asked, documents, told, looked.lists, looked.all_of_it, found, sure, bool(reads), judged
    )


_OF_FACTS = 0.99
"""How sure it is what fields say."""


def _is_id(library: Library, prefix: str, number: int) -> bool:
    """Whether what looks like an id is one; what texts write and no record has is a word."""
    known = bool(library.named(prefix, number))
    return known or not library.rarity(f"{prefix.lower()}-{number}")


def answer(
    question: str, library: Library, *, threshold: float | None = None, as_of: str = ""
) -> Answer:
    """What the library says to a question; nothing when that is not sure enough."""
    look = looked_up(question, library)
    asked = look.asked if look else read(question, library.prefixes())
    sure = look.sure if look else 0.0
    whom = _whom(asked, library)
    if threshold is None:
        threshold = threshold_for(library.size(), read=look is not None and look.read)
    if look is None or sure < threshold or not (look.told or look.found):
        near = _nearest(look) if look and sure >= _WORTH_READING else ()
        is_list = look is not None and look.lists
        return Answer(asked.text, (), sure, as_of=as_of, ask=whom, nearest=near, lists=is_list)
    kept = look.told[:MOST_LISTED] or _quoted(asked, look)
    objection = None if _is_datum(look) else _objection(library, kept, look.documents)
    return Answer(
        asked.text, tuple(kept), sure, objection, whom, as_of, more=_more(look), lists=look.lists
    )


def _is_datum(look: Look) -> bool:
    """Whether the answer is a list or a line of a head, such as a day: nobody objects to that."""
    if look.lists or not look.told:
        return look.lists
    return look.asked.sort != "yes_no" and not look.told[0].cites[0].section


def _more(look: Look) -> str:
    """How much of a list is left out."""
    many = len(look.told) - MOST_LISTED
    if many <= 0:
        return "" if look.all_of_it else "perhaps more"
    return f"{many} more" if look.all_of_it else f"at least {many} more"


def _quoted(asked: Question, look: Look) -> list[Sentence]:
    said = [_sentence(one) for one in picked(asked, look.found)]
    return current(asked, said, look.documents, partial(_best, look), MOST_PASSAGES)


def _best(look: Look, refs: Sequence[str]) -> Sentence | None:
    """What comes nearest to an answer in some records."""
    found = next(
        (one for one in look.found if one.document.ref in refs and one.unit.sort != "field"), None
    )
    whole = passage(found, ()) if found else None
    return _sentence(whole) if whole else None


def _nearest(look: Look) -> tuple[Sentence, ...]:
    """The best sentence of each section that may be worth reading where nothing is sure."""
    found: dict[tuple[str, tuple[str, ...]], Sentence] = {}
    for one in look.found:
        place = one.document.ref, one.unit.headings
        if place not in found and not one.document.is_past and not one.feature("asks"):
            found[place] = _sentence(Passage(one, (one.unit,)))
        if len(found) == _PLACES:
            break
    return tuple(found.values())


_WORTH_READING = 0.15
"""From this sureness on."""
_PLACES = 3


def picked(asked: Question, found: Sequence[Scored]) -> list[Passage]:
    """What is said of the sentences found, best first; a why begins with the record's own why."""
    worth = [one for one in found if one.score >= found[0].score - _far(one)]
    if asked.sort == "why" and (own := _own_why(found)):
        return joined(chosen(own, worth, MOST_PASSAGES))
    taken = chosen(found[:1], worth, MOST_PASSAGES)
    return joined(sorted(taken, key=lambda one: -one.found.score))


def _far(one: Scored) -> float:
    """How much worse than the best it may be, in natural logarithms of the odds.

    A field that is not the answer itself is beside the point sooner than a sentence.
    """
    return _FAR_FIELD if one.unit.sort == "field" else _FAR


_FAR, _FAR_FIELD = 5.0, 2.0


def _records(asked: Question, library: Library, named: Sequence[str]) -> Readable:
    """The records to read, each with how well it fits; what is past lends that to what is not."""
    fit = dict.fromkeys(named, 1.0)
    if not named:
        found = library.find(asked.text, CANDIDATES)
        top = found[0].score if found else 1.0
        fit = {one.ref: one.score / (top or 1.0) for one in found}
    held = dict(library.documents(list(fit)))
    waiting = [one for one in held.values() if one.is_past]
    while waiting:
        old = waiting.pop()
        for ref in old.successors:
            known = ref in held
            fit[ref] = max(fit.get(ref, 0.0), fit[old.ref] * _LENT)
            if not known:
                held |= library.documents([ref])
            if ref in held and held[ref].is_past and not known:
                waiting.append(held[ref])
    for one in list(held.values()):
        if named and one.predecessors:
            held |= library.documents([ref for ref in one.predecessors if ref not in held])
    return {ref: (one, fit.get(ref, 0.0)) for ref, one in held.items()}


_LENT = 0.97


def _own_why(found: Sequence[Scored]) -> list[Scored]:
    """What the answer to a why begins with: the leading record's own why, where it has one."""
    leading = found[0].document.ref
    why = [
        one
        for one in found
        if one.document.ref == leading and is_why(one.unit.headings) and one.unit.sort != "code"
    ]
    if not why:
        return []
    surest = max(is_why(one.unit.headings, only=True) for one in why)
    why = [one for one in why if is_why(one.unit.headings, only=True) == surest]
    own = [*sorted(why, key=lambda one: one.at)[:1], *why[:1]]
    return [*own, found[0]] if surest else [found[0], *reversed(own)]


def _sentence(one: Passage) -> Sentence:
    document = one.document
    cite = document.cite_at(one.start, one.end, one.found.unit.headings)
    return Sentence(one.text, (cite,), one.found.score, past=document.is_past)


def _objection(
    library: Library, kept: Sequence[Sentence], documents: Mapping[str, Document]
) -> Sentence | None:
    """The strongest recorded objection against the record that the answer stands on."""
    first = next((one for one in kept if not one.past), None)
    document = documents.get(first.cites[0].ref) if first else None
    if document is None:
        return None
    said = next(iter(objections(library, document, stated=True)), None)
    return None if said is None or any(said.text in one.text for one in kept) else said


def _whom(asked: Question, library: Library) -> str:
    """Who can say more: the owner of an area that the question names."""
    told = asked.text.lower()
    for one in library.owners():
        if re.search(rf"\b{re.escape(one.area.lower())}\b", told):
            return one.handle
    return ""
