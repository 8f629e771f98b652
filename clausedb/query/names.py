"""Values a query names, bound to what they mean: parties, instruments, documents, clauses, words of closed fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Final

from clausedb.language import load_grammar
from clausedb.query import ast
from clausedb.query.catalog import Catalog, DocumentEntry, InstrumentEntry
from clausedb.query.wrong import Wrong, did_you_mean, listed, nearest, replaced
from clausedb.words import beginning, normals, stem

_ECHOED: Final = 6
"""How many instruments or documents an echo lists."""
_ALIKE: Final = 3
"""So many things at most are named that may have been meant."""

NOBODY: Final = "`{}` names nobody in particular; parties stand under their own names."

# --- parties ------------------------------------------------------------------------------


def bind_party(catalog: Catalog, text: str, value: ast.Value, echo: list[str]) -> tuple[str, ...]:
    """The ids a party's name stands for: a state with its organs, anything else alone. Raises Wrong."""
    if not isinstance(value, ast.Name | ast.Text):
        raise Wrong(value.at, "A party is named in words or by its id, as Kazakhstan, KAZ or KAZ.PRES.")
    found = tuple(catalog.lookup(value.text))
    if not found:
        raise _unknown_party(catalog, text, value)
    if len(found) > 1:
        raise _ambiguous_party(catalog, text, value, found)
    return _with_organs(catalog, found[0], echo)


def _with_organs(catalog: Catalog, party: str, echo: list[str]) -> tuple[str, ...]:
    organs = () if "." in party or party.startswith("P:") else tuple(catalog.organs(party))
    name = catalog.party_name(party)
    line = f"{name} ({party})" if name != party else party
    if organs:
        line += f" with {listed(organs, 8)}"
    _echo(echo, line)
    return (party, *organs)


def _ambiguous_party(catalog: Catalog, text: str, value: ast.Value, found: Sequence[str]) -> Wrong:
    which = ", ".join(f"{catalog.party_name(one)} ({one})" for one in found)
    return Wrong(
        value.at,
        f"`{value.text}` could be {len(found)} parties: {which}.",
        f"Say which: {' or '.join(found)}.",
        [replaced(text, value.at, one) for one in found],
    )


def _unknown_party(catalog: Catalog, text: str, value: ast.Name | ast.Text) -> Wrong:
    own = tuple(dict.fromkeys(entry.names[0] for entry in catalog.parties() if entry.names))
    if names_nobody(value.text):
        return Wrong(
            value.at, NOBODY.format(value.text), f"Parties here are: {listed(own)}." if own else None
        )
    here = {name for entry in catalog.parties() for name in (entry.party_id, *entry.names)}
    close = nearest(value.text, catalog.known_names(), likely=here) or _named_with(catalog, value.text)
    # Two forms of one name are one suggestion.
    meant: dict[tuple[str, ...], str] = {}
    for name in close:
        meant.setdefault(tuple(catalog.lookup(name)), name)
    names = tuple(meant.values())
    suggestion = did_you_mean(names[:2])
    if suggestion is None and own:
        suggestion = f"Parties here are: {listed(own)}."
    fixes = [replaced(text, value.at, as_value(name)) for name in names]
    return Wrong(value.at, f"No party is known as `{value.text}`.", suggestion, fixes)


def _named_with(catalog: Catalog, words: str) -> tuple[str, ...]:
    """Names of parties of this database that hold all of these words, the most frequent first."""
    asked = set(normals(words))
    found = (
        name
        for entry in catalog.parties()
        for name in entry.names[:1]
        if asked and asked <= set(normals(name))
    )
    return tuple(islice(found, 4))


# --- instruments and documents ------------------------------------------------------------


def bind_instruments(catalog: Catalog, text: str, value: ast.Value, echo: list[str]) -> tuple[str, ...]:
    """Ids of the instruments that a few words or a document's handle stand for. Raises Wrong."""
    if isinstance(value, ast.Handle):
        document = bind_document_handle(catalog, text, value)
        found = [one for one in catalog.instruments() if one.document_id == document]
        if not found:
            raise Wrong(value.at, f"No citation is of `@{document}`, and no instrument is known to be it.")
        return tuple(one.instrument_id for one in found)
    entries = list(catalog.instruments())
    for entry in entries:
        if value.text == entry.instrument_id:
            return (entry.instrument_id,)
    asked = _stems(value.text)
    named = [one for one in entries if asked and not _missing(catalog, asked, one, one.titles)]
    if not named:
        raise _unknown_title(text, value, "instrument", entries, catalog)
    _echo_titles(echo, value.text, [f"{_title(one)}{_year(one.year)}" for one in named])
    return tuple(one.instrument_id for one in named)


