"""Which instrument a reference means, within one document: the text itself, one named before, or a new one.

Keys come from the reference's own words: a symbol, else type, words of the title and date; a later reference in fewer or
more of the same words has the key of the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from clausedb.fold import fold
from clausedb.model import Date, Document
from clausedb.parse.references.lexicon import Lexicon
from clausedb.parse.references.passages import Passage
from clausedb.parse.references.pinpoints import Place
from clausedb.parse.references.shorts import given_behind

SELF: Final = "self"

_FAMILIES: Final = (
    frozenset(
        (
            "treaty",
            "convention",
            "agreement",
            "covenant",
            "exchange_of_notes",
            "protocol",
            "memorandum",
            "memorandum_of_understanding",
            "charter",
        )
    ),
    frozenset(("declaration", "joint_statement", "statement", "communique")),
    frozenset(("resolution", "decision")),
    frozenset(("action_plan", "plan", "programme", "road_map", "strategy", "agenda", "framework")),
)
_FAMILY: Final[dict[str | None, object]] = {type: family for family in _FAMILIES for type in family}
_ASSEMBLY: Final = re.compile(r"^A/RES/(\d+/\d+)$")
"""What a number is taken for unless it was named before with a date in which the Assembly did not number so."""
_REPORTS: Final = ("press_report", "report")
FRONT: Final = 4
"""Clauses at the head of a document in which its title may stand."""
_OPENS: Final = 20
_RECALLED: Final = 200
"""How many instruments are looked through for an antecedent, so that a long text costs no more by the word."""
_BRACKET: Final = 7
"""Characters between a name and the one in brackets behind it: " (the "."""
_NEAR: Final = 600
"""Characters within which "this document" still points back."""
_ARTICLE: Final = re.compile(r"^[وف]?[بكل]?(?:ال|لل)(?=\w{3})|^[بل](?=ا)")
_PAIRS: Final = re.compile(r"(?i)\b(?:between|among|между|بين)\b")
_WORD: Final = re.compile(r"[^\W\d_]{2,}|\d{4}")


class Reference(NamedTuple):
    """One reference as read from its words; offsets into the passage's text."""

    start: int
    end: int
    shape: str
    """own, said, draft, numbered, named or here: how grammar/citation.lark reads it."""
    type: str
    first: int
    noun: int
    noun_end: int
    title_end: int
    title: str | None
    determiner: str
    bare: bool
    date: str | None
    symbol: str | None
    parties: tuple[str, ...]
    places: tuple[Place, ...]
    """From the outermost in."""
    prospective: bool
    core: str
    """The title without the names of the parties."""
    short: bool = False
    """Letters that stand for the instrument: UNCLOS."""


@dataclass(slots=True)
class _Known:
    key: str
    type: str
    words: frozenset[str]
    date: str | None
    parties: frozenset[str]
    last: int
    prospective: bool = False
    lead: frozenset[str] = frozenset()
    """Words before the noun of its name: the Vienna Declaration."""
    alias: frozenset[str] = frozenset()
    """Words of another name that brackets give it: the X Treaty (Treaty of Y)."""


class Settled(NamedTuple):
    """A reference with what it means."""

    reference: Reference
    key: str
    type: str
    own: bool


