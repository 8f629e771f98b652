"""The text index beside the tables: which rows may hold the words of a text condition.

It only narrows: what it names is a superset of the rows that meet the condition, and the pure function of `patterns`
decides each of them. It is stamped with the generation of the tables and with the rules that made the words; where the
stamp does not fit, or the library is not there, everything is looked through. `search/` holds

    index/           one tantivy document a row, which holds its texts, and a field a column; its terms are `w` + the forms of a word as written,
                     with and without its leading particles, and `s` + its stem
    documents.json   a fingerprint of the rows of each document, so that only changed ones are read again
    state.json       the stamp; taken away before anything is changed and written last
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from clausedb.compiled import TextScan
from clausedb.errors import StoreError
from clausedb.patterns import And, Near, Or, Paragraph, Phrase, Prefix, Sentence
from clausedb.schema import TABLES, Kind, Type, table
from clausedb.store.execute import language_sql
from clausedb.store.guard import Stopped
from clausedb.store.sources import write_whole
from clausedb.words import normals, peeled, stem, word_rules, written_words

if TYPE_CHECKING:
    import tantivy
    from duckdb import DuckDBPyConnection

Row = tuple[str, Any, str]
"""Key, the text or texts, their language."""
Narrow = Callable[[TextScan], Iterable[Row] | None]
"""The rows that may meet a text condition; None where that is not known, or of little use."""

_FORMAT: Final = 2
_STEP: Final = 2048
_HEAP: Final = 64_000_000
_LONGEST: Final = 200
"""Letters of a term; longer words agree in their beginning, which is enough to narrow."""
_USEFUL: Final = 0.5
"""Above this share of all rows it is faster to look through everything."""
_NAMED_IN_TEXT: Final = {"statements": ("speaker",)}
"""Columns that are looked through though their field is none of text."""


def present() -> bool:
    """Whether the library of the index is installed."""
    return find_spec("tantivy") is not None


@cache
def _columns() -> Mapping[str, tuple[str, ...]]:
    """The columns that can be looked through, of tables with many rows: the clauses and what stands in them."""
    found: dict[str, tuple[str, ...]] = {}
    for one in TABLES:
        if one.name == "clauses" or one.parent == "clauses":
            names = [field.column for field in one.fields if field.kind is Kind.TEXT]
            found[one.name] = tuple(dict.fromkeys([*names, *_NAMED_IN_TEXT.get(one.name, ())]))
    return found


def _field(table_name: str, column: str) -> str:
    return f"{table_name}_{column}"


def _term(sign: str, word: str) -> str:
    # A ligature may become several words in normal form; a term is one.
    return sign + "_".join(word.split())[:_LONGEST]


# --- asking -------------------------------------------------------------------------------


def narrower(folder: Path, connection: DuckDBPyConnection) -> Narrow | None:
    """What narrows text conditions on the tables behind a connection; None where no index fits them."""
    state = _state(folder)
    if state is None or not present() or state != _stamp(connection, state["languages"]):
        return None
    import tantivy

    try:
        index = tantivy.Index.open(str(folder / "index"))
        searcher = index.searcher()
    except (OSError, ValueError):
        # A writer has just taken its files away: everything is looked through.
        return None
    if _state(folder) != state:
        return None
    return _Narrower(index, searcher, tuple(state["languages"]))


class _Narrower:
    """An index that fits the tables."""

    def __init__(self, index: tantivy.Index, searcher: tantivy.Searcher, languages: tuple[str, ...]) -> None:
        self._index = index
        self._searcher = searcher
        self._languages = languages

    def __call__(self, scan: TextScan) -> Iterator[Row] | None:
        if scan.column not in _columns().get(scan.table, ()):
            return None
        query = self._query(scan.pattern, _field(scan.table, scan.column))
        if query is None:
            return None
        # The library's stubs leave the count out.
        found: int = self._searcher.search(query, limit=1, count=True).count  # type: ignore[attr-defined]
        if found > _USEFUL * self._searcher.num_docs:
            return None
        hits = self._searcher.search(query, limit=max(found, 1), count=False).hits
        return (self._row(place, scan.column) for _, place in hits)

    def _row(self, place: tantivy.DocAddress, column: str) -> Row:
        found = self._searcher.doc(place)
        language, values = json.loads(bytes(found["row"][0]))
        return str(found["key"][0]), values.get(column), language

    def _query(self, pattern: Any, field: str) -> tantivy.Query | None:
        """The terms that a text must hold to meet the pattern; None where it need not hold any."""
        import tantivy

        parts: list[tantivy.Query | None]
        match pattern:
            case And(parts=inner):
                return self._all([self._query(part, field) for part in inner])
            case Or(parts=inner):
                parts = [self._query(part, field) for part in inner]
                known = [(tantivy.Occur.Should, part) for part in parts if part is not None]
                return tantivy.Query.boolean_query(known) if len(known) == len(parts) else None
            case (
                Near(left=left, right=right)
                | Sentence(left=left, right=right)
                | Paragraph(left=left, right=right)
            ):
                return self._all([self._query(left, field), self._query(right, field)])
            case Phrase(words=words, exact=True):
                return self._all([self._terms(field, {_term("w", word)}) for word in words])
            case Phrase(words=words):
                return self._all([self._terms(field, self._stems(word)) for word in words])
            case Prefix(beginning=beginning):
                expression = re.escape(_term("w", beginning)) + ".*"
                return tantivy.Query.regex_query(self._index.schema, field, expression)
            case _:
                return None

    def _all(self, parts: Sequence[tantivy.Query | None]) -> tantivy.Query | None:
        import tantivy

        known = [(tantivy.Occur.Must, part) for part in parts if part is not None]
        return tantivy.Query.boolean_query(known) if known else None

    def _terms(self, field: str, terms: set[str]) -> tantivy.Query:
        import tantivy

        return tantivy.Query.term_set_query(self._index.schema, field, sorted(terms))

    def _stems(self, word: str) -> set[str]:
        return {_term("s", stem(word, language)) for language in self._languages}


# --- making -------------------------------------------------------------------------------


def update(folder: Path, connection: DuckDBPyConnection, stop: Event, least: int) -> bool:
    """Brings the index to the state of the tables; whether there is one now. Below `least` clauses there is none.

    Raises StoreError where it cannot be written. Only one process at a time may do so; readers go on meanwhile without an index. What is cut short leaves no state, and
    the next time makes everything anew.
    """
    (clauses,) = connection.execute("SELECT count(*) FROM clauses").fetchone() or (0,)
    if clauses < least or not present():
        shutil.rmtree(folder, ignore_errors=True)
        return False
    stamp = _stamp(connection, _languages(connection))
    before = _state(folder)
    if before == stamp:
        return True
    now = _fingerprints(connection)
    known = _read_json(folder / "documents.json") if before and _alike(before, stamp) else None
    (folder / "state.json").unlink(missing_ok=True)
    if known is None:
        shutil.rmtree(folder, ignore_errors=True)
    known = known or {}
    changed = [one for one, fingerprint in now.items() if known.get(one) != fingerprint]
    try:
        (folder / "index").mkdir(parents=True, exist_ok=True)
        _write(folder, connection, stop, changed, [one for one in known if now.get(one) != known[one]])
    except (OSError, ValueError) as error:  # the library tells every fault of the disk by ValueError
        raise StoreError(f"{folder}: the text index cannot be written ({error})") from error
    write_whole(folder / "documents.json", _json(now))
    write_whole(folder / "state.json", _json(stamp))
    return True


def _alike(before: Mapping[str, Any], stamp: Mapping[str, Any]) -> bool:
    """Whether an index of the one stamp can be brought to the other by its changed documents."""
    return all(before[name] == stamp[name] for name in ("format", "rules"))


def _write(
    folder: Path,
    connection: DuckDBPyConnection,
    stop: Event,
    changed: Sequence[str],
    outdated: Sequence[str],
) -> None:
    import tantivy

    index = tantivy.Index(_schema(), path=str(folder / "index"))
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    try:
        for document_id in outdated:
            writer.delete_documents_by_term("document", document_id)
        for document in _documents(connection, changed):
            if stop.is_set():
                raise Stopped("making the text index was stopped")
            writer.add_document(document)
        writer.commit()
    finally:
        writer.wait_merging_threads()


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    # The texts themselves: to look a thousand of them up here is far cheaper than to read a column for them.
    builder.add_bytes_field("row", stored=True)
    for name, columns in _columns().items():
        for column in columns:
            builder.add_text_field(_field(name, column), tokenizer_name="whitespace", index_option="basic")
    return builder.build()


def _documents(connection: DuckDBPyConnection, changed: Sequence[str]) -> Iterator[tantivy.Document]:
    """The rows of some documents as the index holds them."""
    import tantivy

    for name, columns in _columns().items():
        one = table(name)
        language, joins = language_sql(one)
        shown = ", ".join(f'r."{column}"' for column in columns)
        cursor = connection.execute(
            f"SELECT r.{one.key}, r.document_id, {language}, {shown} FROM {name} r{joins} "
            "WHERE r.document_id IN (SELECT unnest($ids))",
            {"ids": list(changed)},
        )
        while part := cursor.fetchmany(_STEP):
            for key, document_id, spoken, *values in part:
                terms = {
                    _field(name, column): _terms(value, spoken)
                    for column, value in zip(columns, values, strict=True)
                    if value
                }
                if terms:
                    held = {column: value for column, value in zip(columns, values, strict=True) if value}
                    yield tantivy.Document(key=key, document=document_id, row=_json([spoken, held]), **terms)


def _terms(value: str | Sequence[str], language: str) -> str:
    """The terms of a text, or of several, with blanks between them."""
    found: set[str] = set()
    for text in (value,) if isinstance(value, str) else value:
        found.update(_term("s", stem(word, language)) for word in set(normals(text or "")))
        for word in set(written_words(text or "")):
            found.update(_term("w", form) for form in peeled(word))
    return " ".join(found)


# --- stamps -------------------------------------------------------------------------------


def _stamp(connection: DuckDBPyConnection, languages: Sequence[str]) -> dict[str, Any]:
    """What an index of the tables as they are is stamped with."""
    from clausedb.store.load import generation

    (clauses,) = connection.execute("SELECT count(*) FROM clauses").fetchone() or (0,)
    return {
        "format": _FORMAT,
        "generation": generation(connection),
        "clauses": clauses,
        "rules": word_rules(),
        "languages": list(languages),
    }


def _languages(connection: DuckDBPyConnection) -> list[str]:
    """Every language that a row may be stemmed in."""
    sql = "SELECT language FROM clauses UNION SELECT language FROM documents"
    return sorted({row[0] or "" for row in connection.execute(sql).fetchall()} | {""})


def _fingerprints(connection: DuckDBPyConnection) -> dict[str, str]:
    """For each document what changes with any of its rows that the index holds."""
    found: dict[str, list[str]] = {}
    for name, columns in _columns().items():
        one = table(name)
        language, joins = language_sql(one)
        hashed = ", ".join(
            [f"r.{one.key}", language]
            + [
                f'array_to_string(r."{column}", chr(31))'
                if one.column(column).type is Type.TEXTS
                else f'r."{column}"'
                for column in columns
            ]
        )
        sql = f"SELECT r.document_id, bit_xor(hash({hashed})) FROM {name} r{joins} GROUP BY 1"
        for document_id, print_ in connection.execute(sql).fetchall():
            found.setdefault(document_id, []).append(f"{name[:2]}{print_:x}")
    return {document_id: "".join(prints) for document_id, prints in sorted(found.items())}


def _state(folder: Path) -> dict[str, Any] | None:
    return _read_json(folder / "state.json")


def _read_json(path: Path) -> dict[str, Any] | None:
    """What a file holds; None where there is none or it is not whole."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
