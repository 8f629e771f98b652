"""A small database made by hand: rows as dicts by table, the same in DuckDB, and its catalog."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import duckdb

from clausedb.compiled import Compiled
from clausedb.query import DocumentEntry, InstrumentEntry, PartyEntry
from clausedb.schema import POSITION, TABLES, Table, Type, beside, refs, table
from clausedb.words import normals

Tables = dict[str, list[dict[str, Any]]]

_NAMES = {
    "KAZ": ("Kazakhstan", "Казахстан", "كازاخستان"),
    "AZE": ("Azerbaijan", "Азербайджан", "أذربيجان"),
    "AZE.PRES": ("President of Azerbaijan",),
    "ARM": ("Armenia", "Армения"),
    "COG": ("Congo", "Republic of the Congo"),
    "COD": ("Congo", "Democratic Republic of the Congo"),
    "UN": ("United Nations", "ООН"),
    "UNSC": ("Security Council",),
    "P:tokayev": ("Kassym-Jomart Tokayev", "Tokayev", "Токаев"),
}
_KINDS = {"UN": "organisation", "UNSC": "organ", "AZE.PRES": "office", "P:tokayev": "person"}


class World:
    """The rows as a catalog."""

    def __init__(self, tables: Tables, saved: Mapping[str, str] | None = None) -> None:
        self.tables = tables
        self._saved = dict(saved or {})

    def documents(self) -> Sequence[DocumentEntry]:
        return tuple(
            DocumentEntry(
                row["document_id"],
                row["title"],
                row["type"],
                _year(row),
                row["symbol"],
                tuple(row["parties"] or ()),
            )
            for row in self.tables["documents"]
        )

    def instruments(self) -> Sequence[InstrumentEntry]:
        found = []
        for row in self.tables["instruments"]:
            cited = [
                one["title"]
                for one in self.tables["citations"]
                if one["instrument_id"] == row["instrument_id"] and one["title"]
            ]
            found.append(
                InstrumentEntry(
                    row["instrument_id"],
                    tuple(one for one in dict.fromkeys([row["title"], *cited]) if one),
                    row["type"],
                    _year(row),
                    row["symbol"],
                    tuple(row["parties"] or ()),
                    row["document_id"],
                )
            )
        return found

    def parties(self) -> Sequence[PartyEntry]:
        return tuple(
            PartyEntry(
                row["party_id"], _NAMES.get(row["party_id"], (row["party_id"],)), row["kind"], row["state_id"]
            )
            for row in self.tables["parties"]
        )

    def lookup(self, name: str) -> Sequence[str]:
        if name in _NAMES:
            return (name,)
        asked = normals(name)
        return tuple(party for party, names in _NAMES.items() if any(normals(one) == asked for one in names))

    def party_name(self, party_id: str) -> str:
        return _NAMES.get(party_id, (party_id,))[0]

    def organs(self, state_id: str) -> Sequence[str]:
        return tuple(
            row["party_id"]
            for row in self.tables["parties"]
            if row["state_id"] == state_id and row["kind"] in ("organ", "office", "body")
        )

    def known_names(self) -> Sequence[str]:
        return tuple(name for one, names in _NAMES.items() for name in (one, *names))

    def documents_like(self, beginnings: Sequence[Collection[str]]) -> Sequence[DocumentEntry]:
        return self.documents()

    def titles(self, word: str, limit: int) -> Mapping[str, str]:
        low = word.casefold()
        held = {one.document_id: one.title or "" for one in self.documents()}
        begins = [one for one in held if one.casefold().startswith(low)]
        holds = [one for one, title in held.items() if low in f"{one} {title}".casefold()]
        return {one: held[one] for one in [*begins, *holds][:limit]}

    def has_document(self, document_id: str) -> bool:
        return any(row["document_id"] == document_id for row in self.tables["documents"])

    def labels(self, document_id: str) -> Sequence[str]:
        return tuple(row["label"] for row in self.tables["clauses"] if row["document_id"] == document_id)

    def heads(self, document_id: str) -> Mapping[str, str]:
        return {
            row["label"]: row["heading"] or row["text"] or ""
            for row in self.tables["clauses"]
            if row["document_id"] == document_id
        }

    def values(self, table: str, column: str, limit: int = 50) -> Sequence[str]:
        counts: dict[str, int] = {}
        for row in self.tables[table]:
            found = row[column]
            for value in found if isinstance(found, list) else [found]:
                if value:
                    counts[str(value)] = counts.get(str(value), 0) + 1
        return tuple(sorted(counts, key=lambda value: (-counts[value], value)))[:limit]

    def saved(self) -> Mapping[str, str]:
        return self._saved


def _year(row: dict[str, Any]) -> int | None:
    return int(row["date"][:4]) if row["date"] else None


def row(name: str, **given: Any) -> dict[str, Any]:
    """A whole row of a table; columns that are not given are unknown, lists empty."""
    return {
        column.name: given.get(column.name, [] if column.type in (Type.TEXTS, Type.INTEGERS) else None)
        for column in table(name).columns
    }


def columns_of(one: Table) -> str:
    """The columns of a table that the schema lists, for a SELECT."""
    return ", ".join(f'"{column.name}"' for column in one.columns)


def connect(tables: Tables) -> duckdb.DuckDBPyConnection:
    """The rows as DuckDB tables in memory."""
    connection = duckdb.connect(":memory:")
    for one in TABLES:
        columns = [f'"{column.name}" {column.type.sql}' for column in one.columns]
        besides = [f"{name} {kind}" for name, kind in beside(one).items()]
        connection.execute(f"CREATE TABLE {one.name} ({', '.join([*columns, *besides])})")
        rows = [
            [*(row[column.name] for column in one.columns), *_beside(tables, one, row, at)]
            for at, row in enumerate(tables[one.name])
        ]
        if rows:
            marks = ", ".join("?" for _ in rows[0])
            connection.executemany(f"INSERT INTO {one.name} VALUES ({marks})", rows)
    return connection


def _beside(tables: Tables, one: Table, row: dict[str, Any], at: int) -> list[int | None]:
    """The number of a row, those of what it belongs to, and the position of its clause."""
    numbers = {
        other[key]: number
        for key, name in (("document_id", "documents"), ("clause_id", "clauses"))
        for number, other in enumerate(tables[name])
    }
    found = [at, *(numbers.get(row[of]) for of in refs(one).values())]
    if POSITION in beside(one):
        at_clause = (
            clause["position"] for clause in tables["clauses"] if clause["clause_id"] == row["clause_id"]
        )
        found.append(next(at_clause, None))
    return found


def run(connection: duckdb.DuckDBPyConnection, tables: Tables, compiled: Compiled) -> list[tuple[Any, ...]]:
    """The rows of a compiled SELECT, the key (where there is one) still behind them."""
    for scan in compiled.scans:
        met = _serials(tables, scan.table, scan.column, scan.matches)
        connection.execute(
            f"CREATE OR REPLACE TEMP MACRO {scan.test}(n) AS n IN (SELECT unnest({met}::BIGINT[]))"
        )
    return connection.execute(compiled.sql, dict(compiled.parameters)).fetchall()


def _serials(tables: Tables, name: str, column: str, matches: Any) -> list[int]:
    """Numbers of the rows whose text (or any of whose texts) the condition holds for."""
    found = []
    for at, one in enumerate(tables[name]):
        value = one[column]
        texts = value if isinstance(value, list) else [value]
        if any(matches(text, language(tables, name, one)) for text in texts if text):
            found.append(at)
    return found


def language(tables: Tables, name: str, one: dict[str, Any]) -> str:
    """The language of a row's text: its own, its clause's, its document's, or empty."""
    if one.get("language"):
        return str(one["language"])
    for parent, key in (("clauses", "clause_id"), ("documents", "document_id")):
        for other in tables[parent]:
            if name != parent and one.get(key) == other[key] and other["language"]:
                return str(other["language"])
    return ""


