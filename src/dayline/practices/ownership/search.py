"""A local search over assignments: move one area or swap two, with kicks and dear limits. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from dayline.practices.ownership.terms import Organisation

STARTS = 6
KICKS = 30
PRICES = (0.1, 0.5, 2.0, 10.0)
LEAST = 1e-9
DEAR = 1e6


class Search:
    """An organisation as matrices, by the places of its areas and sites."""

    def __init__(self, one: Organisation, most_moves: int | None) -> None:
        sites = {site.id: place for place, site in enumerate(one.sites)}
        areas = {area.id: place for place, area in enumerate(one.areas)}
        self.count = len(sites)
        self.most = len(areas) if most_moves is None else most_moves
        self.loads = [area.load for area in one.areas]
        self.present = [sites[area.owner] for area in one.areas]
        ids = [site.id for site in one.sites]
        self.gap = [[one.gap.get((a, b), 0.0) if a != b else 0.0 for b in ids] for a in ids]
        self.own = [[0.0] * self.count for _ in areas]
        for (site, area), often in one.work.items():
            for place in range(self.count):
                self.own[areas[area]][place] += often * self.gap[sites[site]][place]
        self.ties: list[list[tuple[int, float]]] = [[] for _ in areas]
        for (first, second), often in one.ties.items():
            if first != second:
                self.ties[areas[first]].append((areas[second], often))
                self.ties[areas[second]].append((areas[first], often))
        self.tied: list[dict[int, float]] = [
            dict.fromkeys((other for other, _ in row), 0.0) for row in self.ties
        ]
        for place, row in enumerate(self.ties):
            for other, often in row:
                self.tied[place][other] += often
        self.choices = [
            [self.present[place]]
            if area.stays
            else [
                sites[site]
                for site in sites
                if not area.only or site in area.only or site == area.owner
            ]
            for place, area in enumerate(one.areas)
        ]
        carried = [0.0] * self.count
        for place, home in enumerate(self.present):
            carried[home] += self.loads[place]
        self.limits = [max(site.capacity, carried[place]) for place, site in enumerate(one.sites)]

    def found(self, draw: Random) -> list[int]:
        """The best assignment of all starts, with no move in it that saves nothing."""
        best = self.descended(list(self.present))
        usual = (self.cost(self.present) + 1) / (sum(self.loads) + 1)
        for start in range(STARTS):
            state = self.descended(self._start(start, draw))
            best = min(best, state, key=self.cost)
            for kick in range(KICKS):
                kicked = self._kicked(state, draw)
                # Through assignments that are over a limit lie ways to better ones within it.
                kicked = self.descended(kicked, price=usual * PRICES[kick % len(PRICES)])
                kicked = self.descended(kicked, price=DEAR)
                if self._over(kicked) <= LEAST and self.cost(kicked) <= self.cost(state) + LEAST:
                    state = kicked
                    best = min(best, state, key=self.cost)
        return self._without_idle_moves(best)

    def _over(self, state: Sequence[int]) -> float:
        return sum(
            max(0.0, load - limit)
            for load, limit in zip(self.carried(state), self.limits, strict=True)
        )

    def cost(self, state: Sequence[int]) -> float:
        """Expected handoffs of an assignment."""
        total = 0.0
        for area, site in enumerate(state):
            total += self.own[area][site]
            total += (
                sum(often * self.gap[site][state[other]] for other, often in self.ties[area]) / 2
            )
        return total

    def at(self, state: Sequence[int], area: int, site: int) -> float:
        """What one area adds when a site owns it."""
        row = self.gap[site]
        return self.own[area][site] + sum(
            often * row[state[other]] for other, often in self.ties[area]
        )

    def carried(self, state: Sequence[int]) -> list[float]:
        carried = [0.0] * self.count
        for area, site in enumerate(state):
            carried[site] += self.loads[area]
        return carried

    def moved(self, state: Sequence[int]) -> int:
        return sum(now != then for now, then in zip(state, self.present, strict=True))

    def descended(self, state: list[int], *, price: float = DEAR) -> list[int]:
        """The state after all moves and swaps that save something, the best one first.

        ``price`` is what a unit of load above a limit costs, in handoffs.
        """
        walk = Walk(self, state, price)
        while best := walk.best_move() or walk.best_swap():
            for area, site in best:
                walk.go(area, site)
        return state

    def _start(self, number: int, draw: Random) -> list[int]:
        """A start: the present assignment, a greedy one, then shuffled greedy ones."""
        if number == 0:
            return list(self.present)
        order = sorted(range(len(self.present)), key=lambda area: -self.loads[area])
        if number > 1:
            draw.shuffle(order)
        state = list(self.present)
        carried, moved = self.carried(state), 0
        for area in order:
            for site in sorted(self.choices[area], key=lambda one: self.at(state, area, one)):
                fits = carried[site] + self.loads[area] <= self.limits[site] + LEAST
                if site == state[area] or (fits and moved < self.most):
                    moved += site != state[area]
                    carried[state[area]] -= self.loads[area]
                    carried[site] += self.loads[area]
                    state[area] = site
                    break
        return state

    def _kicked(self, state: Sequence[int], draw: Random) -> list[int]:
        """The state with a few areas somewhere else, be it above the limits."""
        kicked = list(state)
        moved = self.moved(kicked)
        for _ in range(draw.randint(1, max(2, len(kicked) // 3))):
            area = draw.randrange(len(kicked))
            site = draw.choice(self.choices[area])
            after = moved + (site != self.present[area]) - (kicked[area] != self.present[area])
            if site == kicked[area] or after > self.most:
                continue
            moved = after
            kicked[area] = site
        return kicked

    def _without_idle_moves(self, state: list[int]) -> list[int]:
        """The state without moves that could be left out at no cost."""
        carried = self.carried(state)
        for area, home in enumerate(self.present):
            if state[area] == home or carried[home] + self.loads[area] > self.limits[home] + LEAST:
                continue
            if self.at(state, area, home) <= self.at(state, area, state[area]) + LEAST:
                carried[state[area]] -= self.loads[area]
                carried[home] += self.loads[area]
                state[area] = home
        return state


class Walk:
    """A descent through assignments. ``at[area][site]`` is what an area adds where a site owns it,
    kept up to date as areas move, so that a step looks at each move and swap in constant time."""

    def __init__(self, search: Search, state: list[int], price: float) -> None:
        self.search, self.state, self.price = search, state, price
        self.carried = search.carried(state)
        self.moved = search.moved(state)
        every = range(search.count)
        self.at = [[search.at(state, area, site) for site in every] for area in range(len(state))]

    def go(self, area: int, site: int) -> None:
        """Give an area to a site."""
        search, here = self.search, self.state[area]
        self.moved += (site != search.present[area]) - (here != search.present[area])
        self.carried[here] -= search.loads[area]
        self.carried[site] += search.loads[area]
        self.state[area] = site
        new, old = search.gap[site], search.gap[here]
        for other, often in search.ties[area]:
            row = self.at[other]
            for place in range(search.count):
                row[place] += often * (new[place] - old[place])

    def _more_over(self, here: int, there: int, load: float) -> float:
        """How much more load is above limits when ``load`` goes from here to there."""
        over = 0.0
        for site, more in ((here, -load), (there, load)):
            room = self.search.limits[site] + LEAST - self.carried[site]
            over += max(0.0, more - room) - max(0.0, -room)
        return over

    def best_move(self) -> list[tuple[int, int]] | None:
        """The move of one area that saves most; None when none saves anything."""
        search, best, found = self.search, -LEAST, None
        bound = self.price * self._relief()
        for area, here in enumerate(self.state):
            row, home = self.at[area], search.present[area]
            for site in search.choices[area]:
                gain = row[site] - row[here]
                if site == here or gain >= best + bound:
                    continue
                if self.moved + (site != home) - (here != home) > search.most:
                    continue
                gain += self.price * self._more_over(here, site, search.loads[area])
                if gain < best:
                    best, found = gain, [(area, site)]
        return found

    def _relief(self) -> float:
        """The load above limits: no step can relieve more of it than there is."""
        return sum(
            max(0.0, load - limit)
            for load, limit in zip(self.carried, self.search.limits, strict=True)
        )

    def best_swap(self) -> list[tuple[int, int]] | None:
        """The swap of two areas that saves most; None when none saves anything."""
        search, best, found = self.search, -LEAST, None
        bound = self.price * self._relief()
        for first, here in enumerate(self.state):
            row, ties = self.at[first], search.tied[first]
            for second in range(first + 1, len(self.state)):
                there = self.state[second]
                if here == there:
                    continue
                gain = row[there] - row[here] + self.at[second][here] - self.at[second][there]
                if second in ties:
                    # Each was reckoned as if the other stayed, so their own tie would be gone.
                    gain += ties[second] * (search.gap[here][there] + search.gap[there][here])
                if gain >= best + bound or not self._may_swap(first, second):
                    continue
                more = search.loads[first] - search.loads[second]
                gain += self.price * self._more_over(here, there, more)
                if gain < best:
                    best, found = gain, [(first, there), (second, here)]
        return found

    def _may_swap(self, first: int, second: int) -> bool:
        search = self.search
        here, there = self.state[first], self.state[second]
        if there not in search.choices[first] or here not in search.choices[second]:
            return False
        after = self.moved
        for area, site, old in ((first, there, here), (second, here, there)):
            after += (site != search.present[area]) - (old != search.present[area])
        return after <= search.most
