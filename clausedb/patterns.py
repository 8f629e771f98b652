"""What may be looked for in a text, and the one pure function that decides whether it is there.

A pattern is a tree; `matches` says whether a text meets it, `hits` where its words stand (for bold), `stretches`
where each hit as a whole stands (for a concordance). Distances count words: neighbours are 1 apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from clausedb.node import Node
from clausedb.span import Span
from clausedb.words import Word, normals, paragraphs, peeled, sentences, stem, unit_of, words, written


class Phrase(Node):
    """Words in a row, in normal form; exact, or any word forms of the same stems."""

    words: tuple[str, ...]
    exact: bool = True


class Prefix(Node):
    """A word that begins so, as written or without its leading Arabic particles."""

    beginning: str


class Near(Node):
    """Both within so many words of each other; ordered: the left one first."""

    left: Pattern
    right: Pattern
    distance: int
    ordered: bool = False


class Sentence(Node):
    """Both in one sentence."""

    left: Pattern
    right: Pattern


class Paragraph(Node):
    """Both in one paragraph."""

    left: Pattern
    right: Pattern


class And(Node):
    """All of the parts."""

    parts: tuple[Pattern, ...]


class Or(Node):
    """One of the parts, or more."""

    parts: tuple[Pattern, ...]


class Not(Node):
    """Not the part."""

    part: Pattern


Pattern = Phrase | Prefix | Near | Sentence | Paragraph | And | Or | Not

Run = tuple[int, int]
"""First and last index of words in a row."""


def word_pattern(text: str) -> Phrase | None:
    """The pattern of a bare word: its word forms, in a row where a hyphen parts it; None without a letter."""
    found = tuple(normals(text))
    return Phrase(found, exact=False) if found else None


def phrase_pattern(text: str) -> Phrase | None:
    """The pattern of quoted words: exactly these in this order; None without a letter."""
    found = tuple(normals(text))
    return Phrase(found) if found else None


def prefix_pattern(text: str) -> Pattern | None:
    """The pattern of `word*`: a hyphen parts it, and only its last word is a beginning."""
    pieces = words(text)
    if not pieces:
        return None
    last = Prefix(written(text[pieces[-1].start : pieces[-1].end]))
    if len(pieces) == 1:
        return last
    first = Phrase(tuple(piece.normal for piece in pieces[:-1]))
    return Near(first, last, 1, ordered=True)


def matches(pattern: Pattern, text: str, language: str = "") -> bool:
    """Whether the text meets the pattern. `language` is the text's, for stems; it may be empty."""
    return _holds(pattern, _Text(text, language))


def hits(pattern: Pattern, text: str, language: str = "") -> tuple[Span, ...]:
    """Where the words of the pattern stand in a text that meets it, in order, none overlapping; else ()."""
    view = _Text(text, language)
    if not _holds(pattern, view):
        return ()
    runs = (run for leaf in _stretched(pattern, view) for run in leaf.parts)
    return _spans(view, runs)


def stretches(pattern: Pattern, text: str, language: str = "") -> tuple[Span, ...]:
    """Where each hit stands from its first to its last word, in order, in a text that meets it; else ()."""
    view = _Text(text, language)
    if not _holds(pattern, view):
        return ()
    return _spans(view, (found.whole for found in _stretched(pattern, view)))


