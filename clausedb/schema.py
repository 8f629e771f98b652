"""The one list of tables, columns, types, meanings and query fields; their closed vocabularies stand in `vocabularies`.

DDL, Parquet field metadata, name resolution, completion, `describe` and the codebook all read it.
"""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import Final, NamedTuple

from clausedb.node import Node
from clausedb.vocabularies import VOCABULARIES

SCHEMA_VERSION: Final = 4
SERIAL: Final = "serial"
"""A column that every table of a store has besides those listed here: a number of the row, by which text conditions name
rows. It is given once and never again, and the texts of a row do not change under it; publishing leaves it out.
"""


class Type(Enum):
    """What a column holds."""

    TEXT = "text"
    TEXTS = "texts"
    INTEGER = "integer"
    INTEGERS = "integers"
    REAL = "real"
    FLAG = "flag"
    DATE = "date"
    """ISO 8601 text as exact as the source; `<name>_from` and `<name>_to` beside it hold the days."""

    @property
    def sql(self) -> str:
        """The SQL type of the column."""
        return _SQL[self]


_SQL: Final = {
    Type.TEXT: "VARCHAR",
    Type.TEXTS: "VARCHAR[]",
    Type.INTEGER: "INTEGER",
    Type.INTEGERS: "INTEGER[]",
    Type.REAL: "DOUBLE",
    Type.FLAG: "BOOLEAN",
    Type.DATE: "VARCHAR",
}


class Kind(Enum):
    """How a query field is compared."""

    TEXT = "text"
    CLOSED = "closed"
    """one of a closed vocabulary"""
    PARTY = "party"
    DOCUMENT = "document"
    CLAUSE = "clause"
    INSTRUMENT = "instrument"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    YEAR = "year"


class Column(NamedTuple):
    name: str
    type: Type
    meaning: str
    vocabulary: str | None = None
    """Name of the closed vocabulary in VOCABULARIES its values come from."""
    unit: str = ""


class Field(NamedTuple):
    """A name of the query language for one column of one table."""

    name: str
    column: str
    kind: Kind
    many: bool = False
    shown: bool = False
    """Shown where a query names no columns."""
    example: str = ""


class Table(Node):
    name: str
    meaning: str
    key: str
    columns: tuple[Column, ...]
    fields: tuple[Field, ...]
    parent: str | None = None
    parent_key: str | None = None
    """This table's column that holds the parent's key."""
    children: tuple[str, ...] = ()
    """Tables that `with` and `without` reach."""

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        return self._columns[name]

    def field(self, name: str) -> Field | None:
        return self._fields.get(name)

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def _fields(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}


# --- tables -------------------------------------------------------------------------------

_T, _TS, _I, _IS, _R, _F, _D = (
    Type.TEXT,
    Type.TEXTS,
    Type.INTEGER,
    Type.INTEGERS,
    Type.REAL,
    Type.FLAG,
    Type.DATE,
)


def _date(name: str, meaning: str) -> tuple[Column, Column, Column]:
    return (
        Column(name, _D, meaning),
        Column(f"{name}_from", _T, f"first possible day of {name}"),
        Column(f"{name}_to", _T, f"last possible day of {name}"),
    )


def _span(name: str = "", what: str = "it") -> tuple[Column, Column]:
    prefix = f"{name}_" if name else ""
    return (
        Column(f"{prefix}start", _I, f"first character of {what}", unit="code points"),
        Column(f"{prefix}end", _I, f"behind the last character of {what}", unit="code points"),
    )


_ID_DOCUMENT = Column("document_id", _T, "the document")
_ID_CLAUSE = Column("clause_id", _T, "the clause whose own text holds it; empty in boilerplate")

