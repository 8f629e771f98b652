"""Groups of things that are the same: the classes of an equivalence given pair by pair."""

from __future__ import annotations

from collections.abc import Iterable


class Union:
    """Union-find over numbers 0..n-1; what comes out does not depend on the order of the pairs."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root(self, one: int) -> int:
        """The number that stands for the class of one."""
        parents = self._parents
        while parents[one] != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        return one

    def join(self, one: int, other: int) -> None:
        """The smaller root stays."""
        first, second = sorted((self.root(one), self.root(other)))
        self._parents[second] = first

    def join_all(self, ones: Iterable[int]) -> None:
        """Make all of them one class."""
        first: int | None = None
        for one in ones:
            if first is None:
                first = one
            else:
                self.join(first, one)

    def groups(self) -> list[list[int]]:
        """All classes, members ascending, ordered by their first."""
        found: dict[int, list[int]] = {}
        for one in range(len(self._parents)):
            found.setdefault(self.root(one), []).append(one)
        return list(found.values())