class Referents:
    """Settles the references of one document in text order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: list[_Known] = []
        self._by_type: dict[str, list[_Known]] = {}
        self._by_symbol: dict[str, _Known] = {}
        self._recent = -1
        """Where an instrument was last named."""
        self._bound: dict[str, _Known] = {}
        """Instruments that a word in brackets stands for: (the Convention)."""
        self._ended: tuple[int, _Known] | None = None
        """Where the reference before ends in the document, and what it names."""
        self._short: dict[str, Settled] = {}
        """What letters in brackets stand for: (EPCA)."""

    def settle(self, reference: Reference, passage: Passage, lexicon: Lexicon) -> Settled | None:
        """Which instrument is meant; later references are settled by what earlier ones named.

        None of "that programme" where no programme was named, and of letters that no instrument was given.
        """
        if reference.shape == "here":
            return Settled(reference, SELF, self._own_type(reference), True)
        if reference.short:
            return self._by_letters(reference, passage, lexicon)
        settled = self._settled(reference, passage, lexicon)
        if settled is not None and (letters := given_behind(passage, reference.end)):
            self._short[letters] = settled
        return settled

    def _by_letters(self, reference: Reference, passage: Passage, lexicon: Lexicon) -> Settled | None:
        """What the text gave the letters before, else what they stand for in all texts."""
        letters = passage.layer.text[reference.noun : reference.noun_end]
        meant = lexicon.shorts.get(letters)
        given = self._short.get(letters)
        if given is None and meant is not None:
            whole = reference._replace(type=meant.type, title=meant.title, core=meant.title, bare=False)
            given = self._settled(whole, passage, lexicon)
        if given is None:
            return None
        self._short[letters] = given
        named = given.reference
        title = meant.title if meant else letters
        return given._replace(
            reference=reference._replace(
                title=title, date=named.date, symbol=named.symbol, parties=named.parties
            )
        )

    def _settled(self, reference: Reference, passage: Passage, lexicon: Lexicon) -> Settled | None:
        reference = _dated(_drafted(reference, passage, lexicon), passage, lexicon)
        at = passage.span(reference.start, reference.end).start
        if self._is_own(reference, passage, lexicon, at):
            return Settled(reference, SELF, self._own_type(reference), True)
        if reference.symbol:
            return self._numbered(reference, at)
        known = self._other_name(reference, passage, at)
        known = known or self._antecedent(reference, passage, at) or self._same(reference)
        pointing = reference.shape == "said" and reference.bare and not reference.date
        if known is None and pointing and _family(reference.type) != _FAMILIES[0]:
            return None
        if known is None:
            known = self._new(reference)
        known.last = at
        self._ended = passage.span(reference.start, reference.end).end, known
        known.date = known.date or reference.date
        type = known.type if reference.bare and reference.type == "document" else reference.type
        self._recent = max(self._recent, at)
        if reference.bare and known.date and not reference.date:
            reference = reference._replace(date=known.date)
        return Settled(reference, known.key, type, False)

    # --- the text itself ------------------------------------------------------------------

    def _is_own(self, reference: Reference, passage: Passage, lexicon: Lexicon, at: int) -> bool:
        own = self._document
        if own.symbol and reference.symbol and _plain(own.symbol) == _plain(reference.symbol):
            return True
        if own.type in _REPORTS:
            return False
        fits = own.type is None or _family(reference.type) == _family(own.type)
        if reference.shape == "own":
            if reference.type == "document":
                return not self._points_back(reference, passage, at)
            return fits or passage.clause.language == "ru"
        dated = reference.date and (passage.clause.kind != "title" or reference.date != own.date)
        if reference.shape != "named" or dated or reference.symbol or not own.type:
            return False
        alike = own.type in (reference.type, lexicon.bilateral.get(reference.type))
        if not alike or lexicon.plural.search(passage.text, reference.noun, reference.noun_end):
            return False
        if passage.clause.kind == "title" or (
            passage.clause.position < FRONT and at - passage.clause.start < _OPENS
        ):
            return True
        if not reference.bare:
            return False
        near = any(one.last >= passage.clause.start for one in self._of_type(reference.type))
        return not near and _noun(reference, passage) not in self._bound

    def _own_type(self, reference: Reference) -> str:
        return reference.type if reference.type != "document" else self._document.type or "document"

    def _points_back(self, reference: Reference, passage: Passage, at: int) -> bool:
        """Whether "this document" follows an instrument closely enough to mean it."""
        return reference.determiner == "own" and self._recent >= max(at - _NEAR, passage.clause.start)

    def _other_name(self, reference: Reference, passage: Passage, at: int) -> _Known | None:
        """The instrument of its type right before, to which it gives another name in brackets; None where it gives none."""
        if self._ended is None or reference.bare or not 0 <= at - self._ended[0] <= _BRACKET:
            return None
        known = self._ended[1]
        if known.type != reference.type or not _in_brackets(reference, passage):
            return None
        known.alias = _words(reference.core)
        return known

    # --- one named before -----------------------------------------------------------------

    def _numbered(self, reference: Reference, at: int) -> Settled:
        symbol = reference.symbol or ""
        if not reference.date and _plain(symbol) not in self._by_symbol:
            other = _ASSEMBLY.sub(rf"{reference.type} \1", symbol)
            if _plain(other) in self._by_symbol:
                reference, symbol = reference._replace(symbol=other), other
        key = _plain(symbol)
        known = self._by_symbol.get(key)
        if known is None:
            known = _Known(key, reference.type, frozenset(), reference.date, frozenset(), at)
            self._by_symbol[key] = known
            self._remember(known)
        known.last = self._recent = at
        return Settled(reference, key, reference.type, False)

    def _antecedent(self, reference: Reference, passage: Passage, at: int) -> _Known | None:
        """What a bare noun stands for: the bound one, else the last of its type, else of its family."""
        words = passage.text[reference.noun : reference.noun_end]
        if (
            not reference.bare
            or reference.determiner == "one"
            or (reference.type == "agreement" and " " in words)
        ):
            return None
        noun = _noun(reference, passage)
        if _in_brackets(reference, passage):
            last = max(self._known[-_RECALLED:], key=lambda one: one.last, default=None)
            if last is not None and at - last.last < _NEAR and _family(last.type) == _family(reference.type):
                self._bound[noun] = last
        if noun in self._bound:
            return self._bound[noun]
        if reference.type == "document":
            return max(self._known[-_RECALLED:], key=lambda one: one.last, default=None)
        exact = self._of_type(reference.type)
        return max(exact, key=lambda one: one.last, default=None)

    def _of_type(self, type: str) -> list[_Known]:
        """The latest instruments of the type, in the order in which they were first named."""
        return self._by_type.get(type, [])[-_RECALLED:]

    def _remember(self, known: _Known) -> None:
        self._known.append(known)
        self._by_type.setdefault(known.type, []).append(known)

    def _same(self, reference: Reference) -> _Known | None:
        """One of the same type, in fewer or more of the same words, with a date and parties that agree."""
        words, parties, lead = _words(reference.core), frozenset(reference.parties), _lead(reference)
        for one in reversed(self._of_type(reference.type)):
            if one.prospective != reference.prospective:
                continue
            named = words <= one.words or one.words <= words or (bool(words) and words <= one.alias)
            if not named or bool(words) != bool(one.words):
                continue
            if lead and one.lead and lead.isdisjoint(one.lead):
                continue  # the Political Declaration on the Vienna Programme is not the Vienna Declaration
            if not words and parties != one.parties:
                continue
            if _dates_agree(one.date, reference.date) and (parties <= one.parties or one.parties <= parties):
                return one
        return None

    def _new(self, reference: Reference) -> _Known:
        draft = "draft " if reference.prospective else ""
        name = " ".join(_ordered_words(reference.title or ""))
        parts = [f"{draft}{reference.type}".replace("_", " "), name, reference.date or ""]
        key = ": ".join(part for part in parts if part)
        one = _Known(
            key,
            reference.type,
            _words(reference.core),
            reference.date,
            frozenset(reference.parties),
            -1,
            reference.prospective,
            _lead(reference),
        )
        self._remember(one)
        return one


def _family(type: str | None) -> object:
    return _FAMILY.get(type, type)


@lru_cache(maxsize=4096)
def _plain(symbol: str) -> str:
    """S/RES/1325 for S/RES/1325 (2000); other symbols without blanks."""
    return re.sub(r"^(S/RES/\d+)\(\d{4}\)$", r"\1", re.sub(r"\s+", "", symbol))


def _noun(reference: Reference, passage: Passage) -> str:
    return passage.text[reference.noun : reference.noun_end].lower()[:6]


def _in_brackets(reference: Reference, passage: Passage) -> bool:
    """(the Convention), (hereinafter "the Treaty"), («Соглашение»)."""
    before = passage.text[max(passage.start, reference.first - 60) : reference.first]
    return bool(re.search(r"[(\[][^()\[\]]*$", before)) and passage.text[
        reference.end : reference.end + 3
    ].lstrip('"”»“’ ').startswith((")", "]"))


@lru_cache(maxsize=4096)
def _ordered_words(title: str) -> tuple[str, ...]:
    """The longer words of a title in small letters, clitics and article dropped."""
    found = [_ARTICLE.sub("", word.lower()) for word in _WORD.findall(fold(title).text)]
    return tuple(word for word in found if len(word) > 3 or word.isdigit() or not word.isascii())


def _lead(reference: Reference) -> frozenset[str]:
    """Beginnings of the words before the noun of a name."""
    return _words((reference.title or "")[: max(0, reference.noun - reference.first)])


@lru_cache(maxsize=4096)
def _words(core: str) -> frozenset[str]:
    """Beginnings of the words but for the parties' names, so that cases do not count."""
    return frozenset(word[:5] for word in _ordered_words(_PAIRS.sub(" ", core)))


