"""Learn the weights of the read-back scorer from the labelled sets, and store them.

    python -m bench.fit_read_back [--check]

The statement that takes an item up is not labelled, so it is found with the weights so far and the
weights are learnt anew, a few times. Weights of what speaks for a contradiction may not be negative
nor those of what speaks against it positive. Beside the sets stand plain cases written for this
(``read_back_pairs.txt``). ``--check`` stores nothing and prints what the scorer gives on each set
and on each part of it by weights that were learnt without them. Needs numpy; the scorer does not.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

import numpy as np

from bench._read_back_sets import LEARNT_FROM, ROOT, Pairs, embedding, rows, show
from dayline.practices.handoff.reading import against, score, taken_up
from dayline.practices.handoff.reading.match import Likeness, Rarity, match
from dayline.practices.handoff.reading.sense import Sense, sense
from dayline.practices.handoff.reading.taken_up import Similar

STORE = ROOT / "src/dayline/practices/handoff/reading/weights.txt"
PLAIN = Path(__file__).parent / "read_back_pairs.txt"
PENALTY = {"taken_up": 0.4, "against": 0.3, "invented": 0.5}
NAMES = {"taken_up": taken_up.NAMES, "against": against.NAMES, "invented": score.INVENTED}
AGREES = frozenset(
    """
    order_agrees axis_agrees outcome_agrees denial_both limited limited_one pole_agrees owed
    """.split()  # noqa: SIM905 -- reads better as a text
)
"""What speaks against a contradiction; all else but the bias and the share speaks for one."""
FREE = frozenset(("bias", "share"))
ROUNDS = 5
MADE_WORTH = 0.05
LEFT_OUT_WORTH = 0.25
VERBATIM_WORTH = 0.3
PLAIN_WORTH = 0.5
CAUTION = 0.14
"""What is taken from the log-odds of a contradiction: a false accusation costs more than a miss."""

Weights = dict[str, np.ndarray]


def fit(
    rows: np.ndarray, labels: np.ndarray, penalty: float, worth: np.ndarray | None = None
) -> np.ndarray:
    """Logistic regression with an L2 penalty, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    ridge = penalty * np.eye(rows.shape[1])
    ridge[0, 0] = 1e-3
    worth = np.ones(len(labels)) if worth is None else worth
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (worth * (chance - labels)) + ridge @ weights
        hessian = (rows * (worth * chance * (1 - chance))[:, None]).T @ rows + ridge
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def fit_signed(
    rows: np.ndarray, labels: np.ndarray, penalty: float, worth: np.ndarray
) -> np.ndarray:
    """:func:`fit` for ``against``, leaving out in turn what gets a weight of the wrong sign."""
    names = against.NAMES
    keep = list(range(len(names)))
    while True:
        weights = fit(rows[:, keep], labels, penalty, worth)
        wrong = [
            (abs(weight), k)
            for k, weight in zip(keep, weights, strict=True)
            if names[k] not in FREE and weight and (weight < 0) != (names[k] in AGREES)
        ]
        if not wrong:
            break
        keep.remove(max(wrong)[1])
    out = np.zeros(len(names))
    out[keep] = weights
    return out


