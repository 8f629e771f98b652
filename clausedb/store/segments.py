"""The text index beside the tables, as it is made: where every word stands, in segments that never change.

    search/segments.json        the segments in use and what each covers, in the order of the rows
    search/words_*.duckdb       a segment: a table for each column that is indexed, sorted by word; which forms a stem has

The texts of a row never change under its serial number, so that what a segment says of a stretch of numbers is true for
ever; rows that were taken out since are named still and found nowhere. New rows get a segment of their own, and small segments are
joined. A segment is believed where the database gave its numbers in the same history (`internal.series`) and words are
still what they were (`word_rules`); rows that no segment covers are looked through.
"""

from __future__ import annotations

import json
import shutil
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from clausedb.errors import StoreError
from clausedb.schema import SERIAL, table
from clausedb.span import Span
from clausedb.store.arrow import registered
from clausedb.store.guard import BARRED, Stopped, sql_text
from clausedb.store.numbers import numbered
from clausedb.store.sources import write_whole
from clausedb.store.texts import language_sql
from clausedb.words import (
    as_printed,
    normal,
    paragraphs,
    peeled,
    sentences,
    stem,
    word_rules,
    word_starts,
    written,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

INDEXED: Final[Mapping[str, tuple[str, ...]]] = {
    "documents": ("title",),
    "clauses": ("heading", "text"),
    "acts": ("action", "condition", "deadline"),
    "citations": ("surface",),
    "definitions": ("term", "meaning"),
    "statements": ("quote",),
}
"""The columns whose words are indexed. What stands in others repeats itself: their values are looked through, each once."""

SIGN: Final = "words_"
"""How the names of segments begin."""
_FORMAT: Final = "2"
_LIST: Final = "segments.json"
_LEAST: Final = 4_000
"""Rows that are worth a segment; fewer are looked through in a moment."""
_GROWTH: Final = 4
"""A segment is joined to a new one that has more than this part of its rows: a row is written a few times at most."""
_STEP: Final = 20_000
_TYPES: Final = {
    "word": "VARCHAR",
    "next": "VARCHAR",
    "language": "VARCHAR",
    "serial": "BIGINT",
    "place": "INTEGER",
    "sentence": "INTEGER",
    "paragraph": "INTEGER",
}
"""The columns of a table of words. `next` is the normal form of the word behind, so that two in a row are found without a join."""
_COLUMNS: Final = ", ".join(_TYPES)


class Segment(NamedTuple):
    """What is told of a segment."""

    name: str
    start: int
    """The first serial number it covers."""
    end: int
    """The number behind the last one."""
    token: str
    """The word that the history of the database has at its end."""
    rules: str
    languages: tuple[str, ...]
    tables: tuple[str, ...]
    """The tables of words that it holds."""


def words_table(table_name: str, column: str) -> str:
    """The name of the table with the words of a column."""
    return f"{table_name}_{column}"


def indexed_in(table_name: str, column: str) -> str | None:
    """The table of words that holds a column's; None where its words are not indexed. Obligations are acts."""
    name = "acts" if table_name == "obligations" else table_name
    return words_table(name, column) if column in INDEXED.get(name, ()) else None


def attach(folder: Path, connection: DuckDBPyConnection) -> tuple[Segment, ...]:
    """Opens the segments beside the tables, and gives them; none of them where one cannot be opened."""
    from clausedb.store.engine import duckdb

    opened: list[Segment] = []
    try:
        for one in _listed(folder):
            connection.execute(f"ATTACH {sql_text(folder / f'{one.name}.duckdb')} AS {one.name} (READ_ONLY)")
            opened.append(one)
    except duckdb.Error:
        # Taken away by a writer that has made another in its place, or damaged: everything is looked through.
        for one in opened:
            connection.execute(f"DETACH {one.name}")
        return ()
    return tuple(opened)


def believed(segments: Sequence[Segment], database: DuckDBPyConnection) -> tuple[Segment, ...]:
    """Those among segments that fit the history of a database, without a gap from the first row on."""
    if not segments:
        return ()
    found: list[Segment] = []
    rules = f"{_FORMAT}/{word_rules()}"
    series = _series_at(database, [one.end for one in segments])
    for one in sorted(segments, key=lambda one: one.start):
        reached = found[-1].end if found else 0
        if (one.start, one.rules, series.get(one.end)) != (reached, rules, one.token):
            break
        found.append(one)
    return tuple(found)


def _series_at(connection: DuckDBPyConnection, ends: Sequence[int]) -> dict[int, str]:
    """The word of the history of the serial numbers behind each of these."""
    numbers = ", ".join(map(str, ends))
    sql = f"SELECT until, token FROM internal.series WHERE until IN ({numbers})"
    return dict(connection.execute(sql).fetchall())


def update(folder: Path, connection: DuckDBPyConnection, attached: Sequence[Segment], stop: Event) -> bool:
    """Makes a segment of the rows that none covers, where they are worth one; whether any is in use now.

    `attached` are those open on the connection. Raises StoreError where it cannot be written. Only one process at a time may do so; readers go on meanwhile with what there is.
    """
    from clausedb.store.engine import duckdb

    end, token = numbered(connection)
    open_already = believed(attached, connection)
    if open_already and end - open_already[-1].end < _LEAST:
        return _settle(folder, open_already)
    building = duckdb.connect(":memory:", config=dict(BARRED))
    try:
        kept = list(believed(attach(folder, building), connection))
        start = kept[-1].end if kept else 0
        if end - start < _LEAST:
            return _settle(folder, kept)
        joined: list[Segment] = []
        while kept and kept[-1].end - kept[-1].start < _GROWTH * (end - kept[-1].end):
            joined.insert(0, kept.pop())
        folder.mkdir(parents=True, exist_ok=True)
        first = joined[0].start if joined else start
        made = Segment(f"{SIGN}{first}_{end}_{token}", first, end, token, f"{_FORMAT}/{word_rules()}", (), ())
        return _settle(folder, [*kept, _make(folder, building, connection, stop, made, joined, start)])
    except (OSError, duckdb.Error) as error:
        raise StoreError(f"{folder}: the text index cannot be written ({error})") from error
    finally:
        building.close()


def _settle(folder: Path, segments: Sequence[Segment]) -> bool:
    """Puts these segments into use and deletes all others."""
    names = [one.name for one in segments]
    if not names:
        shutil.rmtree(folder, ignore_errors=True)
        return False
    if list(_listed(folder)) != list(segments):
        write_whole(folder / _LIST, json.dumps([one._asdict() for one in segments], indent=1).encode())
    for path in folder.iterdir():
        if path.name != _LIST and path.name.removesuffix(".duckdb") not in names:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return True


def _listed(folder: Path) -> tuple[Segment, ...]:
    """The segments in use; none where the list is missing or is none."""
    try:
        told = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        found = [
            Segment(**{**one, "languages": tuple(one["languages"]), "tables": tuple(one["tables"])})
            for one in told
        ]
    except (OSError, ValueError, TypeError, KeyError):
        return ()
    return tuple(one for one in found if one.name.replace("_", "").isalnum())


# --- making one ---------------------------------------------------------------------------


def _make(
    folder: Path,
    building: DuckDBPyConnection,
    connection: DuckDBPyConnection,
    stop: Event,
    made: Segment,
    joined: Sequence[Segment],
    start: int,
) -> Segment:
    """Writes a segment: that of older ones and of the rows from `start` on; gives it with what it holds."""
    new, rough = folder / f"{made.name}.duckdb", folder / "rough.duckdb"
    for stale in (new, rough):
        stale.unlink(missing_ok=True)
    building.execute(f"SET temp_directory = {sql_text(folder / 'spill')}")
    building.execute(f"ATTACH {sql_text(rough)} AS rough")
    building.execute(f"ATTACH {sql_text(new)} AS made")
    forms = _gather(building, connection, stop, start, made.end)
    gathered = [name for (name,) in building.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'rough'"
    ).fetchall()]  # fmt: skip
    tables = sorted({*gathered, *(name for one in joined for name in one.tables)})
    for name in tables:
        held = [one.name for one in joined if name in one.tables] + ["rough"] * (name in gathered)
        parts = " UNION ALL ".join(f"SELECT {_COLUMNS} FROM {one}.{name}" for one in held)
        if stop.is_set():
            raise Stopped("making the text index was stopped")
        building.execute(f"CREATE TABLE made.{name} AS SELECT * FROM ({parts}) ORDER BY word, serial, place")
    _write_forms(building, forms, joined)
    languages = sorted({language for language, _ in forms} | {one for old in joined for one in old.languages})
    building.execute("CHECKPOINT made")
    building.execute("DETACH made")
    building.execute("DETACH rough")
    return made._replace(languages=tuple(languages), tables=tuple(tables))


