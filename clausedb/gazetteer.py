"""States, territories, organisations and their organs: what they are called, and who a name means.

Reads grammar/parties.tsv, grammar/roles.tsv and the names and offices of every language folder; nothing is compiled
before it is asked for. Offices and organs of a state (KAZ.PRES, KAZ.MFA.SPOKES) have no rows: they are read off their id.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from clausedb.fold import fold
from clausedb.language import Grammar, Row

_LANGUAGES: Final = ("en", "ru", "ar")
_AND: Final = {"en": " and ", "ru": " и ", "ar": " و"}
_ARTICLE: Final = re.compile(r"\n(?:the|an?) ")
_ARABIC_ARTICLE: Final = re.compile(r"ال(?<![^ \n]ال)(?=[^ \n]{3})")
_BLANKS: Final = "\t\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_HYPHENS: Final = "-‐‑‒–—―"
_WITH_ARTICLE: Final = re.compile("United|Democratic|Republic|Holy|Netherlands|Philippines")
"""How names of states begin that have the article; organisations have it where they are not called by letters."""
_BETWEEN: Final = re.compile(r"^(?:of|for|of the|for the)\s+(?:the\s+)?")


class Facts(NamedTuple):
    """One party as it stands in parties.tsv; empty cells are None."""

    party_id: str
    kind: str
    name_en: str
    name_ru: str
    name_ar: str
    genitive_ru: str = ""
    state_id: str | None = None
    parent_id: str | None = None
    iso2: str | None = None
    iso3: str | None = None
    m49: str | None = None
    cow: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    aliases: tuple[str, ...] = ()
    """Every form in which the names are found, all languages, without the three names above."""


class Gazetteer:
    """The names of a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def lookup(self, name: str) -> tuple[str, ...]:
        """The ids a name means, in any language, case and spelling: KAZ for "Kazakhstan", "KZ", "kazakh", «Казахстана».

        Several where the name is ambiguous (Korea), none where it is unknown. "President of X" gives X.PRES.
        """
        key = normal(name)
        found = _meant(self.grammar, key)
        if found:
            return found
        if name.strip() in self.ids():
            return (name.strip(),)
        return self._office(key)

    def name(self, party_id: str, language: str = "en") -> str:
        """What to call a party: "Kazakhstan", "President of Kazakhstan"; the id itself where nothing is known."""
        found = _parties(self.grammar).get(party_id)
        if found is not None:
            return _called(found, language)
        head, _, role = party_id.rpartition(".")
        row = _roles(self.grammar).get(role)
        if not head or row is None:
            return party_id
        if "+" in head:
            of = _AND[language].join(self._of(one, language) for one in head.split("+"))
        else:
            of = self._of(head, language)
        return (row.get(language) or row["en"]).replace("{}", of)

    def _of(self, head: str, language: str) -> str:
        """What an office or organ is of: in English with its article, in Russian in the genitive."""
        owner = _parties(self.grammar).get(head)
        of = owner.genitive_ru if owner and language == "ru" else self.name(head, language)
        whole = owner is not None and owner.kind == "organisation" and " " in of
        if language == "en" and owner and (whole or _WITH_ARTICLE.match(of)):
            of = f"the {of}"
        return of

    def facts(self, party_id: str) -> Facts | None:
        """What is known of a party; for an office or organ its kind, names and state. None for an id of no known form."""
        found = _parties(self.grammar).get(party_id)
        if found is not None:
            return found
        head, _, role = party_id.rpartition(".")
        row = _roles(self.grammar).get(role)
        if not head or row is None:
            return None
        name_en, name_ru, name_ar = (self.name(party_id, language) for language in _LANGUAGES)
        state = head.split(".")[0] if "+" not in head else None
        return Facts(party_id, row["kind"], name_en, name_ru, name_ar, state_id=state, parent_id=head)

    def ids(self) -> tuple[str, ...]:
        """Every id that has a row, states first, in the order of the file."""
        return tuple(_parties(self.grammar))

    def covers(self, party_id: str, other: str) -> bool:
        """Whether `party_id` is `other`, or the state or organisation that `other` is an office or organ of."""
        if party_id == other or other.startswith(f"{party_id}."):
            return True
        found = _parties(self.grammar).get(other)
        return found is not None and found.parent_id == party_id

    def _office(self, key: str) -> tuple[str, ...]:
        """Ids for a role word beside the name of a state or organ, in either order."""
        roles = _role_words(self.grammar)
        words = key.split(" ")
        for at in range(1, len(words)):
            left, right = " ".join(words[:at]), " ".join(words[at:])
            role, owner = roles.get(left), _BETWEEN.sub("", right)
            if role is None:
                role, owner = roles.get(right), left.removesuffix("'s")
            found = _meant(self.grammar, owner) if role else ()
            if found:
                return tuple(f"{one}.{role}" for one in found)
        return ()