class Prepared:
    """One labelled handoff, with the features of every item and statement."""

    def __init__(self, row: dict, similar: Similar | None) -> None:
        self.row, self.similar = row, similar
        self.items = [item["text"] for item in row["items"]]
        self.handoff = " ".join([*self.items, row["context"]])
        self.reading = score.read(self.items, row["read_back"], self.handoff, similar)
        self.held = [self.reading.board.held(k) for k in range(len(self.items))]
        whole = score.folded(row["read_back"])
        self.verbatim = [bool(score.verbatim(item, self.reading, whole)) for item in self.items]
        self._made: dict[tuple[int, int], list[tuple[float, ...]]] = {}
        self._clash: dict[tuple[int, int], tuple[float, ...]] = {}
        self.labels = [label.split("_")[0] for label in row["labels"]]

    def best(
        self, which: int, weights: np.ndarray, without: set[int] | None = None
    ) -> score.Held | None:
        """The statement that most likely takes an item up, some spans left out."""
        held = [one for one in self.held[which] if not without or one.at not in without]
        if not held:
            return None
        values = np.array([one.features for one in held]) @ weights
        return taken_up.choose(held, list(values), self.reading.board, self.reading.items[which])

    def clash(self, which: int, held: score.Held) -> tuple[float, ...]:
        key = which, held.at
        if key not in self._clash:
            self._clash[key] = score.clash_of(self.reading, which, held).features
        return self._clash[key]

    def falsified(self, which: int, held: score.Held) -> list[tuple[float, ...]]:
        """The features of the statement against versions of its item that it contradicts."""
        key = which, held.at
        if key not in self._made:
            board = self.reading.board
            told = board.told[held.at]
            rest = [one for k, one in enumerate(self.reading.items) if k != which]
            made = []
            for text in falsify(self.reading.items[which], told):
                item = sense(text)
                found = match(item, told, board.rarity, board.likeness)
                every = (*rest, item, *self.reading.context)
                made.append(against.clash(item, told, found, every, board.likeness).features)
            self._made[key] = made
        return self._made[key]


def falsify(item: Sense, told: Sense) -> list[str]:
    """Versions of a kept item that its statement denies: another number, another name, a "not"."""
    made: list[str] = []
    for figure in item.figures:
        text = item.text[figure.start : figure.end]
        if text[0].isdigit() and any(figure.same(other) for other in told.figures):
            other = str(int(text[0]) % 8 + 2) if len(text) > 1 else str((int(text) + 3) % 9 + 1)
            made.append(item.text[: figure.start] + other + item.text[figure.start + 1 :])
            break
    for unit in item.units:
        said = any(unit.stems == other.stems for other in told.units)
        if unit.name == 2 and unit.text.isalpha() and unit.text.istitle() and said:
            made.append(item.text.replace(unit.text, "Quillon"))
            break
    if item.text.endswith("?"):
        return made
    if re.search(r" not | no ", item.text):
        made.append(re.sub(r" not | no ", " ", item.text, count=1))
    elif re.search(r" (?:is|are|must|can|will|has|may|was|were) ", item.text):
        made.append(
            re.sub(r" (is|are|must|can|will|has|may|was|were) ", r" \1 not ", item.text, count=1)
        )
    return made


class Samples:
    """Rows, their labels, and how much each counts."""

    def __init__(self) -> None:
        self.rows: list[tuple[float, ...]] = []
        self.labels: list[float] = []
        self.worth: list[float] = []

    def add(self, row: tuple[float, ...], label: float, worth: float = 1.0) -> None:
        self.rows.append(row)
        self.labels.append(float(label))
        self.worth.append(worth)

    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return np.array(self.rows), np.array(self.labels), np.array(self.worth)


def plain_cases() -> list[tuple[tuple[float, ...], bool]]:
    """The features of the plain cases, and whether they contradict."""
    found = []
    for line in PLAIN.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        verdict, wanted, said = line.split(" | ")
        item, told, near = sense(wanted), sense(said), Likeness()
        clash = against.clash(item, told, match(item, told, Rarity([item]), near), [item], near)
        found.append((clash.features, verdict == "contradicts"))
    return found


def learn_taken_up(prepared: list[Prepared]) -> np.ndarray:
    weights = np.zeros(len(taken_up.NAMES))
    weights[taken_up.NAMES.index("share")] = 1.0
    weights[taken_up.NAMES.index("margin")] = 0.5
    for _ in range(ROUNDS):
        samples = Samples()
        for one in prepared:
            for which, label in enumerate(one.labels):
                best = one.best(which, weights)
                worth = VERBATIM_WORTH if one.verbatim[which] else 1.0
                samples.add(best.features, label != "missing", worth)
                if label != "missing":
                    gone = one.reading.board.told_apart(best.at)
                    if other := one.best(which, weights, gone):
                        samples.add(other.features, 0, LEFT_OUT_WORTH)
        rows, labels, worth = samples.arrays()
        weights = fit(rows, labels, PENALTY["taken_up"], worth)
    return weights