def sample() -> Tables:
    """Three documents: a joint statement of 2023 (en), a treaty of 2005 (en), a report without date (ru)."""
    tables: Tables = {one.name: [] for one in TABLES}
    _documents(tables)
    _clauses(tables)
    _acts(tables)
    _citations(tables)
    for party, kind, state in (
        ("KAZ", "state", None),
        ("AZE", "state", None),
        ("AZE.PRES", "office", "AZE"),
        ("P:tokayev", "person", "KAZ"),
        ("UN", "organisation", None),
    ):
        names = _NAMES[party]
        tables["parties"].append(
            row(
                "parties",
                party_id=party,
                name_en=names[0],
                kind=kind,
                state_id=state,
                aliases=list(names[1:]),
            )
        )
    tables["mentions"] += [
        row("mentions", mention_id="kaz-aze-2023:m1", clause_id="kaz-aze-2023#1", document_id="kaz-aze-2023",
            party_id="KAZ", kind="state", surface="Kazakhstan", start=2, end=12),
        row("mentions", mention_id="report:m1", clause_id=None, document_id="report",
            party_id="P:tokayev", kind="person", surface="Токаев", start=10, end=16),
        row("mentions", mention_id="report:m2", clause_id=None, document_id="report",
            party_id="AZE.PRES", kind="office", surface="Президент", start=0, end=9),
    ]  # fmt: skip
    tables["statements"].append(
        row("statements", statement_id="report:s1", clause_id="report#1", document_id="report", speaker="Президент",
            speaker_id="P:tokayev", verb="сказал", quote="Мы хотим мира.", start=3, end=17)
    )  # fmt: skip
    tables["dates"].append(
        row("dates", date_id="kaz-aze-2023:t1", clause_id="kaz-aze-2023#2", document_id="kaz-aze-2023",
            value="2022-08", date_from="2022-08-01", date_to="2022-08-31", precision="month", kind="instrument",
            surface="August 2022", start=60, end=71)
    )  # fmt: skip
    tables["definitions"].append(
        row("definitions", definition_id="kaz-aze-2023:d1", clause_id="kaz-aze-2023#1", document_id="kaz-aze-2023",
            term="the Parties", meaning="Kazakhstan and Azerbaijan", party_ids=["KAZ", "AZE"], start=5, end=9)
    )  # fmt: skip
    tables["findings"].append(
        row("findings", finding_id="report:f1", document_id="report", code="no_numbers", severity="info",
            message="nothing numbered was found", start=0, end=1)
    )  # fmt: skip
    return tables


