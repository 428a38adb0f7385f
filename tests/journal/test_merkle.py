"""The tree of RFC 6962: against its own recursive definition, known vectors and forged proofs."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayline.journal import verify_dayline as auditor
from dayline.journal.merkle import (
    EMPTY_ROOT,
    CompactRange,
    Tree,
    leaf_hash,
    node_hash,
    perfect_root,
    root_from_inclusion,
    verify_consistency,
    verify_inclusion,
)

# The inputs and roots that Certificate Transparency implementations test themselves with.
CT_LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

LEAVES = [leaf_hash(b"leaf %d" % number) for number in range(300)]


def tree_head(hashes: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, word for word."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = largest_power_below(len(hashes))
    return node_hash(tree_head(hashes[:k]), tree_head(hashes[k:]))


def audit_path(index: int, hashes: Sequence[bytes]) -> list[bytes]:
    """PATH of section 2.1.1."""
    if len(hashes) == 1:
        return []
    k = largest_power_below(len(hashes))
    if index < k:
        return [*audit_path(index, hashes[:k]), tree_head(hashes[k:])]
    return [*audit_path(index - k, hashes[k:]), tree_head(hashes[:k])]


def sub_proof(old: int, hashes: Sequence[bytes], *, whole: bool = True) -> list[bytes]:
    """SUBPROOF of section 2.1.2."""
    if old == len(hashes):
        return [] if whole else [tree_head(hashes)]
    k = largest_power_below(len(hashes))
    if old <= k:
        return [*sub_proof(old, hashes[:k], whole=whole), tree_head(hashes[k:])]
    return [*sub_proof(old - k, hashes[k:], whole=False), tree_head(hashes[:k])]


def largest_power_below(count: int) -> int:
    return 1 << (count - 1).bit_length() - 1


def test_the_known_vectors_hold():
    tree = Tree(leaf_hash(leaf) for leaf in CT_LEAVES)
    assert tree.root(0) == EMPTY_ROOT == hashlib.sha256(b"").digest()
    assert [tree.root(size).hex() for size in range(1, 9)] == CT_ROOTS


def test_roots_and_proofs_follow_the_definition_for_every_small_tree():
    tree, growing = Tree(LEAVES), CompactRange()
    for size in range(1, 41):
        growing.push(LEAVES[size - 1])
        root = tree_head(LEAVES[:size])
        assert tree.root(size) == growing.root() == root
        for index in range(size):
            assert tree.inclusion(index, size) == audit_path(index, LEAVES[:size])
        for old in range(1, size + 1):
            assert tree.consistency(old, size) == sub_proof(old, LEAVES[:size])


def test_every_proof_of_every_tree_up_to_300_convinces_both_verifiers():
    tree = Tree(LEAVES)
    roots = [tree.root(size) for size in range(301)]
    for size in range(1, 301):
        for index in range(0, size, 1 + size // 40):
            proof = tree.inclusion(index, size)
            said = (LEAVES[index], index, size, proof, roots[size])
            assert verify_inclusion(*said)
            assert auditor.inclusion_holds(*said)
        for old in range(0, size + 1, 1 + size // 40):
            shown = (old, size, tree.consistency(old, size), roots[old], roots[size])
            assert verify_consistency(*shown)
            assert auditor.consistency_holds(*shown)


class SparseTree:
    """A tree of a million equal-looking leaves that is never built: subtrees on demand."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], bytes] = {}

    def subtree(self, level: int, index: int) -> bytes:
        # Leaves repeat every 64, so that subtrees of one level and place are made once.
        index %= max(1, 64 >> level)
        if (level, index) not in self.known:
            self.known[level, index] = (
                leaf_hash(b"%d" % index)
                if level == 0
                else node_hash(
                    self.subtree(level - 1, 2 * index), self.subtree(level - 1, 2 * index + 1)
                )
            )
        return self.known[level, index]


@given(st.data())
@settings(max_examples=300)
def test_proofs_hold_in_trees_of_up_to_a_million_leaves(data: st.DataObject):
    from dayline.journal.merkle import consistency_proof, inclusion_proof, root_of

    tree = SparseTree()
    size = data.draw(st.integers(1, 2**20))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(0, size))
    root, before = root_of(size, tree.subtree), root_of(old, tree.subtree)
    said = (tree.subtree(0, index), index, size, inclusion_proof(index, size, tree.subtree), root)
    assert verify_inclusion(*said)
    assert auditor.inclusion_holds(*said)
    shown = (old, size, consistency_proof(old, size, tree.subtree), before, root)
    assert verify_consistency(*shown)
    assert auditor.consistency_holds(*shown)


@given(st.lists(st.integers(1, 70), max_size=12))
def test_a_compact_range_survives_being_stored(steps: list[int]):
    growing, size = CompactRange(), 0
    for step in steps:
        stop = min(len(LEAVES), size + step)
        for digest in LEAVES[size:stop]:
            growing.push(digest)
        size = stop
        growing = CompactRange.from_bytes(size, growing.to_bytes())
    assert growing.root() == tree_head(LEAVES[:size])


def test_whole_subtrees_may_be_pushed_at_once():
    growing = CompactRange()
    growing.push(perfect_root(LEAVES[:128]), 7)
    growing.push(perfect_root(LEAVES[128:192]), 6)
    for digest in LEAVES[192:250]:
        growing.push(digest)
    assert growing.root() == tree_head(LEAVES[:250])