def learn(prepared: list[Prepared], plain: list[tuple[tuple[float, ...], bool]]) -> Weights:
    taken = learn_taken_up(prepared)
    samples = Samples()
    for one in prepared:
        for which, label in enumerate(one.labels):
            if label == "missing":
                continue
            held = one.best(which, taken)
            if not one.verbatim[which]:
                samples.add(one.clash(which, held), label == "contradicted")
            if label == "kept":
                for row in one.falsified(which, held):
                    samples.add(row, 1, MADE_WORTH)
    for row, wrong in plain:
        samples.add(row, wrong, PLAIN_WORTH)
    rows, labels, worth = samples.arrays()
    weights = fit_signed(rows, labels, PENALTY["against"], worth)
    weights[0] -= CAUTION
    return {"taken_up": taken, "against": weights}


def verdicts(one: Prepared, weights: Weights) -> list[str]:
    found = []
    for which in range(len(one.labels)):
        if one.verbatim[which]:
            found.append("kept")
            continue
        held = one.best(which, weights["taken_up"])
        if held is None or np.dot(held.features, weights["taken_up"]) < 0:
            found.append("missing")
        elif np.dot(one.clash(which, held), weights["against"]) >= 0:
            found.append("contradicted")
        else:
            found.append("kept")
    return found


def told(prepared: list[Prepared], weights: Weights) -> Pairs:
    return [
        pair
        for one in prepared
        for pair in zip(verdicts(one, weights), one.row["labels"], strict=True)
    ]


def leave_out_sets(
    sets: dict[str, list[Prepared]], plain: list[tuple[tuple[float, ...], bool]]
) -> None:
    for name, tested in sets.items():
        rest = [one for other, part in sets.items() if other != name for one in part]
        print(f"  {name}, by weights learnt from the other sets")
        show(told(tested, learn(rest, plain)))


def leave_out_parts(
    sets: dict[str, list[Prepared]], plain: list[tuple[tuple[float, ...], bool]], folds: int = 5
) -> None:
    every = [(name, one) for name, part in sets.items() for one in part]
    random.Random(7).shuffle(every)
    pairs: dict[str, Pairs] = {name: [] for name in sets}
    for fold in range(folds):
        weights = learn([one for k, (_, one) in enumerate(every) if k % folds != fold], plain)
        for k, (name, one) in enumerate(every):
            if k % folds == fold:
                pairs[name] += told([one], weights)
    for name, found in pairs.items():
        print(f"  {name}, by weights learnt without the handoff (one of {folds} parts left out)")
        show(found, by_class=False)


def learn_invented(prepared: list[Prepared]) -> np.ndarray:
    samples = Samples()
    for one in prepared:
        found = score.score(
            one.items, one.row["read_back"], handoff=one.handoff, similar=one.similar
        )
        for at, text in enumerate(one.reading.statements):
            made = any(said.strip(".") in text for said in one.row["invented"])
            samples.add(score.invention(one.reading, at, found.items), made)
    rows, labels, worth = samples.arrays()
    return fit(rows, labels, PENALTY["invented"], worth)


def store(weights: Weights) -> None:
    lines = ["# Learnt by bench/fit_read_back.py from the labelled sets: rule, feature, weight."]
    for rule, values in weights.items():
        names = NAMES[rule.removesuffix("_embedded")]
        lines += [f"{rule} {name} {value:.4f}" for name, value in zip(names, values, strict=True)]
    STORE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    score.weights.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    plain, known, every = plain_cases(), {}, {}
    for mark, similar in (("", None), ("_embedded", embedding())):
        if mark and similar is None:
            raise SystemExit(
                "The embedding is not installed; both sets of weights are learnt at once."
            )
        sets = {name: [Prepared(row, similar) for row in rows(name)] for name in LEARNT_FROM}
        every[mark] = [one for part in sets.values() for one in part]
        if check:
            print("with the embedding" if mark else "without an embedding")
            leave_out_sets(sets, plain)
            leave_out_parts(sets, plain)
            continue
        known |= {rule + mark: values for rule, values in learn(every[mark], plain).items()}
        known["invented" + mark] = np.zeros(len(score.INVENTED))
    if not check:
        store(known)
        for mark, prepared in every.items():
            known["invented" + mark] = learn_invented(prepared)
        store(known)


if __name__ == "__main__":
    main()