@cache
def load_gazetteer(grammar: Grammar) -> Gazetteer:
    """The gazetteer of a grammar; its tables are read when first asked for."""
    return Gazetteer(grammar)


@lru_cache(maxsize=1 << 16)
def normal(name: str) -> str:
    """A name as names are compared: folded, lower case, without article, hyphens and doubled blanks."""
    return _normals((name.strip().replace("\n", " "),))[0]


def _normals(names: Sequence[str]) -> list[str]:
    """Each name, of one line, as names are compared. What is done to all at once costs a fifth of doing it to each."""
    text = fold("\n".join(("", *names))).text.casefold()
    for sign in _BLANKS + _HYPHENS:
        text = text.replace(sign, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    text = _ARTICLE.sub("\n", _ARABIC_ARTICLE.sub("", text))
    return text.split("\n")[1:]


def without_article(word: str) -> str:
    """An Arabic word without its article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _called(found: Facts, language: str) -> str:
    names = {"ru": found.name_ru, "ar": found.name_ar}
    return names.get(language) or found.name_en


@cache
def _parties(grammar: Grammar) -> dict[str, Facts]:
    forms: dict[str, list[str]] = {}
    for language in _LANGUAGES:
        for row in grammar.pack(language).rows("names"):
            forms.setdefault(row["party_id"], []).extend(row["forms"].split("|"))
    return {row["party_id"]: _facts(row, forms.get(row["party_id"], [])) for row in grammar.rows("parties")}


def _facts(row: Row, forms: list[str]) -> Facts:
    names = (row["name_en"], row["name_ru"], row["name_ar"])
    return Facts(
        row["party_id"],
        row["kind"],
        *names,
        genitive_ru=row["genitive_ru"],
        state_id=row["state_id"] or None,
        parent_id=row["parent_id"] or None,
        iso2=row["iso2"] or None,
        iso3=row["iso3"] or None,
        m49=row["m49"] or None,
        cow=row["cow"] or None,
        valid_from=row["valid_from"] or None,
        valid_to=row["valid_to"] or None,
        aliases=tuple(dict.fromkeys(form for form in forms if form not in names)),
    )


_OWNER = re.compile(r"(?: of| для| في)?(?: ل)?\s*\{\}")
"""The place for whose role it is, in the name of a role."""


@cache
def _roles(grammar: Grammar) -> dict[str, Row]:
    return {row["role"]: row for row in grammar.rows("roles")}


@cache
def _role_words(grammar: Grammar) -> dict[str, str]:
    """Role by its words in the singular, all languages."""
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for row in grammar.pack(language).rows("offices"):
            for form in row["forms"].split("|"):
                found.setdefault(normal(form), row["role"])
    for row in grammar.rows("roles"):
        for language in _LANGUAGES:  # "Ministry of Energy", which no table of offices has
            found.setdefault(normal(_OWNER.sub("", row[language])), row["role"])
    return found


def _meant(grammar: Grammar, key: str) -> tuple[str, ...]:
    """The ids that a normal name means."""
    return _index(grammar, _script(key)).get(key, ())


def _script(name: str) -> int:
    """The block of 512 code points of the first letter: a name and its normal form share it."""
    for sign in name:
        if sign.isalpha():
            return ord(sign) >> 9
    return 0


@cache
def _index(grammar: Grammar, script: int) -> dict[str, tuple[str, ...]]:
    """Ids by normal name: the names of all languages, ISO codes, the ids themselves.

    A script at a time: to fold the names of all costs more than the rest of a short question.
    """
    found: dict[str, tuple[str, ...]] = {}
    parties = _parties(grammar)
    forms = [
        (form, party_id)
        for party_id, facts in parties.items()
        for form in (facts.name_en, facts.name_ru, facts.name_ar, *facts.aliases)
        if _script(form) == script
    ]
    keys = _normals([form for form, _ in forms])
    for key, (_, party_id) in zip(keys, forms, strict=True):
        known = found.get(key, ())
        if party_id not in known:
            found[key] = (*known, party_id)
    for party_id, facts in parties.items():
        for code in (party_id, facts.iso3, facts.iso2 if facts.valid_to is None else None):
            if code and _script(code) == script:
                found.setdefault(code.casefold(), (party_id,))
    return found
