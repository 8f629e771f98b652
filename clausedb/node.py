"""The base of all nodes: immutable records, equal where they are of one class and say the same."""

from __future__ import annotations

from typing import Any, ClassVar, dataclass_transform


@dataclass_transform(frozen_default=True)
class Node:
    """A record with the annotated fields of its class, given in order or by name.

    A frozen dataclass in all but the making: seventy of those compile four hundred methods on every start, a tenth
    of what a one-shot query costs. `at`, where a node has it, says where it stands and does not count in comparing.
    """

    names: ClassVar[tuple[str, ...]] = ()
    """Names of the fields in order, inherited ones not counted."""

    def __init_subclass__(cls) -> None:
        cls.names = tuple(cls.__annotations__)
        setattr(cls, "__match_args__", cls.names)  # noqa: B010  # mypy lets nobody but a dataclass assign it

    def __init__(self, *given: Any, **named: Any) -> None:
        if len(given) > len(self.names) or not named.keys() <= set(self.names[len(given) :]):
            raise TypeError(f"{type(self).__name__} takes {', '.join(self.names)}")
        values = dict(zip(self.names, given, strict=False)) | named
        missing = [name for name in self.names if name not in values and not hasattr(type(self), name)]
        if missing:
            raise TypeError(f"{type(self).__name__} needs {', '.join(missing)}")
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def _said(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.names if name != "at")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Node) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash((type(self), self._said()))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.names if name != "at")
        return f"{type(self).__name__}({said})"