def test_a_compact_range_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="one hash per binary digit"):
        CompactRange(3, [LEAVES[0]])


def spoilt(proof: list[bytes], wrong: Iterator[bytes]) -> Iterator[list[bytes]]:
    """A proof damaged in every way that keeps it a list of hashes, and in some that do not."""
    for place in range(len(proof)):
        flipped = bytearray(proof[place])
        flipped[place % 32] ^= 1 << place % 8
        yield [*proof[:place], bytes(flipped), *proof[place + 1 :]]
        yield [*proof[:place], *proof[place + 1 :]]  # a gap in the middle
        yield [*proof[:place], next(wrong), *proof[place:]]
        yield [*proof[:place], proof[place][:31], *proof[place + 1 :]]
        yield [*proof[:place], next(wrong), *proof[place + 1 :]]
    for place, (left, right) in enumerate(pairwise(proof)):
        if left != right:
            yield [*proof[:place], right, left, *proof[place + 2 :]]
    yield [*proof, next(wrong)]
    yield [*proof, b""]
    if proof:
        yield []
        yield proof[::-1] if proof != proof[::-1] else proof[1:]
        yield proof * 2


def false_inclusions(tree: Tree, other: Tree, wrong: Iterator[bytes]) -> Iterator[tuple]:
    for size in (1, 2, 3, 7, 8, 9, 64, 100, 255, 256, 257):
        root = tree.root(size)
        for index in {0, 1, size // 3, size // 2, size - 2, size - 1} & set(range(size)):
            leaf, proof = LEAVES[index], tree.inclusion(index, size)
            yield from ((leaf, index, size, bad, root) for bad in spoilt(proof, wrong))
            yield from (
                (leaf, bad, size, proof, root) for bad in range(-2, size + 3) if bad != index
            )
            yield leaf, index, size, proof, other.root(size)
            yield leaf, index, size, proof, root[:31]
            yield leaf, index, size, [*other.inclusion(index, size), root], root
            yield next(wrong), index, size, proof, root
            yield leaf[:31], index, size, proof, root
            # A root says nothing of its size; a checkpoint does, and it goes with its own root.
            for length in set(range(size // 2, min(300, size + 40))) - {size}:
                yield leaf, index, length, proof, tree.root(length)


def false_consistencies(tree: Tree, other: Tree, wrong: Iterator[bytes]) -> Iterator[tuple]:
    for new in (2, 3, 7, 8, 9, 64, 100, 255, 256, 257):
        root = tree.root(new)
        for old in {1, 2, new // 3, new // 2, new - 1} & set(range(1, new)):
            before, proof = tree.root(old), tree.consistency(old, new)
            yield from ((old, new, bad, before, root) for bad in spoilt(proof, wrong))
            yield old, new, proof, other.root(old), root
            yield old, new, proof, before, other.root(new)
            yield old, new, other.consistency(old, new), before, root
            yield old, new, proof, root, before
            yield old, new, proof, root, root
            yield old, new, proof, before, before
            yield old, new, proof, before[:31], root
            yield old, new, proof, before, root[:31]
            yield new, old, proof, before, root
            yield -1, new, proof, before, root
            yield old, old, [], before, root
            yield 0, new, [], before, root
            yield 0, new, proof, EMPTY_ROOT, root
            yield from ((bad, new, proof, before, root) for bad in range(new) if bad != old)
            for length in set(range(old + 1, min(300, new + 40))) - {new}:
                yield old, length, proof, before, tree.root(length)


def random_hashes() -> Iterator[bytes]:
    source = random.Random(6962)  # noqa: S311
    while True:
        yield source.randbytes(32)


def test_no_forged_proof_is_accepted():
    """Shown to fail: dropping the length check of ``root_from_inclusion`` accepts spoilt lists."""
    tree, other = Tree(LEAVES), Tree(leaf_hash(b"other %d" % number) for number in range(300))
    tried = 0
    for said in false_inclusions(tree, other, random_hashes()):
        assert not verify_inclusion(*said), said
        assert not auditor.inclusion_holds(*said), said
        tried += 2
    for shown in false_consistencies(tree, other, random_hashes()):
        assert not verify_consistency(*shown), shown
        assert not auditor.consistency_holds(*shown), shown
        tried += 2
    assert tried > 20_000


def test_hashes_of_another_length_are_told_apart():
    tree = Tree(LEAVES[:8])
    proof = tree.inclusion(3, 8)
    for bad in (proof[0] + b"x", proof[0][:31], b""):
        with pytest.raises(ValueError, match="hash has the wrong length"):
            root_from_inclusion(LEAVES[3], 3, 8, [bad, *proof[1:]])


@given(st.data())
@settings(max_examples=400)
def test_both_verifiers_give_the_same_answer_to_anything(data: st.DataObject):
    hashes = st.sampled_from(LEAVES[:6]) | st.binary(max_size=33)
    proof = data.draw(st.lists(hashes, max_size=9))
    first, second = data.draw(st.integers(-1, 70)), data.draw(st.integers(-1, 70))
    one, two = data.draw(hashes), data.draw(hashes)
    said = (one, first, second, proof, two)
    assert verify_inclusion(*said) == auditor.inclusion_holds(*said)
    shown = (first, second, proof, one, two)
    assert verify_consistency(*shown) == auditor.consistency_holds(*shown)