def _gather(
    building: DuckDBPyConnection, connection: DuckDBPyConnection, stop: Event, start: int, end: int
) -> set[tuple[str, str]]:
    """Writes the words of the rows in a stretch of numbers, unsorted; gives (language, word) of all of them."""
    forms: set[tuple[str, str]] = set()
    for name, columns in INDEXED.items():
        language, joins = language_sql(table(name))
        shown = ", ".join(f'r."{column}"' for column in columns)
        cursor = connection.execute(
            f"SELECT r.{SERIAL}, {language}, {shown} FROM {name} r{joins} "
            f"WHERE r.{SERIAL} >= $start AND r.{SERIAL} < $end",
            {"start": start, "end": end},
        )
        while rows := cursor.fetchmany(_STEP):
            if stop.is_set():
                raise Stopped("making the text index was stopped")
            for at, column in enumerate(columns, start=2):
                words = _Words()
                for row in rows:
                    if row[at]:
                        words.put(row[0], row[1], row[at])
                words.write(building, f"rough.{words_table(name, column)}")
                forms.update(words.forms)
    return forms


def _write_forms(
    building: DuckDBPyConnection, forms: Iterable[tuple[str, str]], joined: Sequence[Segment]
) -> None:
    import pyarrow as pa

    pairs = sorted(forms)
    rows = pa.table(
        {
            "language": pa.array([language for language, _ in pairs], type=pa.string()),
            "stem": pa.array([stem(word, language) for language, word in pairs], type=pa.string()),
            "word": pa.array([word for _, word in pairs], type=pa.string()),
        }
    )
    old = "".join(f" UNION SELECT language, stem, word FROM {one.name}.forms" for one in joined)
    with registered(building, rows) as new:
        building.execute(
            f"CREATE TABLE made.forms AS SELECT * FROM (SELECT language, stem, word FROM {new}{old}) "
            "ORDER BY stem, language, word"
        )