def bind_documents(catalog: Catalog, text: str, value: ast.Value, echo: list[str]) -> tuple[str, ...]:
    """Ids of the documents that a handle, an id or a few words stand for. Raises Wrong."""
    if isinstance(value, ast.Handle):
        if value.label is not None:
            raise Wrong(
                value.at,
                f"`@{value.text}` is a clause; here a document is named.",
                None,
                [replaced(text, value.at, f"@{value.document}")],
            )
        return (bind_document_handle(catalog, text, value),)
    if catalog.has_document(value.text):
        return (value.text,)
    asked = _stems(value.text)
    named = [
        one for one in catalog.documents_like(_beginnings(asked)) if _document_holds(catalog, one, asked)
    ]
    if not named:
        entries = catalog.documents()
        raise _unknown_title(
            text, value, "document", _alike_named(entries), catalog, [one.document_id for one in entries]
        )
    _echo_titles(echo, value.text, [f"@{one.document_id}" for one in named])
    return tuple(one.document_id for one in named)


def bind_document_handle(catalog: Catalog, text: str, handle: ast.Handle) -> str:
    """The id of the document of a handle. Raises Wrong where there is none."""
    if catalog.has_document(handle.document):
        return handle.document
    ids = [one.document_id for one in catalog.documents()]
    close = nearest(handle.document, ids) or tuple(one for one in ids if one.startswith(handle.document))
    rest = f"#{handle.label}" if handle.label else ""
    meant = [f"@{one}{rest}" for one in close] or ([] if rest else _parted(catalog, handle.document, ids))
    raise Wrong(
        handle.at,
        f"There is no document `@{handle.document}`.",
        did_you_mean([f"@{one}" for one in close[:3]] or meant[:3])
        or (f"Documents here are: {listed([f'@{one}' for one in ids], 8)}." if ids else None),
        [replaced(text, handle.at, one) for one in meant],
    )


def _parted(catalog: Catalog, handle: str, ids: Sequence[str]) -> list[str]:
    """The clauses that are meant where the # of a handle is left out, or another sign stands in its place."""
    return [
        f"@{one}#{label}"
        for one in sorted(ids, key=len, reverse=True)
        if handle.startswith(one)
        for label in (handle[len(one) :], handle[len(one) + 1 :])
        if label in catalog.labels(one)
    ]


def bind_clause(catalog: Catalog, text: str, handle: ast.Handle) -> str:
    """The id of the clause of a handle. Raises Wrong where there is none."""
    document = bind_document_handle(catalog, text, handle)
    if handle.label is None:
        raise Wrong(handle.at, f"`@{document}` is a document; a clause is written `@{document}#5`.")
    labels = list(catalog.labels(document))
    if handle.label in labels:
        return f"{document}#{handle.label}"
    close = nearest(handle.label, labels)
    raise Wrong(
        handle.at,
        f"`@{document}` has no clause `{handle.label}`.",
        did_you_mean([f"@{document}#{one}" for one in close]) or f"It has {listed(labels)}.",
        [replaced(text, handle.at, f"@{document}#{one}") for one in close],
    )


def bind_ref(catalog: Catalog, text: str, handle: ast.Handle) -> str:
    """The id of the document or clause of a handle. Raises Wrong."""
    return bind_clause(catalog, text, handle) if handle.label else bind_document_handle(catalog, text, handle)


def _alike_named(entries: Sequence[DocumentEntry]) -> list[DocumentEntry]:
    """One of all documents that have the same name but for their id: copies and editions."""
    return list({entry[1:] if entry.title else entry: entry for entry in reversed(entries)}.values())[::-1]