class _Text:
    """A text that is looked at, split no further than is needed."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self._normals: list[str] | None = None
        self._words: tuple[Word, ...] | None = None

    @property
    def normals(self) -> list[str]:
        if self._normals is None:
            self._normals = normals(self.text)
        return self._normals

    @property
    def words(self) -> tuple[Word, ...]:
        if self._words is None:
            self._words = words(self.text)
        return self._words


class _Hit(NamedTuple):
    """One hit: the stretch as a whole, and the words in it that were looked for."""

    whole: Run
    parts: tuple[Run, ...]


def _spans(view: _Text, runs: Iterable[Run]) -> tuple[Span, ...]:
    found: list[Span] = []
    for first, last in sorted(set(runs)):
        span = Span(view.words[first].start, view.words[last].end)
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _holds(pattern: Pattern, view: _Text) -> bool:
    match pattern:
        case And(parts):
            return all(_holds(part, view) for part in parts)
        case Or(parts):
            return any(_holds(part, view) for part in parts)
        case Not(part):
            return not _holds(part, view)
        case Near() | Sentence() | Paragraph():
            return bool(_joined(pattern, view))
        case Phrase() | Prefix():
            return bool(_runs(pattern, view))


def _stretched(pattern: Pattern, view: _Text) -> list[_Hit]:
    """The hits of all parts that hold, without those under a `not`."""
    match pattern:
        case And(parts) | Or(parts):
            return [hit for part in parts for hit in _stretched(part, view)]
        case Not():
            return []
        case Near() | Sentence() | Paragraph():
            return _joined(pattern, view)
        case Phrase() | Prefix():
            return [_Hit(run, (run,)) for run in _runs(pattern, view)]


def _found(pattern: Pattern, view: _Text) -> list[_Hit]:
    """All hits of a pattern that has places: words, phrases, beginnings, `or` of such, and pairs of such."""
    return sorted(set(_stretched(pattern, view)), key=lambda hit: hit.whole)


# --- words in a row -----------------------------------------------------------------------

_NO_RUNS: Final[list[Run]] = []


def _runs(pattern: Phrase | Prefix, view: _Text) -> list[Run]:
    if isinstance(pattern, Prefix):
        return _beginnings(pattern.beginning, view)
    first, *rest = pattern.words
    if pattern.exact:
        return _exact(first, rest, view.normals)
    return _forms(pattern.words, view)


def _exact(first: str, rest: list[str], normals: list[str]) -> list[Run]:
    if first not in normals:
        return _NO_RUNS
    width = len(rest)
    return [
        (at, at + width)
        for at, normal in enumerate(normals)
        if normal == first and normals[at + 1 : at + 1 + width] == rest
    ]


def _forms(looked_for: tuple[str, ...], view: _Text) -> list[Run]:
    """Runs of words whose stems are those looked for."""
    language = view.language
    wanted = [stem(word, language) for word in looked_for]
    # Only Arabic stems lose letters at the head; any other word that begins otherwise need not be stemmed.
    letter = "" if wanted[0] >= "\u0600" else wanted[0][:1]
    width = len(wanted)
    alike = {
        word for word in set(view.normals) if word.startswith(letter) and stem(word, language) == wanted[0]
    }
    if not alike:
        return _NO_RUNS
    starts = [at for at, word in enumerate(view.normals) if word in alike]
    return [
        (at, at + width - 1)
        for at in starts
        if width == 1 or [stem(word, language) for word in view.normals[at + 1 : at + width]] == wanted[1:]
    ]


def _beginnings(beginning: str, view: _Text) -> list[Run]:
    if beginning.isascii():
        return [(at, at) for at, normal in enumerate(view.normals) if normal.startswith(beginning)]
    return [
        (at, at)
        for at, word in enumerate(view.words)
        if any(form.startswith(beginning) for form in peeled(written(view.text[word.start : word.end])))
    ]


# --- pairs --------------------------------------------------------------------------------


def _joined(pattern: Near | Sentence | Paragraph, view: _Text) -> list[_Hit]:
    left = _found(pattern.left, view)
    right = _found(pattern.right, view) if left else []
    if not right:
        return []
    if isinstance(pattern, Near):
        pairs = _after(left, right, pattern.distance)
        if not pattern.ordered:
            pairs = pairs + _after(right, left, pattern.distance)
        return sorted(set(pairs), key=lambda hit: hit.whole)
    split = sentences if isinstance(pattern, Sentence) else paragraphs
    return _together(left, right, view, split)


def _after(left: list[_Hit], right: list[_Hit], distance: int) -> list[_Hit]:
    """Each left hit with the first right one behind it, where that is near enough."""
    starts = [hit.whole[0] for hit in right]
    found: list[_Hit] = []
    for one in left:
        at = bisect_right(starts, one.whole[1])
        if at < len(starts) and starts[at] - one.whole[1] <= distance:
            other = right[at]
            found.append(_Hit((one.whole[0], max(one.whole[1], other.whole[1])), one.parts + other.parts))
    return found


def _together(
    left: list[_Hit], right: list[_Hit], view: _Text, split: Callable[[str], tuple[Span, ...]]
) -> list[_Hit]:
    """One hit for each sentence or paragraph that holds a left and a right one, which may not be the same words."""
    units = split(view.text)
    held: dict[int, tuple[list[_Hit], list[_Hit]]] = {}
    for side, many in enumerate((left, right)):
        for one in many:
            unit = unit_of(units, view.words[one.whole[0]].start)
            if unit == unit_of(units, view.words[one.whole[1]].start):
                held.setdefault(unit, ([], []))[side].append(one)
    found: list[_Hit] = []
    for _, (lefts, rights) in sorted(held.items()):
        if not lefts or not rights or len({hit.whole for hit in lefts + rights}) == 1:
            continue
        both = lefts + rights
        whole = (min(hit.whole[0] for hit in both), max(hit.whole[1] for hit in both))
        found.append(_Hit(whole, tuple(run for hit in both for run in hit.parts)))
    return found