_ACT_COLUMNS = (
    Column("force", _T, "what the words do", "force"),
    Column("subforce", _T, "finer: shall, undertake, welcome ..."),
    Column("strength", _I, "0 to 100: the force, capped by what the document can bind"),
    Column("obligation", _F, "somebody takes on, or is told, to do or not to do something"),
    Column("bearers", _TS, "who takes the act on or utters it (party ids)"),
    Column("bearer_type", _T, "how the bearers are named", "bearer_type"),
    Column("bearer_text", _T, "the words that name the bearer"),
    Column("joint", _F, "all of several bear it; empty where the text does not say"),
    Column("cue", _T, "the words that carry the force"),
    Column("action", _T, "what is to be done, in the words of the text"),
    Column("verb", _T, "the main verb of the action"),
    Column("addressees", _TS, "who is asked to act (party ids)"),
    Column("beneficiaries", _TS, "for whom (party ids)"),
    Column("condition", _T, "on what condition, in the words of the text"),
    Column("deadline", _T, "by when, in the words of the text"),
    *_date("deadline_date", "by when"),
    Column("hedges", _TS, "words that weaken, strengthen or condition it"),
    Column("reported", _F, "said of somebody by a report"),
    Column("speaker_id", _T, "who is reported to have said it"),
    Column("rule", _T, "the rule that made the row"),
    Column("confidence", _R, "1 where the rule was sure, less in doubt"),
    *_span("cue", "the cue"),
    *_span("action", "the action"),
    *_span("bearer", "the bearer's words"),
    *_span("condition", "the condition"),
    *_span("deadline", "the deadline"),
    Column("hedge_starts", _IS, "first characters of the hedges", unit="code points"),
    Column("hedge_ends", _IS, "behind the last characters of the hedges", unit="code points"),
)

_ACT_FIELDS = (
    Field("clause", "clause_id", Kind.CLAUSE, shown=True, example="@kaz-aze-2023#3"),
    Field("bearer", "bearers", Kind.PARTY, many=True, shown=True, example="Azerbaijan"),
    Field("force", "force", Kind.CLOSED, shown=True, example="intention"),
    Field("subforce", "subforce", Kind.TEXT, example="readiness"),
    Field("strength", "strength", Kind.NUMBER, example="50"),
    Field("obligation", "obligation", Kind.FLAG),
    Field("joint", "joint", Kind.FLAG),
    Field("action", "action", Kind.TEXT, shown=True, example="develop*"),
    Field("verb", "verb", Kind.TEXT),
    Field("cue", "cue", Kind.TEXT),
    Field("addressee", "addressees", Kind.PARTY, many=True, example="UN"),
    Field("beneficiary", "beneficiaries", Kind.PARTY, many=True),
    Field("condition", "condition", Kind.TEXT),
    Field("deadline", "deadline", Kind.TEXT, shown=True),
    Field("deadline_date", "deadline_date", Kind.DATE, example="2026-01-01"),
    Field("hedge", "hedges", Kind.TEXT, many=True),
    Field("reported", "reported", Kind.FLAG),
    Field("speaker", "speaker_id", Kind.PARTY, example="Tokayev"),
    Field("rule", "rule", Kind.TEXT),
    Field("confidence", "confidence", Kind.NUMBER, example="0.8"),
    Field("bearer_type", "bearer_type", Kind.CLOSED, example="each"),
)