def _unknown_title(
    text: str,
    value: ast.Value,
    what: str,
    entries: Sequence[DocumentEntry] | Sequence[InstrumentEntry],
    catalog: Catalog,
    ids: Sequence[str] = (),
) -> Wrong:
    titles = list(map(_title, entries))
    types = [(one.type or "").replace("_", " ") for one in entries]
    words = dict.fromkeys(word for title in (*titles, *types) for word in title.split())
    known = cache(lambda: [_known_words(catalog, one) for one in entries])
    close = nearest(value.text, ids) or nearest(value.text, titles)
    fixes = [replaced(text, value.at, as_value(one)) for one in close]
    if not close:
        corrected = " ".join((nearest(word, words, 1) or (word,))[0] for word in value.text.split())
        if corrected.casefold() != value.text.casefold() and any(_holds(one, corrected) for one in known()):
            fixes, close = [replaced(text, value.at, as_value(corrected))], (corrected,)
    if not close:
        close = _most_alike(value.text, titles, known())
        fixes = [replaced(text, value.at, as_value(one)) for one in close]
    suggestion = did_you_mean(close) or (
        f"Here are: {listed(list(dict.fromkeys(titles)), 5)}." if titles else None
    )
    return Wrong(value.at, f"No {what} here holds all the words of `{value.text}`.", suggestion, fixes)


def _most_alike(words: str, titles: Sequence[str], known: Sequence[frozenset[str]]) -> tuple[str, ...]:
    """The titles of what holds most of the words asked for, where that is at least half of them and tells few apart."""
    asked = _stems(words)
    held = [len(asked & one) for one in known]
    most = max(held, default=0)
    found = dict.fromkeys(title for title, count in zip(titles, held, strict=True) if count == most)
    return tuple(found) if most * 2 >= max(len(asked), 1) and len(found) <= _ALIKE else ()


def _echo_titles(echo: list[str], words: str, titles: Sequence[str]) -> None:
    _echo(echo, f"{words} = {'; '.join(titles[:_ECHOED])}" + _more(len(titles) - _ECHOED))


def _more(count: int) -> str:
    return f"; and {count} more" if count > 0 else ""


def _echo(echo: list[str], line: str) -> None:
    if line not in echo:
        echo.append(line)


def _title(entry: DocumentEntry | InstrumentEntry) -> str:
    if isinstance(entry, DocumentEntry):
        return entry.title or entry.document_id
    return entry.titles[0] if entry.titles else entry.instrument_id


def _year(year: int | None) -> str:
    return f" ({year})" if year else ""


def _holds(known: frozenset[str], words: str) -> bool:
    """Whether all words asked for are among those known; words that say nothing do not count."""
    asked = _stems(words)
    return bool(asked) and asked <= known


def _document_holds(catalog: Catalog, entry: DocumentEntry, asked: frozenset[str]) -> bool:
    """Whether all words asked for are among those of a document; its id is looked at for what is missing elsewhere."""
    missing = _missing(catalog, asked, entry, (entry.title,))
    return bool(asked) and (
        not missing or (_may_hold(entry.document_id, missing) and missing <= _stems(entry.document_id))
    )


def _may_hold(text: str, stems: frozenset[str]) -> bool:
    """Whether words of these stems may stand in a text: told by their first letters, much faster than its words are found."""
    low = text.casefold()
    return not low.isascii() or all(any(way in low for way in ways) for ways in _beginnings(stems))


@cache
def _beginnings(stems: frozenset[str]) -> tuple[frozenset[str], ...]:
    """For each of some stems how words begin that stand for it; nothing for stems that tell nothing of beginnings."""
    return tuple(
        frozenset((begins, *(word for word, many in _shorthand().items() if one in _stems(" ".join(many)))))
        for one in sorted(stems)
        if (begins := beginning(one))
    )


def _missing(
    catalog: Catalog,
    asked: frozenset[str],
    entry: DocumentEntry | InstrumentEntry,
    titles: Iterable[str | None],
) -> frozenset[str]:
    """The words asked for that are not among those of a thing: looked for in one part of its name after the other."""
    for text in (*titles, entry.symbol):
        if text and not (asked := asked - _stems(text.replace("_", " "))):
            return asked
    if entry.type:
        asked = asked - _stems(entry.type.replace("_", " "))
    if entry.year:
        asked = asked - _stems(str(entry.year))
    for party in entry.parties if asked else ():
        asked = asked - _stems(f"{party} {catalog.party_name(party)}")
    return asked


