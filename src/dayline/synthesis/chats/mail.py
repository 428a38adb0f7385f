"""Mail: one message (``.eml``) or many (``mbox``), as threads by what answers what. Pure.

Quoted lines and signatures are left out, so that nobody is told to have said what they quote.
"""

from __future__ import annotations

import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as Mail
from email.parser import BytesParser
from html.parser import HTMLParser
from itertools import islice

from dayline.base.errors import InvalidInput
from dayline.synthesis.chats.thread import MOST_THREADS, Thread, titled
from dayline.synthesis.messages import LONGEST_MESSAGE, Message, names_of

_BETWEEN = re.compile(rb"^From [^\n]*\n", re.MULTILINE)
_ANSWERS = re.compile(r"^\s*(?:re|aw|sv|antw|fwd?|wg)\s*(?:\[\d+\])?\s*:\s*", re.IGNORECASE)
_ID = re.compile(r"<[^<>\s]{1,300}>")
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_BELOW = re.compile(
    r"^(?:-{2,} ?(?:original|forwarded) message ?-{2,}|_{10,}|on .{5,200} wrote:)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_ABOVE_QUOTE = re.compile(
    r"^on [^\n]{5,200}(?:\n[^\n>][^\n]{0,200})?\bwrote:[ \t]*\n(?=\s*>)",
    re.IGNORECASE | re.MULTILINE,
)
"""Lines that are quoted with a mark end by themselves: people answer below and between them."""
_MOST = 20_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Letter:
    identity: str
    answers: tuple[str, ...]
    subject: str
    message: Message


def threads(content: bytes) -> list[Thread]:
    """The threads of a mailbox, or the one of a message. Raises :class:`InvalidInput`."""
    letters = [one for raw in islice(_apart(content), _MOST) if (one := _letter(raw))]
    if not letters:
        raise InvalidInput("There is no mail in this file.", do="Give an .eml or an mbox file.")
    groups: dict[str, list[_Letter]] = {}
    root_of: dict[str, str] = {}
    for one in sorted(letters, key=lambda letter: letter.message.at):
        known = next((root_of[ref] for ref in one.answers if ref in root_of), "")
        root = known or (one.answers[0] if one.answers else one.identity)
        root_of |= {one.identity: root} | dict.fromkeys(one.answers, root)
        groups.setdefault(root, []).append(one)
    return [_thread(found) for found in islice(groups.values(), MOST_THREADS)]


def _apart(content: bytes) -> Iterator[bytes]:
    if not content.startswith(b"From "):
        yield content
        return
    starts = list(_BETWEEN.finditer(content))
    for number, begin in enumerate(starts):
        before = content[: begin.start()]
        if number and not before.endswith((b"\n\n", b"\r\n\r\n")):
            continue  # a line of a text that begins with "From "
        end = starts[number + 1].start() if number + 1 < len(starts) else len(content)
        yield content[begin.end() : end]


def _letter(raw: bytes) -> _Letter | None:
    mail = BytesParser().parsebytes(raw[: 8 * LONGEST_MESSAGE])
    sender = email.utils.parseaddr(_header(mail, "From"))
    if not (sender[0] or sender[1]):
        return None
    who = sender[0] or sender[1].partition("@")[0] or sender[1]
    at = _date(_header(mail, "Date"))
    text = _own_words(_body(mail))[:LONGEST_MESSAGE]
    ids = _ID.findall(_header(mail, "Message-ID")) or [f"<{at.isoformat()} {who}>"]
    before = _ID.findall(f"{_header(mail, 'References')} {_header(mail, 'In-Reply-To')}")
    subject = _header(mail, "Subject")
    answers = tuple(dict.fromkeys(before[:100]))
    parent = answers[-1] if answers else ""
    place = f"mail {at:%Y-%m-%d %H:%M}"
    return _Letter(
        ids[0], answers, subject, Message(ids[0], who[:80], at, text, parent, place=place)
    )


def _header(mail: Mail, name: str) -> str:
    """A header as people read it; also one in UTF-8 that nobody encoded."""
    values = (value for key, value in mail.raw_items() if key.lower() == name.lower())
    raw = str(next(values, ""))[:5_000]
    value = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (ValueError, LookupError, MessageError):
        return " ".join(value.split())


def _date(stated: str) -> datetime:
    try:
        found = email.utils.parsedate_to_datetime(stated)
    except (ValueError, TypeError, OverflowError):
        return _EPOCH
    try:
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except OverflowError:
        return _EPOCH


def _body(mail: Mail) -> str:
    for wanted in ("text/plain", "text/html"):
        for part in islice(mail.walk(), 200):
            if part.get_content_type() == wanted and part.get_filename() is None:
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes):
                    return _decoded(part, payload, wanted)
    return ""


def _decoded(part: Mail, payload: bytes, sort: str) -> str:
    try:
        text = payload.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        text = payload.decode("utf-8", "replace")
    if sort == "text/plain":
        return text
    reader = _Plain()
    reader.feed(text)
    return "".join(reader.found)


class _Plain(HTMLParser):
    """The words of HTML; a quotation is left out, a block ends a paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in ("blockquote", "style", "script", "head"):
            self._hidden += 1
        elif tag in ("p", "div", "br", "li", "tr", "h1", "h2", "h3"):
            self.found.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("blockquote", "style", "script", "head") and self._hidden:
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def _own_words(text: str) -> str:
    text = _ABOVE_QUOTE.sub("", text.replace("\r\n", "\n"))
    for mark in (_SIGNATURE, _BELOW):
        found = mark.search(text)
        text = text[: found.start()] if found else text
    return text


def _thread(letters: list[_Letter]) -> Thread:
    numbers = {one.identity: str(number) for number, one in enumerate(letters, 1)}
    messages = tuple(
        replace(
            one.message,
            id=numbers[one.identity],
            parent=next((numbers[ref] for ref in reversed(one.answers) if ref in numbers), ""),
        )
        for one in letters
    )
    subject = _ANSWERS.sub("", letters[0].subject) or "Without a subject"
    people = sorted({one.who for one in messages})
    names = names_of([(who, who.partition(" ")[0], who) for who in people])
    return Thread(titled(subject), "mail", messages, names)
