"""From messages to where they stand: who holds what, what is agreed, open, decided, to do. Pure.

Nothing is made up: every sentence of the result is one that somebody wrote, with the message that
it comes from. What a sentence does is told by :mod:`dayline.synthesis.cues`; this module looks at
what it answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from dayline.base.words import terms
from dayline.synthesis import cues
from dayline.synthesis.dates import due
from dayline.synthesis.messages import (
    LONGEST_MESSAGE,
    MOST_MESSAGES,
    MOST_SENTENCES,
    Act,
    Agreement,
    Decision,
    Message,
    Names,
    Question,
    Sentence,
    Side,
    Standing,
)
from dayline.synthesis.sentences import Piece, pieces

_NEAR = 3
"""Where nobody says what they answer: how many of the next messages may answer a question."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A message with its sentences and its place in the thread."""

    number: int
    message: Message
    sentences: tuple[Sentence, ...]

    def of(self, *acts: Act) -> tuple[Sentence, ...]:
        return tuple(one for one in self.sentences if one.act in acts)


def where_it_stands(messages: Sequence[Message], names: Names) -> Standing:
    """Where a thread stands. The same messages always come to the same."""
    taken = sorted(messages[:MOST_MESSAGES], key=lambda one: one.at)
    thread = _Thread(taken, names)
    held = [one for said in thread.said for one in said.sentences]
    return Standing(
        sides=thread.sides(),
        agreements=thread.agreements(),
        questions=thread.questions(),
        decisions=thread.decisions(),
        actions=tuple(one for one in held if one.act is Act.ACTION),
        messages={one.id: one for one in taken},
        left_out=len(messages) - len(taken)
        + sum(len(one.text) > LONGEST_MESSAGE for one in taken),
    )  # fmt: skip


def acts(messages: Sequence[Message], names: Names) -> list[Sentence]:
    """Every sentence of a thread with what it does, in order; for measuring the rules."""
    taken = sorted(messages[:MOST_MESSAGES], key=lambda one: one.at)
    return [one for said in _Thread(taken, names).said for one in said.sentences]


