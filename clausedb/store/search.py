"""Text conditions answered from the text index alone: SQL over its tables of words that gives the numbers of the rows.

What a condition means is said by `patterns.matches`; the SQL here gives the same rows, which tests compare. A phrase is a
join of pairs of words, `near`, `/s` and `/p` are semi-joins of places, a stem stands for its forms, which are looked up first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from clausedb.compiled import TextScan
from clausedb.patterns import And, Near, Not, Or, Paragraph, Pattern, Phrase, Prefix, Sentence
from clausedb.schema import SERIAL
from clausedb.store.guard import sql_text
from clausedb.store.segments import Segment, believed, indexed_in
from clausedb.words import spoken, stem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PLACES: Final = (
    f"{SERIAL}, place AS first, place AS last, sentence AS sentence, sentence AS last_sentence, "
    "paragraph AS paragraph, paragraph AS last_paragraph"
)
_NOWHERE: Final = (
    f"SELECT CAST(NULL AS BIGINT) AS {SERIAL}, 0 AS first, 0 AS last, 0 AS sentence, 0 AS last_sentence, "
    "0 AS paragraph, 0 AS last_paragraph WHERE false"
)
_BEHIND_ALL: Final = chr(0x10FFFF)
_FARTHEST: Final = 1 << 30
_IN_A_ROW: Final = 2
"""Words that are found in a row without a join."""
_DENIED: Final = 4
"""One hit of so many is thought to be left by a `not`."""


def words_of(connection: DuckDBPyConnection, attached: Sequence[Segment]) -> Words | None:
    """The words of the texts as the segments open beside these tables have them; None where no segment fits the tables."""
    segments = believed(attached, connection)
    return Words(connection, segments) if segments else None


class Words:
    """The segments of a database."""

    def __init__(self, connection: DuckDBPyConnection, segments: Sequence[Segment]) -> None:
        self._connection = connection
        self._segments = segments
        self._languages = sorted({language for one in segments for language in one.languages})
        self._tests: dict[str, str] = {}
        self._counts: dict[tuple[tuple[str, ...], str], int] = {}
        self.until = segments[-1].end
        """The number behind the last row that they cover."""

    def rows(self, scan: TextScan, within: str = "true") -> str | None:
        """A SELECT with the serial numbers below `until` of the rows that meet a text condition, some of them several times;
        None where these columns are not indexed. `within` is a test of the numbers that count.
        """
        tables = self._tables(scan)
        if tables is None:
            return None
        sources = tables
        if within != "true":
            sources = tuple(f"(SELECT * FROM {one} WHERE {within})" for one in tables)
        texts = f"""SELECT {SERIAL} FROM {scan.table} WHERE "{scan.column}" <> '' AND {SERIAL} < {self.until} AND {within}"""
        return self._rows(scan.pattern, sources, texts)

    def likely(self, scan: TextScan) -> int | None:
        """About how many hits a text condition has: how often the rarest word stands that it needs; None where that is not known."""
        tables = self._tables(scan)
        return None if tables is None else self._likely(scan.pattern, tables)

    def joins(self, scan: TextScan) -> bool:
        """Whether the condition is of several words that have to stand together."""
        match scan.pattern:
            case And() | Near() | Sentence() | Paragraph():
                return True
            case Phrase(words, exact):
                return len(words) > (_IN_A_ROW if exact else 1)
            case _:
                return False

    def _tables(self, scan: TextScan) -> tuple[str, ...] | None:
        held = indexed_in(scan.table, scan.column)
        if held is None:
            return None
        return tuple(f"{one.name}.{held}" for one in self._segments if held in one.tables)

    def _likely(self, pattern: object, tables: tuple[str, ...]) -> int | None:
        match pattern:
            case And(parts):
                known = [one for part in parts if (one := self._likely(part, tables)) is not None]
                denied = any(isinstance(part, Not) for part in parts)
                return min(known) // (_DENIED if denied else 1) if known else None
            case Or(parts):
                each = [self._likely(part, tables) for part in parts]
                return None if None in each else sum(one or 0 for one in each)
            case Near() | Sentence() | Paragraph():
                return self._likely(And((pattern.left, pattern.right)), tables)
            case Phrase():
                return min(self._often(tables, self._word_tests(pattern)))
            case Prefix(beginning):
                return self._often(tables, [_begins(beginning)])[0]
            case _:
                return None

    def _often(self, tables: tuple[str, ...], tests: Sequence[str]) -> list[int]:
        """How often words stand that meet a test, for each of some tests."""
        unknown = [one for one in dict.fromkeys(tests) if (tables, one) not in self._counts]
        if unknown and tables:
            counts = [
                " + ".join(f"(SELECT count(*) FROM {table} WHERE {one})" for table in tables)
                for one in unknown
            ]
            [found] = self._connection.execute(f"SELECT {', '.join(counts)}").fetchall()
            self._counts.update(((tables, one), count) for one, count in zip(unknown, found, strict=True))
        return [self._counts.get((tables, one), 0) for one in tests]

    def _rows(self, pattern: object, tables: tuple[str, ...], texts: str) -> str | None:
        """The rows of a pattern; `texts` are all rows that there are."""
        match pattern:
            case And(parts):
                return self._all(parts, tables, texts)
            case Or(parts):
                found = [self._rows(part, tables, texts) for part in parts]
                return None if None in found else " UNION ALL ".join(f"({one})" for one in found)
            case Not(part):
                without = self._rows(part, tables, texts)
                return without and f"SELECT {SERIAL} FROM ({texts}) ANTI JOIN ({without}) USING ({SERIAL})"
            case Near() | Sentence() | Paragraph():
                left, right = self._places(pattern.left, tables), self._places(pattern.right, tables)
                if left is None or right is None:
                    return None
                sides = [(pattern.left, f"({left}) AS a"), (pattern.right, f"({right}) AS b")]
                (_, more), (_, fewer) = self._most_frequent_first(sides, tables)
                return f"SELECT {more[-1]}.{SERIAL} FROM {more} SEMI JOIN {fewer} ON {_beside(pattern)}"
            case Phrase(words, True) if len(words) > 1:
                return self._phrase_rows(pattern, tables)
            case Phrase() | Prefix():
                places = self._places(pattern, tables)
                return places and f"SELECT {SERIAL} FROM ({places})"
            case _:
                return None

    def _phrase_rows(self, phrase: Phrase, tables: tuple[str, ...]) -> str:
        """The rows of exact words in a row, two at a time."""
        tests = self._word_tests(phrase)
        starts = {*range(0, len(tests) - 1, _IN_A_ROW), len(tests) - _IN_A_ROW}
        often = self._often(tables, tests)
        most, *others = sorted(starts, key=lambda at: often[at], reverse=True)

        def pairs(at: int) -> str:
            found = f"SELECT {SERIAL}, place - {at} AS first"
            return " UNION ALL ".join(f"{found} FROM {one} WHERE {tests[at]}" for one in tables)

        if not tables:
            return f"SELECT {SERIAL} FROM ({_NOWHERE})"
        joins = "".join(f" SEMI JOIN ({pairs(at)}) USING ({SERIAL}, first)" for at in others)
        return f"SELECT {SERIAL} FROM ({pairs(most)}){joins}"

    def _word_tests(self, phrase: Phrase) -> list[str]:
        """The test of each word of a phrase; of exact words with that of the word behind."""
        if not phrase.exact:
            return list(map(self._is_form, phrase.words))
        return [
            f"{_is(word)} AND next = {sql_text(behind)}" if behind else _is(word)
            for word, behind in zip(phrase.words, (*phrase.words[1:], ""), strict=True)
        ]

    def _all(self, parts: Sequence[Pattern], tables: tuple[str, ...], texts: str) -> str | None:
        """The rows that meet all patterns: what is denied is taken off at the end."""
        affirmed = [(part, "SEMI") for part in parts if not isinstance(part, Not)]
        asked = self._most_frequent_first(affirmed, tables)
        asked += [(part.part, "ANTI") for part in parts if isinstance(part, Not)]
        found = [(self._rows(part, tables, texts), kind) for part, kind in asked]
        first = found.pop(0)[0] if found[0][1] == "SEMI" else texts
        joins = "".join(f" {kind} JOIN ({rows}) USING ({SERIAL})" for rows, kind in found)
        unknown = first is None or any(rows is None for rows, _ in found)
        return None if unknown else f"SELECT {SERIAL} FROM ({first}){joins}"

    def _most_frequent_first(
        self, parts: Sequence[tuple[Pattern, str]], tables: tuple[str, ...]
    ) -> list[tuple[Pattern, str]]:
        """The parts in the order in which they are joined: of the later ones DuckDB makes a hash, not knowing how many they are."""
        often = {id(part): self._likely(part, tables) or 0 for part, _ in parts} if len(parts) > 1 else {}
        return sorted(parts, key=lambda one: often.get(id(one[0]), 0), reverse=True)

    # --- places of words ------------------------------------------------------------------

    def _places(self, pattern: Pattern, tables: tuple[str, ...]) -> str | None:
        """A row for each hit of a pattern of words in a row, or of an `or` of such; None of any other."""
        match pattern:
            case Phrase():
                return _in_a_row([_where(tables, test) for test in self._word_tests(pattern)])
            case Prefix(beginning):
                return _where(tables, _begins(beginning))
            case Near(Phrase() as head, Prefix(beginning), 1, True):
                # A word with a hyphen of which the end is open.
                before = self._places(head, tables)
                behind = _where(tables, _begins(beginning))
                return before and _in_a_row([before, behind])
            case Or(parts):
                found = [self._places(part, tables) for part in parts]
                return None if None in found else " UNION ALL ".join(f"({one})" for one in found)
            case _:
                return None

    def _is_form(self, word: str) -> str:
        """The test that a word is of the same stem, in the language of its text."""
        if word not in self._tests:
            self._tests[word] = self._form_test(word)
        return self._tests[word]

    def _form_test(self, word: str) -> str:
        found = self._forms(word)
        every = sorted({form for many in found.values() for form in many})
        if not every:
            return "false"
        test = f"word IN ({', '.join(map(sql_text, every))}) AND word BETWEEN {sql_text(every[0])} AND {sql_text(every[-1])}"
        if self._one_way([word, *every]):
            return test
        spoken_as = " OR ".join(
            f"(language = {sql_text(language)} AND word IN ({', '.join(map(sql_text, sorted(many)))}))"
            for language, many in sorted(found.items())
        )
        return f"{test} AND ({spoken_as})"

    def _one_way(self, words: Iterable[str]) -> bool:
        """Whether all words are stemmed by the rules of one language, whichever of them a text is in."""
        return len({spoken(word, language) for word in words for language in self._languages}) == 1

    def _forms(self, word: str) -> dict[str, set[str]]:
        """By language the words in its texts that are of the same stem."""
        stems = {language: stem(word, language) for language in self._languages}
        test = f"stem IN ({', '.join(map(sql_text, sorted(set(stems.values()))))})"
        forms = (f"SELECT language, stem, word FROM {one.name}.forms WHERE {test}" for one in self._segments)
        found: dict[str, set[str]] = {}
        for language, one, form in self._connection.execute(" UNION ALL ".join(forms)).fetchall():
            if stems[language] == one:
                found.setdefault(language, set()).add(form)
        return found


def _where(tables: tuple[str, ...], test: str) -> str:
    """The places of the words that meet a test."""
    if not tables:
        return _NOWHERE
    return " UNION ALL ".join(f"SELECT {_PLACES} FROM {one} WHERE {test}" for one in tables)


def _in_a_row(hits: Sequence[str]) -> str:
    """The places of hits each of which follows the one before at once."""
    if len(hits) == 1:
        return hits[0]
    joins = "".join(
        f" JOIN ({one}) AS h{at} ON h{at}.{SERIAL} = h0.{SERIAL} AND h{at}.first = h{at - 1}.last + 1"
        for at, one in enumerate(hits[1:], start=1)
    )
    end = f"h{len(hits) - 1}"
    return (
        f"SELECT h0.{SERIAL}, h0.first, {end}.last, h0.sentence, {end}.last_sentence, h0.paragraph, "
        f"{end}.last_paragraph FROM ({hits[0]}) AS h0{joins}"
    )


def _beside(pattern: Near | Sentence | Paragraph) -> str:
    """The test that the hits `a` and `b` are as near to each other as the pattern asks."""
    test = f"a.{SERIAL} = b.{SERIAL}"
    if _is_of_words(pattern.left) and _is_of_words(pattern.right):
        return f"{test} AND {_beside_word(pattern)}"
    if isinstance(pattern, Near):
        reach = f"CAST({min(pattern.distance, _FARTHEST)} AS BIGINT)"
        after = f"(b.first > a.last AND b.first <= a.last + {reach})"
        before = f"(a.first > b.last AND a.first <= b.last + {reach})"
        return f"{test} AND {after}" if pattern.ordered else f"{test} AND ({after} OR {before})"
    unit = "sentence" if isinstance(pattern, Sentence) else "paragraph"
    whole = " AND ".join(f"{one}.{unit} = {one}.last_{unit}" for one in "ab")
    return f"{test} AND a.{unit} = b.{unit} AND {whole} AND (a.first <> b.first OR a.last <> b.last)"


def _is_of_words(pattern: Pattern) -> bool:
    """Whether each hit is one word."""
    match pattern:
        case Prefix():
            return True
        case Phrase(words):
            return len(words) == 1
        case Or(parts):
            return all(map(_is_of_words, parts))
        case _:
            return False


def _beside_word(pattern: Near | Sentence | Paragraph) -> str:
    """The same of two words, each of which ends where it begins: in a form that is compared twice as fast."""
    if isinstance(pattern, Near):
        apart = "b.first - a.first" if pattern.ordered else "abs(b.first - a.first)"
        return f"{apart} BETWEEN 1 AND {min(pattern.distance, _FARTHEST)}"
    unit = "sentence" if isinstance(pattern, Sentence) else "paragraph"
    return f"a.{unit} = b.{unit} AND a.first <> b.first"


def _is(word: str) -> str:
    return f"word = {sql_text(word)}"


def _begins(beginning: str) -> str:
    return f"word >= {sql_text(beginning)} AND word < {sql_text(beginning + _BEHIND_ALL)}"