def _documents(tables: Tables) -> None:
    tables["documents"] += [
        row("documents", document_id="kaz-aze-2005", title="Treaty of Friendship", type="treaty", binding="treaty",
            language="en", date="2005-05-24", date_from="2005-05-24", date_to="2005-05-24", place="Baku",
            parties=["KAZ", "AZE"]),
        row("documents", document_id="kaz-aze-2023", title="Joint Statement", type="joint_statement",
            binding="political", language="en", date="2023-04", date_from="2023-04-01", date_to="2023-04-30",
            place="Astana", parties=["KAZ", "AZE"]),
        row("documents", document_id="report", title="Встреча", type="press_report", binding="press", language="ru"),
    ]  # fmt: skip


def _clauses(tables: Tables) -> None:
    def add(document: str, label: str, kind: str, text: str, start: int, end: int, **more: Any) -> None:
        position = sum(1 for one in tables["clauses"] if one["document_id"] == document)
        tables["clauses"].append(
            row("clauses", clause_id=f"{document}#{label}", document_id=document, kind=kind, label=label, text=text,
                position=position, level=1, language=more.pop("language", "en"), start=start, end=end, **more)
        )  # fmt: skip

    add("kaz-aze-2005", "1", "article", "The Parties shall not use force against each other.", 0, 60)
    add("kaz-aze-2005", "2", "article", "", 60, 160, heading="Trade")
    add(
        "kaz-aze-2005",
        "2(a)",
        "point",
        "Each Party shall develop transport.",
        70,
        120,
        parent_id="kaz-aze-2005#2",
    )
    add("kaz-aze-2023", "1", "paragraph", "The Parties reaffirm the Declaration. They will develop the Middle Corridor "
        "and transport links.", 0, 100)  # fmt: skip
    add(
        "kaz-aze-2023",
        "2",
        "paragraph",
        "The Azerbaijani side is ready to share its experience in mine clearance.",
        100,
        200,
    )
    add(
        "report",
        "1",
        "text",
        "Стороны договорились о сотрудничестве по разминированию.",
        0,
        80,
        language="ru",
    )


