#!/usr/bin/env python3
"""Check an export of a Dayline journal: one file, standard library only, no network.

    python3 -I verify_dayline.py [FOLDER] [--key KEY] [--earlier FILE]
    python3 -I verify_dayline.py --proof FILE.tlog-proof --key KEY

It hashes every leaf and payload again, rebuilds tree (RFC 6962) and tiles (C2SP tlog-tiles), and
checks all signatures (C2SP signed-note, RFC 8032). KEY is the public key that you were given, or
its file; the keys in the export can only show that it is whole, not whose it is. Up to a kept
checkpoint (--earlier) nothing may have changed. Exit: 0 whole; 1 changed, index; 2 unreadable.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]  # X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z
Keys = dict[tuple[str, bytes], bytes]  # (name, id) -> public key
Head = tuple[str, int, bytes]  # origin, size, root
Peaks = list[tuple[int, bytes]]  # (height, root) of the perfect subtrees, largest first


class Changed(Exception):
    """What was changed, the first index that cannot be trusted and perhaps the last."""


def add(a: Point, b: Point) -> Point:  # RFC 8032, section 5.1.4
    minus, plus = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * D * a[3] * b[3] % P, 2 * a[2] * b[2] % P
    e, f, g, h = plus - minus, d - c, d + c, plus + minus
    return e * f % P, g * h % P, f * g % P, e * h % P


def decode_point(raw: bytes) -> Point:
    sign, y = divmod(int.from_bytes(raw, "little"), 1 << 255)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    x = x if x & 1 == sign else P - x
    if y >= P or x * x % P != square or x == P:
        raise ValueError("the key is no point of the curve")
    return x, y, 1, x * y % P


def ed25519_verifies(public: bytes, text: bytes, signature: bytes) -> bool:  # 5.1.7
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), "little") % ORDER
    x, y, z, t = decode_point(public)
    base = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    minus = (P - x, y, z, P - t)  # s B - k A, in one chain of doublings
    table = (None, base, minus, add(base, minus))
    point = (0, 1, 1, 0)
    for bit in range(252, -1, -1):
        point = add(point, point)
        if chosen := table[(s >> bit & 1) | (k >> bit & 1) << 1]:
            point = add(point, chosen)
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    reached = (y | (x & 1) << 255).to_bytes(32, "little")
    return s < ORDER and reached + s.to_bytes(32, "little") == signature


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def push(peaks: Peaks, digest: bytes) -> None:
    height = 0
    while peaks and peaks[-1][0] == height:
        height, digest = height + 1, node_hash(peaks.pop()[1], digest)
    peaks.append((height, digest))


def root_of(peaks: Peaks) -> bytes:
    digest = peaks[-1][1] if peaks else hashlib.sha256(b"").digest()
    for _, left in reversed(peaks[:-1]):
        digest = node_hash(left, digest)
    return digest


def climb(seed: bytes, here: int, last: int, proof: list[bytes]) -> tuple[bytes, bytes] | None:
    """The old and the new root that ``proof`` leads to (RFC 9162, 2.1.3.2 and 2.1.4.2)."""
    old = new = seed
    for sibling in proof:
        if last == 0 or len(sibling) != 32:
            return None
        if here & 1 or here == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        here, last = here >> 1, last >> 1
    return (old, new) if last == 0 else None


def inclusion_holds(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    reached = climb(leaf, index, size - 1, proof) if 0 <= index < size else None
    return len(leaf) == 32 and reached is not None and reached[1] == root


def consistency_holds(old: int, new: int, proof: list[bytes], before: bytes, after: bytes) -> bool:
    if not 0 <= old <= new or len(before) != 32:
        return False
    if old in {0, new}:
        return not proof and before == (after if old else root_of([]))
    hashes = [before, *proof] if old & (old - 1) == 0 else proof
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    return bool(hashes) and climb(hashes[0], here, last, hashes[1:]) == (before, after)


def parse_keys(text: str) -> Keys:
    keys = {}
    for line in text.split():
        name, mark, encoded = line.split("+", 2)
        raw = base64.b64decode(encoded, validate=True)
        found = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
        if len(raw) != 33 or raw[0] != 1 or found.hex() != mark:
            raise ValueError("this is no Ed25519 key in the form of signed notes")
        keys[name, found] = raw[1:]
    return keys


def open_checkpoint(note: str, keys: Keys | None) -> Head:
    """What a checkpoint says, once one of ``keys`` has signed it; None skips the signatures."""
    text, blank, signatures = note[:100_000].rpartition("\n\n")
    origin, size, root, *_ = (*text.split("\n"), "", "", "")
    if not blank or str(int(size)) != size:
        raise ValueError("this is no checkpoint")
    good = []
    for line in signatures.split("\n")[:-1]:
        name, _, encoded = line.removeprefix("\N{EM DASH} ").partition(" ")
        raw = base64.b64decode(encoded, validate=True)
        if public := (keys or {}).get((name, raw[:4])):
            good.append(base64.b64encode(raw).decode() == encoded)
            good.append(ed25519_verifies(public, (text + "\n").encode(), raw[4:]))
    if keys is not None and not (good and all(good)):
        raise Changed("no known key has signed this checkpoint", 0)
    return origin, int(size), base64.b64decode(root, validate=True)


def read(path: str | Path) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(1 << 25)  # more than any honest file; hostile ones may have no end


def numbered(index: int, width: int = 256) -> str:  # x001/x234/067, or 000.p/17 if not full
    name = f"{index % 1000:03d}" + ("" if width == 256 else f".p/{width}")
    while index := index // 1000:
        name = f"x{index % 1000:03d}/{name}"
    return name


class Export:  # one pass over its files, 256 entries at a time
    def __init__(self, folder: Path, keys: Keys, earlier: list[str]) -> None:
        self.folder, self.given, self.keys = folder, keys, dict(keys)
        self.note = read(folder / "checkpoint").decode()
        self.head = self.origin, self.size, _ = open_checkpoint(self.note, None)
        heads = (open_checkpoint(read(name).decode(), None) for name in earlier)
        self.earlier = sorted(heads, key=lambda head: head[1])
        self.peaks, self.rows = Peaks(), dict[int, list[bytes]]()
        self.erased, self.explained = set[int](), set[int]()
        self.good = self.notes = 0

    def run(self) -> None:
        for number in range((self.size + 255) // 256):
            self.bundle(number, min(256, self.size - number * 256))
        self.compare(None, self.size)
        if gone := self.erased - self.explained:
            raise Changed("its words are gone, but not by an erasure", min(gone))
        for level, row in self.rows.items():
            self.tile(level, self.size >> 8 * (level + 1), row)
        self.compare(self.head, self.size)
        if self.earlier:
            raise Changed("an earlier checkpoint is longer: the tail is gone", self.size)
        open_checkpoint(self.note, self.given or self.keys)

    def bundle(self, number: int, width: int) -> None:
        data = read(self.folder / "tile/entries" / numbered(number, width))
        leaves, at = list[bytes](), 0
        for _ in range(width):
            start, at = at + 2, at + 2 + int.from_bytes(data[at : at + 2], "big")
            leaves.append(data[start:at])
        hashes = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
        root = self.tile(0, number, hashes)
        with (self.folder / f"payloads/{numbered(number)}.jsonl").open("rb") as lines:
            for index, leaf in enumerate(leaves, number * 256):
                self.compare(None, index)
                try:
                    self.entry(index, leaf, lines.readline(1 << 23))
                except (ValueError, KeyError, TypeError, RecursionError) as error:
                    raise Changed(f"it cannot be read: {error}", index) from None
                push(self.peaks, hashes[index % 256])
            if at != len(data) or lines.readline(1):
                raise Changed("more stands in the files than entries", number * 256 + width)
        level = 1
        while width == 256:
            row = self.rows.setdefault(level, [])
            row.append(root)
            if (width := len(row)) == 256:
                root = self.tile(level, number >> 8 * level, self.rows.pop(level))
            level += 1

    def entry(self, index: int, leaf: bytes, line: bytes) -> None:
        value = json.loads(leaf)
        if (value["index"], value["workspace"], value["v"]) != (index, self.origin, 1):
            raise Changed("its leaf is not the one of this place", index)
        if line == b'{"index":%d,"salt":null,"body":null}\n' % index:
            self.erased.add(index)
            return
        mark = b'{"index":%d,"salt":"' % index
        salt, body = bytes.fromhex(line[len(mark) :][:64].decode()), line[len(mark) + 73 : -2]
        same = line == mark + salt.hex().encode() + b'","body":' + body + b"}\n"
        if not same or hashlib.sha256(salt + body).hexdigest() != value["digest"]:
            raise Changed("its words do not fit the digest in its leaf", index)
        if value["kind"] in {"workspace.founded", "key.rotated"}:
            self.keys.update(parse_keys(json.loads(body)["key"]))
        elif value["kind"] == "payload.erased":
            self.explained.add(json.loads(body)["index"])
        elif value["kind"] == "checkpoint.signed":
            self.compare(open_checkpoint(json.loads(body)["note"], self.keys), index)
            self.notes += 1

    def tile(self, level: int, index: int, hashes: list[bytes]) -> bytes:
        data = read(self.folder / f"tile/{level}" / numbered(index, len(hashes)))
        span, peaks = 256**level, Peaks()
        for place, one in enumerate(hashes):
            if data[32 * place :][:32] != one or len(data) != 32 * len(hashes):
                first = (index * 256 + place) * span
                raise Changed("its hash is not in its tile", first, first + span - 1)
            push(peaks, one)
        return root_of(peaks)

    def compare(self, head: Head | None, size: int) -> None:
        while head or (self.earlier and self.earlier[0][1] <= size):
            if (head or self.earlier.pop(0)) != (self.origin, size, root_of(self.peaks)):
                raise Changed("a checkpoint differs", self.good, max(self.good, size - 1))
            head, self.good = None, size


def check_proof(text: str, keys: Keys) -> dict[str, object]:  # C2SP tlog-proof with its leaf
    top, _, note = text.partition("\n\n")
    mark, extra, number, *lines = top.split("\n")
    origin, size, root = open_checkpoint(note, keys)
    shown = json.loads(base64.b64decode(extra.removeprefix("extra "), validate=True))
    leaf, index = json.loads(shown["leaf"]), int(number.removeprefix("index "))
    if mark != "c2sp.org/tlog-proof@v1" or (leaf["index"], leaf["workspace"]) != (index, origin):
        raise Changed("the proof is of another entry", index)
    proof = [base64.b64decode(line, validate=True) for line in lines]
    digest = hashlib.sha256(b"\x00" + shown["leaf"].encode()).digest()
    if not inclusion_holds(digest, index, size, proof, root):
        raise Changed("the proof does not lead to the checkpoint", index)
    if shown["words"] is not None:
        salted = bytes.fromhex(shown["salt"]) + shown["words"].encode()
        if hashlib.sha256(salted).hexdigest() != leaf["digest"]:
            raise Changed("the words do not fit the digest in the leaf", index)
    return {"origin": origin, "size": size, "leaf": shown["leaf"], "words": shown["words"]}


def run(options: argparse.Namespace) -> dict[str, object]:
    key = options.key
    keys = parse_keys(key if "+" in key or not key else read(key).decode())
    if options.proof:
        return check_proof(read(options.proof).decode(), keys)
    export = Export(Path(options.folder), keys, options.earlier)
    export.run()
    whose = "the key given" if keys else "a key in the export: compare it with yours"
    counts = {"entries": export.size, "erased": len(export.erased), "checkpoints": export.notes}
    return {"origin": export.origin, **counts, "root": export.head[2].hex(), "signed by": whose}


def main() -> int:
    parser = argparse.ArgumentParser(description="Check an export of a Dayline journal.")
    parser.add_argument("folder", nargs="?", default=Path(__file__).parent)
    parser.add_argument("--key", default="")
    parser.add_argument("--proof")
    parser.add_argument("--earlier", action="append", default=[])
    options = parser.parse_args()
    try:
        code, found = 0, {"verdict": "whole", **run(options)}
    except Changed as error:
        what, first, last = (*error.args, error.args[1])[:3]
        code, found = 1, {"verdict": "changed", "first_bad": first, "last_bad": last, "what": what}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        code, found = 2, {"verdict": "unreadable", "what": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
