"""Signed notes (C2SP signed-note) with Ed25519 keys: text that keeps its signature in sight.

A key is a name and 32 bytes; its id is the first four bytes of SHA-256(name, newline, 0x01,
public key). Keys are written as Go's ``note`` package writes them, so other tools read ours.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dayline.base.errors import BrokenProof, HostileInput, InvalidInput

_ED25519 = b"\x01"
_SECRET = "PRIVATE+KEY+"  # noqa: S105 -- the prefix that marks a secret key, not a secret
_DASH = "— "
_LIMIT = 100_000
_SIGNATURES = 64


@dataclass(frozen=True, slots=True)
class Verifier:
    """The public half of a key."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which signature lines name the key."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """The text form: name, id in hex, and the key in base64, joined by plus signs."""
        return f"{self.name}+{self.id.hex()}+{_base64(_ED25519 + self.public)}"

    def verifies(self, text: bytes, signature: bytes) -> bool:
        """Whether ``signature`` (64 bytes) over ``text`` is by this key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A secret key: the seed never leaves the key file and this object."""

    name: str
    seed: bytes

    def __repr__(self) -> str:
        return f"Signer({self.name!r})"

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(self.name, self._key().public_key().public_bytes_raw())

    def secret(self) -> str:
        """The text form, which is secret: for the key file only."""
        key = self.verifier
        return f"{_SECRET}{self.name}+{key.id.hex()}+{_base64(_ED25519 + self.seed)}"

    def signature_line(self, text: str) -> str:
        """The line that this key adds under ``text``."""
        signature = self._key().sign(text.encode())
        return f"{_DASH}{self.name} {_base64(self.verifier.id + signature)}\n"

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def new_signer(name: str) -> Signer:
    """A fresh key of that name."""
    return Signer(name, Ed25519PrivateKey.generate().private_bytes_raw())


def parse_verifier(text: str) -> Verifier:
    """The reverse of ``str(verifier)``. Raises :class:`InvalidInput`."""
    name, key = _parse_key(text.strip(), "public key")
    found = Verifier(name, key)
    if str(found) != text.strip():
        raise InvalidInput("The id of the public key does not match it.", do="Copy it again.")
    return found


def parse_signer(text: str) -> Signer:
    """The reverse of :meth:`Signer.secret`. Raises :class:`InvalidInput`, without the secret."""
    stripped = text.strip()
    if not stripped.startswith(_SECRET):
        raise InvalidInput("This is no secret key.", do=f"It has to begin with {_SECRET}.")
    signer = Signer(*_parse_key(stripped.removeprefix(_SECRET), "secret key"))
    if signer.secret() != stripped:
        raise InvalidInput("The id of the secret key does not match it.", do="Restore the file.")
    return signer


def _parse_key(text: str, what: str) -> tuple[str, bytes]:
    name, _, rest = text.partition("+")
    _, _, key = rest.partition("+")
    raw = _unbase64(key)
    if not name or raw is None or len(raw) != 33 or raw[:1] != _ED25519:
        raise InvalidInput(f"The {what} cannot be read.", do="It has to be an Ed25519 note key.")
    return name, raw[1:]


def sign(text: str, signers: Sequence[Signer]) -> str:
    """``text`` (ending in a newline) as a note signed by ``signers``."""
    if not text.endswith("\n") or _has_controls(text):
        raise InvalidInput("Only plain lines of text can be signed.", do="End it with a newline.")
    return text + "\n" + "".join(signer.signature_line(text) for signer in signers)


def open_note(note: str, verifiers: Iterable[Verifier]) -> str:
    """The text of ``note``, once a known key has signed it.

    Signatures by unknown keys are ignored, as the form demands. Raises :class:`BrokenProof`
    when no known key signed or when a known key's signature does not fit, and
    :class:`HostileInput` for notes of absurd length.
    """
    text, lines = _split(note)
    known = {(one.name, one.id): one for one in verifiers}
    good = False
    for line in lines:
        name, _, encoded = line.removeprefix(_DASH).partition(" ")
        raw = _unbase64(encoded)
        if not line.startswith(_DASH) or not name or "+" in name or raw is None or len(raw) < 5:
            raise BrokenProof("A signature line of the note cannot be read.", do=_ASK)
        verifier = known.get((name, raw[:4]))
        if verifier is None:
            continue
        if not verifier.verifies(text.encode(), raw[4:]):
            raise BrokenProof(f"The signature by {name} does not fit the note.", do=_ASK)
        good = True
    if not good:
        raise BrokenProof("No known key has signed the note.", do=_ASK)
    return text


_ASK = "Ask who gave it to you for the note as it was issued."


def _split(note: str) -> tuple[str, list[str]]:
    if len(note) > _LIMIT:
        raise HostileInput("The note is longer than any checkpoint.", do=_ASK)
    text, blank, signatures = note.rpartition("\n\n")
    if not blank or not signatures.endswith("\n") or _has_controls(note):
        raise BrokenProof("This is no signed note.", do=_ASK)
    lines = signatures[:-1].split("\n")
    if len(lines) > _SIGNATURES:
        raise HostileInput("The note carries too many signatures.", do=_ASK)
    return text + "\n", lines


def _has_controls(text: str) -> bool:
    return any(mark < " " and mark != "\n" for mark in text)


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _unbase64(text: str) -> bytes | None:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if _base64(raw) == text else None