def _acts(tables: Tables) -> None:
    def add(act: str, clause: str, force: str, bearers: list[str], **more: Any) -> None:
        given = {"hedges": [], "confidence": 1.0, "reported": False, "strength": 50, **more}
        one = row("acts", act_id=act, clause_id=clause, document_id=clause.split("#")[0], force=force, bearers=bearers,
                  obligation=force in ("obligation", "prohibition", "intention"), cue_start=int(act[-1]), **given)  # fmt: skip
        tables["acts"].append(one)
        if one["obligation"]:
            tables["obligations"].append({**one, "issuers": bearers})

    add(
        "kaz-aze-2005:a1",
        "kaz-aze-2005#1",
        "prohibition",
        ["KAZ", "AZE"],
        joint=True,
        action="use force",
        cue="shall not",
    )
    add(
        "kaz-aze-2005:a2",
        "kaz-aze-2005#2(a)",
        "obligation",
        ["KAZ", "AZE"],
        joint=False,
        action="develop transport",
    )
    add("kaz-aze-2023:a1", "kaz-aze-2023#1", "intention", ["KAZ", "AZE"], joint=True,
        action="develop the Middle Corridor", hedges=["as far as possible"])  # fmt: skip
    add("kaz-aze-2023:a2", "kaz-aze-2023#2", "intention", ["AZE.PRES"], action="share its experience",
        deadline="by 2026", deadline_date="2026", deadline_date_from="2026-01-01", deadline_date_to="2026-12-31")  # fmt: skip
    add("kaz-aze-2023:a3", "kaz-aze-2023#1", "endorsement", ["KAZ", "AZE"], action="reaffirm")
    add("report:a1", "report#1", "intention", [], action="сотрудничество", reported=True)


def _citations(tables: Tables) -> None:
    tables["instruments"] += [
        row("instruments", instrument_id="i1", title="Treaty of Friendship", type="treaty", date="2005-05-24",
            date_from="2005-05-24", date_to="2005-05-24", parties=["KAZ", "AZE"], document_id="kaz-aze-2005"),
        row("instruments", instrument_id="i2", title="Declaration on strategic relations", type="declaration",
            date="2022-08-24", date_from="2022-08-24", date_to="2022-08-24", parties=["KAZ", "AZE"]),
        row("instruments", instrument_id="i3", title="Alma-Ata Declaration", type="declaration", date="1991-12",
            date_from="1991-12-01", date_to="1991-12-31"),
        row("instruments", instrument_id="i4", title="Joint Statement", type="joint_statement", date="2023-04",
            date_from="2023-04-01", date_to="2023-04-30", document_id="kaz-aze-2023"),
    ]  # fmt: skip

    def add(number: int, clause: str, instrument: str, surface: str, **more: Any) -> None:
        document = clause.split("#")[0]
        tables["citations"].append(
            row("citations", citation_id=f"{document}:c{number}", clause_id=clause, document_id=document,
                instrument_id=instrument, surface=surface, status="concluded", self=False, start=number,
                held=bool(more.get("target_document_id")), **more)
        )  # fmt: skip

    add(1, "kaz-aze-2023#1", "i1", "the Treaty", target_document_id="kaz-aze-2005", pinpoint="1",
        target_clause_id="kaz-aze-2005#1", pinpoint_unit="article", relation="reaffirms")  # fmt: skip
    add(2, "kaz-aze-2023#1", "i2", "paragraph 7 of the Declaration", pinpoint="7", pinpoint_unit="paragraph")
    add(1, "report#1", "i3", "Алма-Атинская декларация", title="Алма-Атинская декларация")
    add(2, "report#1", "i4", "совместное заявление", target_document_id="kaz-aze-2023")