class _Words:
    """Words of a column with their places, as columns."""

    def __init__(self) -> None:
        self.forms: set[tuple[str, str]] = set()
        self._words: list[str] = []
        self._nexts: list[str | None] = []
        self._texts: list[tuple[int, str, int]] = []
        """(serial number, language, number of words) of each text."""
        self._places: list[int] = []
        self._sentences: list[int] = []
        self._paragraphs: list[int] = []
        self._led: list[tuple[str, str | None, str, int, int, int, int]] = []

    def put(self, serial: int, language: str, text: str) -> None:
        """Adds the words of a text."""
        printed = as_printed(text)
        found = list(map(normal, printed))
        of_sentence, of_paragraph = _units(text, len(found))
        self.forms.update((language, word) for word in set(found))
        behind = [*found[1:], None][: len(found)]
        self._words += found
        self._nexts += behind
        self._texts.append((serial, language, len(found)))
        self._places += range(len(found))
        self._sentences += of_sentence
        self._paragraphs += of_paragraph
        for at, word in enumerate(printed):
            for form in _with_particles(word):
                self._led.append((form, behind[at], language, serial, at, of_sentence[at], of_paragraph[at]))

    def write(self, building: DuckDBPyConnection, name: str) -> None:
        """Appends them to a table, which is made where there is none."""
        if not self._words:
            return
        import pyarrow as pa

        words, nexts, languages, serials, places, of_sentence, of_paragraph = (
            zip(*self._led, strict=True) if self._led else ((),) * len(_TYPES)
        )
        rows = pa.table(
            {
                "word": pa.array([*self._words, *words], type=pa.string()),
                "next": pa.array([*self._nexts, *nexts], type=pa.string()),
                "language": pa.array(
                    [*_spread((language, count) for _, language, count in self._texts), *languages],
                    type=pa.string(),
                ),
                "serial": pa.array(
                    [*_spread((serial, count) for serial, _, count in self._texts), *serials], type=pa.int64()
                ),
                "place": pa.array([*self._places, *places], type=pa.int32()),
                "sentence": pa.array([*self._sentences, *of_sentence], type=pa.int32()),
                "paragraph": pa.array([*self._paragraphs, *of_paragraph], type=pa.int32()),
            }
        )
        columns = ", ".join(f"{column} {kind}" for column, kind in _TYPES.items())
        building.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")
        with registered(building, rows) as new:
            building.execute(f"INSERT INTO {name} SELECT * FROM {new}")


def _spread(values: Iterable[tuple[Any, int]]) -> Iterator[Any]:
    """Each value as often as is said beside it."""
    for value, count in values:
        yield from [value] * count


def _units(text: str, count: int) -> tuple[list[int], list[int]]:
    """For each word of a text the sentence and the paragraph that it stands in, numbered from 0."""
    of_sentence = sentences(text)
    if len(of_sentence) < 2:
        return [0] * count, [0] * count
    starts = word_starts(text)
    return _numbered(of_sentence, starts), _numbered(paragraphs(text), starts)


def _numbered(units: Sequence[Span], starts: Sequence[int]) -> list[int]:
    found: list[int] = []
    for number, unit in enumerate(units[1:]):
        found += [number] * (bisect_left(starts, unit.start) - len(found))
    return found + [max(0, len(units) - 1)] * (len(starts) - len(found))


@lru_cache(maxsize=1 << 16)
def _with_particles(word: str) -> tuple[str, ...]:
    """The forms of a word with leading particles still on. None of them is the normal form of any word."""
    return () if word.isascii() else peeled(written(word))[:-1]
