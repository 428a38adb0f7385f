"""Learn the weights of the read-back scorer from the labelled development set, and store them.

    python bench/fit_read_back.py [--check]

The statement that takes an item up is not labelled, so it is found with the weights so far and the
weights are learnt anew, a few times. ``--check`` only prints what cross-validation over handoffs
gives. Needs numpy; the scorer itself does not.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from pathlib import Path

import numpy as np

from dayline.practices.handoff.reading import against, lexicon, score, taken_up
from dayline.practices.handoff.reading.match import Rarity, match
from dayline.practices.handoff.reading.sense import Sense, sense

ROOT = Path(__file__).resolve().parents[1]
SET = ROOT / "tests/practices/handoff/labelled/development.jsonl"
STORE = ROOT / "src/dayline/practices/handoff/reading/weights.txt"
PENALTY = {"taken_up": 0.4, "against": 0.2, "invented": 0.5}
NAMES = {"taken_up": taken_up.NAMES, "against": against.NAMES, "invented": score.INVENTED}
ROUNDS = 5
MADE_WORTH = 0.15
LEFT_OUT_WORTH = 0.25
FORGOTTEN = 0.35
"""The share of the word lists that is taken away in training, as for a domain they do not know."""

PLAIN = (
    ("Send the parcel to Lima and not to Quito.", "The parcel goes to Quito, not to Lima.", True),
    (
        "Use the red form instead of the blue one.",
        "Use the blue form instead of the red one.",
        True,
    ),
    (
        "We repair the pump and do not replace it.",
        "We replace the pump rather than repair it.",
        True,
    ),
    ("We repair the pump and do not replace it.", "The pump gets mended, not swapped.", False),
    (
        "Use the red form instead of the blue one.",
        "Take the red form, the blue one is wrong.",
        False,
    ),
    ("Wash the tank before the filter.", "Wash the filter before the tank.", True),
    ("Wash the tank before the filter.", "First the tank is washed, then the filter.", False),
    (
        "Rinse the vat after the pump has stopped.",
        "Once the pump has stopped, rinse the vat.",
        False,
    ),
    ("The price went from 30 to 40 euros.", "The price went from 40 down to 30 euros.", True),
    ("The price went from 30 to 40 euros.", "They put the price up to 40 from 30.", False),
    ("Staff may enter the vault.", "Staff must not enter the vault.", True),
    ("Staff must not enter the vault.", "The vault is off limits to staff.", False),
    ("Staff must not enter the vault.", "Staff can go into the vault.", True),
    ("Cleaning the nozzle did not help.", "Cleaning the nozzle was no use.", False),
    ("Cleaning the nozzle did not help.", "Cleaning the nozzle did the trick.", True),
    ("The pump is broken.", "The pump works fine.", True),
    ("The pump is broken.", "The pump does not work.", False),
    ("The export is not finished.", "The export is still incomplete.", False),
    ("The export is not finished.", "The export is complete.", True),
    ("Do not touch the valve.", "Stay clear of the valve.", False),
    ("Do not touch the valve.", "Touch the valve as you like.", True),
    ("Is the lease still valid?", "The lease is still valid.", True),
    ("Is the lease still valid?", "It is not known if the lease is still valid.", False),
    ("Has the bank paid?", "Open: did the bank pay?", False),
    ("Traffic is up by 4 percent.", "Traffic is down by 4 percent.", True),
    ("Traffic rose by 4 percent.", "Traffic climbed 4 percent.", False),
    ("Turn the heater off at night.", "Leave the heater on at night.", True),
    ("The heater is off.", "There is no heat, the heater is switched off.", False),
    ("Nobody has signed the form.", "The form is unsigned.", False),
    ("Nobody has signed the form.", "The form has been signed.", True),
    ("No visitor may feed the seals.", "Visitors are forbidden to feed the seals.", False),
    ("The gate opens only with the key.", "Without the key the gate does not open.", False),
)
"""Plain cases of what contradicts and what does not, beside the labelled set."""

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


def forget(seed: int, share: float = FORGOTTEN) -> None:
    """Take a part of the groups of ``same.txt`` away."""
    lexicon.lexicon.cache_clear()
    whole = lexicon.lexicon()
    names = sorted({name for meaning in whole.known.values() for name in meaning.groups})
    gone = set(random.Random(seed).sample(names, int(share * len(names))))
    known = {
        phrase: meaning._replace(groups=meaning.groups - gone)
        for phrase, meaning in whole.known.items()
    }
    lexicon.lexicon = lambda: whole._replace(known=known)  # type: ignore[assignment]
    sense.cache_clear()


class Prepared:
    """One labelled handoff, with the features of every item and statement."""

    def __init__(self, row: dict) -> None:
        self.row = row
        items = [item["text"] for item in row["items"]]
        handoff = " ".join([*items, row["context"]])
        self.reading = score.read(items, row["read_back"], handoff)
        self.held = [self.reading.board.held(k) for k in range(len(items))]
        whole = score.folded(row["read_back"])
        self.verbatim = [score.verbatim(item, self.reading, whole) is not None for item in items]
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
        return taken_up.choose(
            held, list(values), self.reading.board.told, self.reading.items[which]
        )

    def clash(self, which: int, held: score.Held) -> tuple[float, ...]:
        key = which, held.at
        if key not in self._clash:
            self._clash[key] = score.clash_of(self.reading, which, held).features
        return self._clash[key]

    def falsified(self, which: int, held: score.Held) -> list[tuple[float, ...]]:
        """The features of the statement against versions of its item that it contradicts."""
        key = which, held.at
        if key not in self._made:
            told = self.reading.board.told[held.at]
            rest = [one for k, one in enumerate(self.reading.items) if k != which]
            rows = []
            for text in falsify(self.reading.items[which], told):
                item = sense(text)
                found = match(item, told, self.reading.board.rarity)
                every = (*rest, item, *self.reading.context)
                rows.append(against.clash(item, told, found, every).features)
            self._made[key] = rows
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


def learn(prepared: list[Prepared]) -> Weights:  # noqa: C901 -- two fits in one story
    start = np.zeros(len(taken_up.NAMES))
    start[taken_up.NAMES.index("share")] = 1.0
    start[taken_up.NAMES.index("margin")] = 0.5
    weights: Weights = {"taken_up": start}
    for _ in range(ROUNDS):
        rows, labels, worth = [], [], []
        for one in prepared:
            for which, label in enumerate(one.labels):
                best = one.best(which, weights["taken_up"])
                rows.append(best.features)
                labels.append(label != "missing")
                worth.append(0.3 if one.verbatim[which] else 1.0)
                if label == "missing":
                    continue
                gone = one.reading.board.told_apart(best.at)
                if other := one.best(which, weights["taken_up"], gone):
                    rows.append(other.features)
                    labels.append(False)
                    worth.append(LEFT_OUT_WORTH)
        weights["taken_up"] = fit(
            np.array(rows), np.array(labels, float), PENALTY["taken_up"], np.array(worth)
        )
    rows, labels, worth = [], [], []
    for one in prepared:
        for which, label in enumerate(one.labels):
            if label == "missing":
                continue
            held = one.best(which, weights["taken_up"])
            if not one.verbatim[which]:
                rows.append(one.clash(which, held))
                labels.append(label == "contradicted")
                worth.append(1.0)
            if label == "kept":
                made = one.falsified(which, held)
                rows += made
                labels += [True] * len(made)
                worth += [MADE_WORTH] * len(made)
    for wanted, told, wrong in PLAIN:
        item, other = sense(wanted), sense(told)
        found = match(item, other, Rarity([item]))
        rows.append(against.clash(item, other, found, [item]).features)
        labels.append(wrong)
        worth.append(1.0)
    weights["against"] = fit(
        np.array(rows), np.array(labels, float), PENALTY["against"], np.array(worth)
    )
    return weights


def verdicts(one: Prepared, weights: Weights) -> list[str]:
    found = []
    for which in range(len(one.labels)):
        if one.verbatim[which]:
            found.append("kept")
            continue
        held = one.best(which, weights["taken_up"])
        if np.dot(held.features, weights["taken_up"]) < 0:
            found.append("missing")
        elif np.dot(one.clash(which, held), weights["against"]) >= 0:
            found.append("contradicted")
        else:
            found.append("kept")
    return found


def cross_validate(
    prepared: list[Prepared], count: int, variant: int, folds: int = 6
) -> list[tuple[str, str]]:
    """Verdicts and labels of each handoff by weights that have not seen it in any variant."""
    place = list(range(count))
    random.Random(7).shuffle(place)
    pairs: list[tuple[str, str]] = []
    for fold in range(folds):
        tested = set(place[fold::folds])
        weights = learn([one for k, one in enumerate(prepared) if k % count not in tested])
        for k in sorted(tested):
            one = prepared[variant * count + k]
            pairs += zip(verdicts(one, weights), one.labels, strict=True)
    return pairs


def show(title: str, pairs: list[tuple[str, str]]) -> None:
    counts = Counter(pairs)
    print(title)
    for kind in ("kept", "missing", "contradicted"):
        hit = counts[kind, kind]
        said = sum(value for (verdict, _), value in counts.items() if verdict == kind)
        are = sum(value for (_, label), value in counts.items() if label == kind)
        precision, recall = hit / max(said, 1), hit / max(are, 1)
        mean = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"  {kind:13} precision {precision:.3f}  recall {recall:.3f}  F1 {mean:.3f}  n {are}")


def learn_invented(prepared: list[Prepared]) -> np.ndarray:
    rows, labels = [], []
    for one in prepared:
        scored = score.score(
            [item["text"] for item in one.row["items"]],
            one.row["read_back"],
            handoff=" ".join([*(item["text"] for item in one.row["items"]), one.row["context"]]),
        ).items
        for at, text in enumerate(one.reading.statements):
            rows.append(score.invention(one.reading, at, scored))
            labels.append(any(made.strip(".") in text for made in one.row["invented"]))
    return fit(np.array(rows), np.array(labels, float), PENALTY["invented"])


def store(weights: Weights) -> None:
    lines = [
        "# Learnt by bench/fit_read_back.py from the labelled development set: rule, feature, weight."  # noqa: E501
    ]
    for rule, values in weights.items():
        lines += [
            f"{rule} {name} {value:.4f}" for name, value in zip(NAMES[rule], values, strict=True)
        ]
    STORE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    score.weights.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    rows = [json.loads(line) for line in SET.read_text().splitlines()]
    whole = [Prepared(row) for row in rows]
    usual, patched = lexicon.lexicon, []
    for seed in range(2):
        forget(seed)
        patched.append([Prepared(row) for row in rows])
        lexicon.lexicon = usual
    sense.cache_clear()
    prepared = [one for part in (whole, *patched) for one in part]
    show("cross-validated over handoffs, with all words", cross_validate(prepared, len(rows), 0))
    show("... with a part of the words forgotten", cross_validate(prepared, len(rows), 1))
    weights = learn(prepared)
    pairs = [p for one in whole for p in zip(verdicts(one, weights), one.labels, strict=True)]
    show("on what it learnt from", pairs)
    if not check:
        store({**weights, "invented": np.zeros(len(score.INVENTED))})
        store({**weights, "invented": learn_invented(whole)})


if __name__ == "__main__":
    main()