def _known_words(catalog: Catalog, entry: DocumentEntry | InstrumentEntry) -> frozenset[str]:
    """The stems of all words by which a thing can be named."""
    names = (entry.title, entry.document_id) if isinstance(entry, DocumentEntry) else entry.titles
    texts = (*names, entry.type, entry.symbol, str(entry.year or ""), *entry.parties)
    called = map(catalog.party_name, entry.parties)
    return _stems(" ".join(text.replace("_", " ") for text in (*texts, *called) if text))


@cache
def _stems(words: str) -> frozenset[str]:
    """Stems of the words that say something, short names written out."""
    stops, short = _stopwords(), _shorthand()
    found: list[str] = []
    for word in normals(words):
        found.extend(short.get(word, (word,)))
    return frozenset(stem(word, "") for word in found if word not in stops)


def says_nothing(word: str) -> bool:
    """Whether a word is one of those that name nothing: the, of, and."""
    return word.casefold() in _stopwords()


def names_nobody(name: str) -> bool:
    """Whether a name means nobody in particular, as "each Contracting Party"."""
    words = normals(name)
    return bool(words) and all(word in _collectives() for word in words)


@cache
def _collectives() -> frozenset[str]:
    return frozenset(
        word for row in load_grammar().rows("_query/collectives") for word in normals(row["word"])
    )


@cache
def _stopwords() -> frozenset[str]:
    return frozenset(row["word"] for row in load_grammar().rows("_query/stopwords"))


@cache
def _shorthand() -> dict[str, tuple[str, ...]]:
    return {row["word"]: tuple(row["words"].split()) for row in load_grammar().rows("_query/shorthand")}


# --- words of closed fields ---------------------------------------------------------------


def bind_closed(
    text: str,
    value: ast.Value,
    vocabulary: Mapping[str, str],
    field: str,
    likely: Callable[[], Sequence[str]] = tuple,
) -> str:
    """The value of a closed field, by its word or its meaning, in any case. Raises Wrong with the words there are.

    `likely` gives the values of this database, looked up only to correct a typo.
    """
    if not isinstance(value, ast.Name | ast.Text):
        raise Wrong(value.at, f"`{field}` is one of: {listed(list(vocabulary), 20)}.")
    word = closed_word(value.text, vocabulary)
    if word is not None:
        return word
    meanings = {meaning: name for name, meaning in vocabulary.items() if meaning.isalpha()}
    typed = value.text.replace(" ", "_").replace("-", "_")
    near = nearest(typed, (*vocabulary, *meanings), likely=likely())
    called = tuple(one for word, one in _called() if word == typed.casefold() and one in vocabulary)
    close = tuple(dict.fromkeys((*called, *(meanings.get(one, one) for one in near))))
    raise Wrong(
        value.at,
        f"`{value.text}` is no {field.rpartition('.')[2].replace('_', ' ')}.",
        did_you_mean(close[:2]) or f"`{field}` is one of: {listed(list(vocabulary), 20)}.",
        [replaced(text, value.at, one) for one in close],
    )


@cache
def _called() -> tuple[tuple[str, str], ...]:
    return tuple((row["word"], row["value"]) for row in load_grammar().rows("_query/values"))


def closed_word(word: str, vocabulary: Mapping[str, str]) -> str | None:
    """The value that a word or a meaning stands for, in any case, singular or plural; None where it is no value."""
    low = word.casefold().strip()
    plain = low.replace(" ", "_").replace("-", "_")
    if plain in vocabulary:
        return plain
    for name, meaning in vocabulary.items():
        if meaning.casefold() == low:
            return name
    # "treaties", "recitals": the plural of a word that is there.
    for ending, becomes in (("ies", "y"), ("es", ""), ("s", "")):
        if plain.endswith(ending) and plain.removesuffix(ending) + becomes in vocabulary:
            return plain.removesuffix(ending) + becomes
    return None


def as_value(text: str) -> str:
    """A value as it is written in a query: bare where it is one word, else quoted."""
    from clausedb.query.text import quoted

    bare = text.replace(".", "").replace("-", "").replace("_", "").replace("’", "")
    return text if bare.isalnum() and not text[0].isdigit() and text[-1].isalnum() else quoted(text)