class _Thread:
    """The messages of a thread, each with what it may answer."""

    def __init__(self, messages: Sequence[Message], names: Names) -> None:
        self.names = names
        self.said: list[_Said] = []
        self.by_id: dict[str, _Said] = {}
        self.flat = len({one.parent for one in messages if one.parent and not one.part}) <= 1
        left = MOST_SENTENCES
        for number, message in enumerate(messages):
            cut = [Piece(one) for one in message.said] or pieces(message.text)
            made = tuple(self._sentence(one, message) for one in cut[:left])
            left -= len(made)
            said = _Said(number, message, self._in_context(message, made))
            self.said.append(said)
            self.by_id[message.id] = said

    def _sentence(self, piece: Piece, message: Message) -> Sentence:
        text = piece.text
        act = _PARTS.get(message.part) or cues.act_of(text, self.names)
        act = _ticked(act, piece.box)
        if message.concern and act in (Act.NOTHING, Act.AGREEMENT) and cues.speaks(text):
            act = Act.POSITION
        owner, until = "", None
        if act is Act.ACTION:
            listed = bool(message.part or piece.box)
            other = cues.first_named(text, self.names) if listed else message.who
            owner = cues.owner_in(text, self.names, listed=listed) or other
            until = due(text, message.at.date())
        return Sentence(text, act, message.id, message.who, message.at, owner, until)

    def _in_context(self, message: Message, made: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        """The first sentence of an answer may choose what a question offered."""
        asked = self._asked_before(message)
        if not made or asked is None or made[0].act is not Act.NOTHING:
            return made
        if cues.picks(asked.text, made[0].text):
            return (replace(made[0], act=Act.POSITION), *made[1:])
        return made

    def _asked_before(self, message: Message) -> Sentence | None:
        for said in self._answers_to(message):
            asked = said.of(Act.QUESTION)
            if asked:
                return asked[-1]
        return None

    def _answers_to(self, message: Message) -> Iterable[_Said]:
        """What a message may answer, the likeliest first."""
        stated = self.by_id.get(message.parent)
        if stated is not None and not self.flat:
            return [stated]
        known = self.by_id.get(message.id)
        before = self.said[: known.number] if known else self.said
        others = (one for one in reversed(before) if one.message.who != message.who)
        near = list(islice(others, _NEAR))
        return [*near, stated] if stated and stated not in near else near

    def _replies(self, said: _Said) -> list[_Said]:
        """The later messages of others that may answer this one, or the text's own answer."""
        own = [one for one in self.said if _is_answer(one.message, said.message)]
        if own:
            return own
        later = [one for one in self.said[said.number + 1 :] if one.message.who != said.message.who]
        if not self.flat:
            return [one for one in later if one.message.parent == said.message.id]
        return later[:_NEAR]

    def sides(self) -> tuple[Side, ...]:
        """What each person holds, in the order in which they came; what they took back is gone."""
        held: dict[str, list[Sentence]] = {}
        for said in self.said:
            if any(cues.does("gives_up", one.text) for one in said.sentences):
                held.pop(said.message.who, None)
            if not said.message.closed:
                held.setdefault(said.message.who, []).extend(said.of(Act.POSITION))
        return tuple(Side(who, tuple(found)) for who, found in held.items() if found)

    def agreements(self) -> tuple[Agreement, ...]:
        """What others agreed with, and who did."""
        found: dict[Sentence, list[Sentence]] = {}
        meant: dict[str, Sentence] = {}
        for said in self.said:
            consent = said.of(Act.AGREEMENT)
            to = self._agreed_with(said, consent[0], meant) if consent else None
            if to is not None and to.who != said.message.who:
                found.setdefault(to, []).append(consent[0])
                meant[said.message.id] = to
        return tuple(Agreement(to, tuple(by)) for to, by in found.items())

    def _agreed_with(
        self, said: _Said, consent: Sentence, meant: Mapping[str, Sentence]
    ) -> Sentence | None:
        """What is agreed to: what the person last said who is named, else what is answered.

        ``meant`` is what the messages before agree to: one that only agrees is agreed with in that.
        """
        named = cues.agrees_with(consent.text, self.names)
        theirs = [one for one in self.said[: said.number] if one.message.who == named]
        before = list(reversed(theirs)) or list(self._answers_to(said.message))
        for one in before:
            for act in (Act.DECISION, Act.POSITION, Act.ACTION, Act.QUESTION):
                if one.of(act):
                    return one.of(act)[-1]
            if one.message.id in meant:
                return meant[one.message.id]
        return before[0].sentences[-1] if before and before[0].sentences else None

    def questions(self) -> tuple[Question, ...]:
        """What was asked, with what answers it; not what was settled without an answer."""
        found = [
            (said, Question(asked, self._answer(said, asked)))
            for said in self.said
            for asked in said.of(Act.QUESTION)
        ]
        return tuple(one for said, one in found if one.answer or not said.message.closed)

    def _answer(self, said: _Said, asked: Sentence) -> tuple[Sentence, ...]:
        view = cues.does("asks_for_a_view", asked.text)
        found = [
            one
            for reply in self._replies(said)
            for one in reply.sentences
            if not cues.does("knows_not", one.text) and self._answers(asked, one)
        ]
        decided = self._decided_after(said, asked) if view else []
        if len(found) > 1 and found[0].message == found[1].message:
            whole = self.by_id[found[0].message].sentences
            if whole.index(found[1]) != whole.index(found[0]) + 1:
                del found[1:]
        return tuple(found[:2] or decided[:1])

    def _answers(self, asked: Sentence, one: Sentence) -> bool:
        if _is_answer(self.by_id[one.message].message, self.by_id[asked.message].message):
            return True
        if one.act in (Act.QUESTION, Act.POSITION):
            return False
        written = bool(self.by_id[asked.message].message.part)
        if not self.flat and not written:
            return True
        alike = len(set(terms(asked.text)) & set(terms(one.text)))
        reply = self.by_id[one.message].sentences[0]
        direct = not written and self._next_by_another(asked) == one.message
        decides = one.act is Act.DECISION and not cues.does("asks_for_a_view", asked.text)
        if direct and not decides and reply.act is not Act.POSITION:
            return True
        return alike >= (1 if one.act is Act.DECISION else 2)

    def _next_by_another(self, asked: Sentence) -> str:
        begin = self.by_id[asked.message].number + 1
        later = (one for one in self.said[begin:] if one.message.who != asked.who)
        following = next(later, None)
        return following.message.id if following else ""

    def _decided_after(self, said: _Said, asked: Sentence) -> list[Sentence]:
        """A later decision of anybody that speaks of the same."""
        wanted = set(terms(asked.text))
        later = (one for after in self.said[said.number + 1 :] for one in after.of(Act.DECISION))
        return [
            one
            for one in later
            if wanted & set(terms(one.text))
            or self.by_id[one.message].message.parent == asked.message
        ]

    def decisions(self) -> tuple[Decision, ...]:
        """What was decided; a later one that says so takes the last one before it back."""
        found: list[Decision] = []
        for said in self.said:
            for one in said.of(Act.DECISION):
                if found and cues.does("overturns", one.text):
                    last = self._overturned(found, said, one)
                    if last is not None:
                        found[last] = replace(found[last], overturned=one)
                found.append(Decision(one))
        return tuple(found)

    def _overturned(self, found: Sequence[Decision], said: _Said, one: Sentence) -> int | None:
        standing = [n for n, other in enumerate(found) if other.overturned is None]
        for number in reversed(standing):
            other = found[number].said
            answered = said.message.parent == other.message
            if answered or set(terms(other.text)) & set(terms(one.text)):
                return number
        return None


def _is_answer(reply: Message, asked: Message) -> bool:
    """Whether a section of a text is written to answer another one."""
    return reply.part == "answer" and reply.parent == asked.id


def _ticked(act: Act, box: str) -> Act:
    """An empty box is before what is to do, a ticked one before what is done or was answered."""
    if box == " " and act in (Act.NOTHING, Act.POSITION):
        return Act.ACTION
    return Act.NOTHING if box == "x" and act in (Act.ACTION, Act.QUESTION) else act


_PARTS = {
    "question": Act.QUESTION,
    "decision": Act.DECISION,
    "action": Act.ACTION,
    "position": Act.POSITION,
    "answer": Act.NOTHING,
}
"""What all sentences of a section of a text do, by the sort of the section."""