def _dates_agree(one: str | None, other: str | None) -> bool:
    return not one or not other or one.startswith(other) or other.startswith(one)


# --- drafts, and dates that stand apart ---------------------------------------------------


def _drafted(reference: Reference, passage: Passage, lexicon: Lexicon) -> Reference:
    """Marked prospective where the words say that it does not exist yet."""
    if reference.symbol or reference.date or reference.shape in ("own", "said"):
        return reference
    words = passage.text[reference.noun : reference.noun_end]
    draft = reference.shape == "draft" or lexicon.drafts.search(words)
    if not draft and reference.determiner == "one" and (words[:1].islower() or lexicon.language == "ar"):
        before = passage.text[max(passage.start, reference.start - 60) : reference.start]
        draft = lexicon.draft_behind.search(before)
    return reference._replace(prospective=True) if draft else reference


def _dated(reference: Reference, passage: Passage, lexicon: Lexicon) -> Reference:
    """With the date of its making that the same sentence tells: the adoption of X at the meeting held on D."""
    if reference.date or reference.symbol or reference.prospective or reference.shape in ("own", "said"):
        return reference
    if not passage.dates_in(reference.start - 200, reference.end + 250):
        return reference
    text = passage.text
    before = text[max(passage.start, reference.start - 50) : reference.first]
    made = lexicon.made_behind.match(text, reference.end, passage.end)
    if not (made or lexicon.made_before.search(before)):
        return reference
    low = max(passage.start, reference.start - 200)
    low += max((m.end() for m in re.finditer(r"[.!?؟]\s", text[low : reference.start])), default=0)
    stop = re.search(r"[.!?؟](?:\s|$)|\n\s*\n", text[reference.end : passage.end])
    high = reference.end + stop.start() if stop else passage.end
    dates = [
        row.value
        for placed in passage.dates_in(low if made else reference.end, min(high, reference.end + 250))
        if isinstance(row := placed.row, Date) and row.date_from and row.precision in ("day", "month")
        if made or row.kind != "time_frame"
    ]
    return reference._replace(date=dates[0]) if len(set(dates)) == 1 else reference
