"""How well a thread is told where it stands, on threads that were labelled by sentence.

Usage: python -m bench.synthesis [--wrong]

For each part: how many of the sentences that do something were found (recall), how many of those
that are told do it (precision), how many questions are told rightly as open or answered, and how
many actions have the right owner and day. ``flat`` is the same without knowing what answers what,
as in a chat without threads; ``alone`` are sentences without a thread. With ``--wrong`` the
sentences that are told wrongly, of the parts that may be looked at only.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from dayline.synthesis.messages import Act, Sentence
from dayline.synthesis.rules import acts, where_it_stands
from tests.synthesis.labelled import NAMES, Labelled, Truth, alone, threads, told_alone


@dataclass
class Count:
    """Sentences by what they are and what is told of them."""

    pairs: Counter[tuple[Act, Act]] = field(default_factory=Counter)
    questions: int = 0
    questions_right: int = 0
    actions: int = 0
    actions_right: int = 0
    unsaid: int = 0
    wrong: list[str] = field(default_factory=list)

    def recall(self, act: Act) -> tuple[int, int]:
        """How many were found, of how many."""
        whole = sum(n for (is_, _), n in self.pairs.items() if is_ is act)
        return self.pairs[act, act], whole

    def precision(self, act: Act) -> tuple[int, int]:
        """How many that were told are right, of how many."""
        whole = sum(n for (_, told), n in self.pairs.items() if told is act)
        return self.pairs[act, act], whole


def measure(part: list[Labelled]) -> Count:
    """The counts over some threads."""
    count = Count()
    for thread in part:
        told = acts(thread.messages, NAMES)
        assert [one.text for one in told] == [one.text for one in thread.truth], thread.title
        for is_, one in zip(thread.truth, told, strict=True):
            count.pairs[is_.act, one.act] += 1
            if is_.act is not one.act:
                count.wrong.append(f"{thread.title}: {is_.act} told as {one.act}: {one.text}")
            if is_.act is Act.ACTION and one.act is Act.ACTION:
                count.actions += 1
                right = (is_.owner, is_.due) == (one.owner, one.due)
                count.actions_right += right
                if not right:
                    count.wrong.append(f"{thread.title}: {one.owner} {one.due}: {one.text}")
        _questions(thread, told, count)
    return count


def measure_alone(truth: list[Truth]) -> Count:
    """The counts over sentences without a thread."""
    count = Count()
    for is_ in truth:
        (one,) = told_alone(is_.text)
        count.pairs[is_.act, one.act] += 1
        if is_.act is not one.act:
            count.wrong.append(f"{is_.act} told as {one.act}: {one.text}")
        if is_.act is Act.ACTION and one.act is Act.ACTION:
            count.actions += 1
            count.actions_right += is_.owner == one.owner
    return count


def _questions(thread: Labelled, told: list[Sentence], count: Count) -> None:
    standing = where_it_stands(thread.messages, NAMES)
    said = {one.text for message in thread.messages for one in told if one.message == message.id}
    shown = [one for side in standing.sides for one in side.sentences]
    shown += [*standing.in_force, *standing.actions, *(one.asked for one in standing.questions)]
    count.unsaid += sum(one.text not in said for one in shown)
    answered = {one.asked.text: bool(one.answer) for one in standing.questions}
    for is_ in thread.truth:
        if is_.act is Act.QUESTION and is_.text in answered:
            count.questions += 1
            right = answered[is_.text] == is_.answered
            count.questions_right += right
            if not right:
                what = "answered" if is_.answered else "open"
                count.wrong.append(f"{thread.title}: is {what}: {is_.text}")


def show(name: str, count: Count) -> None:
    """One table."""
    right = sum(n for (is_, told), n in count.pairs.items() if is_ is told)
    whole = sum(count.pairs.values())
    print(f"{name}: {whole} sentences, {right} told rightly ({right / whole:.2f})")
    for act in Act:
        found, there = count.recall(act)
        good, told = count.precision(act)
        print(
            f"  {act.value:<10} precision {good}/{told} ({good / max(told, 1):.2f})"
            f"  recall {found}/{there} ({found / max(there, 1):.2f})"
        )
    print(
        f"  open or answered {count.questions_right}/{count.questions}"
        f"  owner and day {count.actions_right}/{count.actions}"
        f"  sentences that nobody said {count.unsaid}"
    )


def main() -> None:
    """Print the tables."""
    for name in ("development", "kept"):
        part = threads(name)
        began = time.perf_counter()
        count = measure(part)
        took = time.perf_counter() - began
        show(f"{name}, {len(part)} threads", count)
        print(f"  {1000 * took / len(part):.1f} ms for a thread")
        flat = measure([one.flat() for one in part])
        show(f"{name}, flat", flat)
        if "--wrong" in sys.argv and name == "development":
            print("\n".join([*count.wrong, "flat:", *flat.wrong]))
    for name in ("alone", "alone-kept"):
        single = measure_alone(alone(name))
        show(name, single)
        if "--wrong" in sys.argv and name == "alone":
            print("\n".join(single.wrong))


if __name__ == "__main__":
    main()