TABLES: Final[tuple[Table, ...]] = (
    Table(
        "documents",
        "a text as ingested",
        "document_id",
        (
            Column("document_id", _T, "the manifest's id, else the file's stem"),
            Column("title", _T, "the title as printed"),
            Column("type", _T, "what kind of instrument or text it is", "type"),
            Column("binding", _T, "how far its words can bind", "binding"),
            Column("language", _T, "main language", "language"),
            *_date("date", "when it was signed, adopted or published"),
            Column("place", _T, "where it was signed or adopted"),
            Column("symbol", _T, "its own symbol, as A/RES/77/148"),
            Column("parties", _TS, "those who make it (party ids)"),
            Column("issuer", _T, "the organ that adopted it (party id)"),
            Column("languages", _TS, "languages of the authentic texts", "language"),
            Column("source", _T, "where it came from"),
            Column("media_type", _T, "of the bytes as ingested"),
            Column("encoding", _T, "of the bytes as ingested"),
            Column("sha256", _T, "of the bytes as ingested"),
            Column("added_at", _T, "when it was added, UTC"),
            Column("parser_version", _T, "what read it"),
            Column("characters", _I, "length of the text", unit="code points"),
            Column("text", _T, "the whole text as decoded"),
        ),
        (
            Field("document", "document_id", Kind.DOCUMENT, shown=True, example="@kaz-aze-2023"),
            Field("title", "title", Kind.TEXT, shown=True, example='"joint statement"'),
            Field("type", "type", Kind.CLOSED, shown=True, example="treaty"),
            Field("binding", "binding", Kind.CLOSED, example="political"),
            Field("date", "date", Kind.DATE, shown=True, example="2023-04-10"),
            Field("year", "date", Kind.YEAR, example="2023"),
            Field("place", "place", Kind.TEXT, example="Astana"),
            Field("party", "parties", Kind.PARTY, many=True, example="Kazakhstan"),
            Field("language", "language", Kind.CLOSED, shown=True, example="en"),
            Field("symbol", "symbol", Kind.TEXT),
            Field("source", "source", Kind.TEXT),
            Field("added_at", "added_at", Kind.TEXT),
            Field("characters", "characters", Kind.NUMBER),
        ),
        children=(
            "clauses",
            "acts",
            "obligations",
            "citations",
            "mentions",
            "definitions",
            "statements",
            "dates",
            "findings",
        ),
    ),
    Table(
        "clauses",
        "a citable unit of a document, numbered or not",
        "clause_id",
        (
            Column("clause_id", _T, "document_id#label"),
            _ID_DOCUMENT,
            Column("parent_id", _T, "the clause it stands under"),
            Column("kind", _T, "what kind of unit it is", "kind"),
            Column("number", _T, "the number as printed"),
            Column("path", _TS, "the printed numbers from the top"),
            Column("label", _T, "short form of the path, unique in the document"),
            Column("level", _I, "depth in the tree, the top is 1"),
            Column("position", _I, "place in the document's order, from 0"),
            Column("heading", _T, "its heading"),
            Column("text", _T, "its own text, without number, heading and children"),
            Column("language", _T, "language of its text", "language"),
            *_span("", "the number, or of the text where there is none"),
            Column("text_start", _I, "first character behind number and heading", unit="code points"),
            Column("own_end", _I, "behind its own text, before its first child", unit="code points"),
        ),
        (
            Field("clause", "clause_id", Kind.CLAUSE, example="@kaz-aze-2023#3"),
            Field("document", "document_id", Kind.DOCUMENT, shown=True, example="@kaz-aze-2023"),
            Field("label", "label", Kind.TEXT, shown=True, example="5(2)(a)"),
            Field("kind", "kind", Kind.CLOSED, example="article"),
            Field("number", "number", Kind.TEXT, example="5"),
            Field("level", "level", Kind.NUMBER, example="1"),
            Field("position", "position", Kind.NUMBER, example="0"),
            Field("heading", "heading", Kind.TEXT, example="settlement"),
            Field("text", "text", Kind.TEXT, shown=True, example='"Middle Corridor"'),
            Field("language", "language", Kind.CLOSED, example="ru"),
        ),
        parent="documents",
        parent_key="document_id",
        children=(
            "clauses",
            "acts",
            "obligations",
            "citations",
            "mentions",
            "definitions",
            "statements",
            "dates",
        ),
    ),
    Table(
        "acts",
        "one force-bearing statement in a clause",
        "act_id",
        (Column("act_id", _T, "the act"), _ID_CLAUSE, _ID_DOCUMENT, *_ACT_COLUMNS),
        _ACT_FIELDS,
        parent="clauses",
        parent_key="clause_id",
    ),
    Table(
        "obligations",
        "an act that somebody is to do or to refrain from",
        "act_id",
        (
            Column("act_id", _T, "the act"),
            _ID_CLAUSE,
            _ID_DOCUMENT,
            *(
                Column("bearers", _TS, "who is to act: the addressees of a directive, else the bearers")
                if column.name == "bearers"
                else column
                for column in _ACT_COLUMNS
            ),
            Column("issuers", _TS, "who said so (party ids)"),
        ),
        (*_ACT_FIELDS, Field("issuer", "issuers", Kind.PARTY, many=True, example="UNSC")),
        parent="clauses",
        parent_key="clause_id",
    ),
    Table(
        "citations",
        "a reference to an instrument",
        "citation_id",
        (
            Column("citation_id", _T, "the citation"),
            _ID_CLAUSE,
            _ID_DOCUMENT,
            Column("instrument_id", _T, "the instrument, over all documents"),
            Column("instrument_key", _T, "made from the citation's own words"),
            Column("title", _T, "the title as cited"),
            Column("type", _T, "the type as cited", "type"),
            *_date("date", "the date as cited"),
            Column("symbol", _T, "the symbol as cited"),
            Column("parties", _TS, "between whom, as cited (party ids)"),
            Column("pinpoint_unit", _T, "what the pinpoint counts", "pinpoint_unit"),
            Column("pinpoint", _T, "the place in the instrument"),
            Column("relation", _T, "what the citing clause does with it", "relation"),
            Column("status", _T, "whether the instrument exists", "status"),
            Column("target_document_id", _T, "the document in this database that is the instrument"),
            Column("target_clause_id", _T, "the clause there that the pinpoint means"),
            Column("held", _F, "the instrument is in this database"),
            Column("self", _F, "the document cites itself"),
            Column("surface", _T, "the words of the text"),
            *_span(),
        ),
        (
            Field("clause", "clause_id", Kind.CLAUSE, shown=True, example="@kaz-aze-2023#5"),
            Field(
                "instrument",
                "instrument_id",
                Kind.INSTRUMENT,
                shown=True,
                example='"2022 Declaration"',
            ),
            Field("pinpoint", "pinpoint", Kind.TEXT, shown=True, example="7"),
            Field("pinpoint_unit", "pinpoint_unit", Kind.CLOSED, example="paragraph"),
            Field("relation", "relation", Kind.CLOSED, example="reaffirms"),
            Field("status", "status", Kind.CLOSED, example="concluded"),
            Field("self", "self", Kind.FLAG),
            Field("held", "held", Kind.FLAG),
            Field("target", "target_document_id", Kind.DOCUMENT),
            Field("surface", "surface", Kind.TEXT),
        ),
        parent="clauses",
        parent_key="clause_id",
    ),
    Table(
        "instruments",
        "a treaty, resolution, programme ... that documents cite or are",
        "instrument_id",
        (
            Column("instrument_id", _T, "the instrument"),
            Column("title", _T, "its fullest title"),
            Column("type", _T, "its type", "type"),
            *_date("date", "its date"),
            Column("symbol", _T, "its symbol, as S/RES/1325"),
            Column("parties", _TS, "between whom (party ids)"),
            Column("document_id", _T, "the document in this database that is it"),
            Column("keys", _TS, "the instrument keys that mean it"),
        ),
        (
            Field("instrument", "instrument_id", Kind.INSTRUMENT, shown=True, example='"Alma-Ata"'),
            Field("title", "title", Kind.TEXT, example="declaration"),
            Field("type", "type", Kind.CLOSED, shown=True, example="treaty"),
            Field("date", "date", Kind.DATE, shown=True, example="2005-05-24"),
            Field("year", "date", Kind.YEAR, example="2005"),
            Field("symbol", "symbol", Kind.TEXT, example='"S/RES/1325"'),
            Field("party", "parties", Kind.PARTY, many=True, example="Kazakhstan"),
            Field("held", "document_id", Kind.FLAG),
        ),
        children=("citations",),
    ),
    Table(
        "mentions",
        "a name in the text",
        "mention_id",
        (
            Column("mention_id", _T, "the mention"),
            _ID_CLAUSE,
            _ID_DOCUMENT,
            Column("party_id", _T, "who is named"),
            Column("kind", _T, "how it is named", "mention_kind"),
            Column("surface", _T, "the words of the text"),
            *_span(),
        ),
        (
            Field("clause", "clause_id", Kind.CLAUSE, shown=True),
            Field("party", "party_id", Kind.PARTY, shown=True, example="Kazakhstan"),
            Field("kind", "kind", Kind.CLOSED, example="person"),
            Field("surface", "surface", Kind.TEXT, shown=True),
        ),
        parent="clauses",
        parent_key="clause_id",
    ),
    Table(
        "parties",
        "a state, organisation, organ, body, office or person",
        "party_id",
        (
            Column("party_id", _T, "KAZ, UN, KAZ.PRES, P:tokayev"),
            Column("name_en", _T, "English name"),
            Column("name_ru", _T, "Russian name"),
            Column("name_ar", _T, "Arabic name"),
            Column("kind", _T, "what it is", "party_kind"),
            Column("state_id", _T, "the state it belongs to"),
            Column("parent_id", _T, "the organisation or organ it belongs to"),
            Column("iso2", _T, "ISO 3166-1 alpha-2"),
            Column("iso3", _T, "ISO 3166-1 alpha-3, of former states ISO 3166-3"),
            Column("m49", _T, "UN M49 code"),
            Column("cow", _T, "Correlates of War state number"),
            Column("valid_from", _T, "since when it exists, where known"),
            Column("valid_to", _T, "until when it existed"),
            Column("aliases", _TS, "other names, as met or known"),
        ),
        (
            Field("party", "party_id", Kind.PARTY, shown=True, example="Kazakhstan"),
            Field("name", "name_en", Kind.TEXT, shown=True, example="Kazakhstan"),
            Field("kind", "kind", Kind.CLOSED, example="person"),
            Field("state", "state_id", Kind.PARTY, example="Kazakhstan"),
            Field("alias", "aliases", Kind.TEXT, many=True),
        ),
        children=("mentions",),
    ),
    Table(
        "definitions",
        "a defined term",
        "definition_id",
        (
            Column("definition_id", _T, "the definition"),
            _ID_CLAUSE,
            _ID_DOCUMENT,
            Column("term", _T, "the term"),
            Column("meaning", _T, "what it stands for, in the words of the text"),
            Column("party_ids", _TS, "whom it stands for"),
            *_span("", "the term"),
            Column("meaning_starts", _IS, "first characters of the meaning", unit="code points"),
            Column("meaning_ends", _IS, "behind the last characters of the meaning", unit="code points"),
        ),
        (
            Field("clause", "clause_id", Kind.CLAUSE, shown=True),
            Field("term", "term", Kind.TEXT, shown=True, example='"the Parties"'),
            Field("meaning", "meaning", Kind.TEXT, shown=True),
            Field("party", "party_ids", Kind.PARTY, many=True),
        ),
        parent="clauses",
        parent_key="clause_id",
    ),
    Table(
        "dates",
        "a date or period in the text",
        "date_id",
        (
            Column("date_id", _T, "the date"),
            _ID_CLAUSE,
            _ID_DOCUMENT,
            Column("value", _D, "as exact as the words"),
            Column("date_from", _T, "first possible day"),
            Column("date_to", _T, "last possible day"),
            Column("precision", _T, "how exact it is", "precision"),
            Column("kind", _T, "what it dates", "date_kind"),
            Column("surface", _T, "the words of the text"),
            *_span(),
        ),
        (
            Field("clause", "clause_id", Kind.CLAUSE, shown=True),
            Field("value", "value", Kind.DATE, shown=True, example="2022-08-24"),
            Field("precision", "precision", Kind.CLOSED, example="day"),
            Field("kind", "kind", Kind.CLOSED, example="event"),
            Field("surface", "surface", Kind.TEXT),
        ),
        parent="clauses",
        parent_key="clause_id",
    ),
    Table(
        "statements",
        "what a report says that somebody said",
        "statement_id",
        (
            Column("statement_id", _T, "the statement"),
            _ID_CLAUSE,
            _ID_DOCUMENT,
            Column("speaker", _T, "who said it, in the words of the text"),
            Column("speaker_id", _T, "who said it; what several say together has a row for each"),
            Column("verb", _T, "the verb of saying"),
            Column("quote", _T, "what was said, in the words of the text"),
            *_date("date", "when it was said or published"),
            *_span("", "the quote"),
            *_span("verb", "the verb"),
        ),
        (
            Field("clause", "clause_id", Kind.CLAUSE, shown=True),
            Field("speaker", "speaker_id", Kind.PARTY, shown=True, example="Tokayev"),
            Field("verb", "verb", Kind.TEXT),
            Field("quote", "quote", Kind.TEXT, shown=True, example="peace"),
            Field("date", "date", Kind.DATE, example="2024-04-15"),
        ),
        parent="clauses",
        parent_key="clause_id",
    ),
    Table(
        "findings",
        "what the parser doubted or dropped",
        "finding_id",
        (
            Column("finding_id", _T, "the finding"),
            _ID_DOCUMENT,
            Column("code", _T, "what kind of finding", "code"),
            Column("severity", _T, "how grave", "severity"),
            Column("message", _T, "in words"),
            *_span(),
        ),
        (
            Field("document", "document_id", Kind.DOCUMENT, shown=True),
            Field("code", "code", Kind.CLOSED, shown=True, example="gap"),
            Field("severity", "severity", Kind.CLOSED, example="warning"),
            Field("message", "message", Kind.TEXT, shown=True),
        ),
        parent="documents",
        parent_key="document_id",
    ),
)

META: Final = Table(
    "meta",
    "the database itself",
    "key",
    (
        Column("key", _T, "schema, parser, grammar, strength, generation"),
        Column("value", _T, "its value"),
    ),
    (),
)

_BY_NAME: Final = {table.name: table for table in TABLES}


def table(name: str) -> Table:
    """The table of that name; KeyError where there is none."""
    return _BY_NAME[name]


def column_vocabulary(table_name: str, field: Field) -> dict[str, str]:
    """Value -> meaning of a closed field, in the vocabulary's order; empty for an open one."""
    name = table(table_name).column(field.column).vocabulary
    return VOCABULARIES[name] if name else {}
