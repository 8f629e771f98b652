"""Linking what a change touches gives what linking everything anew gives, after every change of any sequence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from clausedb.link import (
    LinkCitation,
    LinkClause,
    LinkDocument,
    LinkInput,
    LinkParty,
    Memory,
    join_inputs,
)
from clausedb.model import Citation, Party

DOCUMENTS = "abcdefgh"
PARTIES = [(), ("KAZ", "AZE"), ("AZE", "KAZ"), ("ARM", "AZE"), ("KAZ", "RUS"), ("UN",)]
DATES = [None, "1991", "1991-12", "1991-12-21", "2005-05-24", "2005"]
TITLES = [
    ("Treaty on strategic partnership", "treaty"),
    (
        "Treaty on strategic partnership between the Republic of Kazakhstan and the Republic of Azerbaijan",
        "treaty",
    ),
    ("Договор о стратегическом партнерстве", "treaty"),
    ("Agreement on extradition", "agreement"),
    ("Agreement on extradition and legal assistance", "agreement"),
    ("Alma-Ata Declaration", "declaration"),
    ("إعلان ألما-آتا", "declaration"),
    ("Алма-Атинская декларация", "declaration"),
    ("Charter of the United Nations", "charter"),
    ("Устав Организации Объединенных Наций", "charter"),
    ("peace agreement", "agreement"),
    ("the Convention", "convention"),
    ("Statement", "statement"),
    (None, "declaration"),
]
NAMES = [
    ("Kassym-Jomart Tokayev", "P:tokayev"),
    ("Tokayev", "P:tokayev"),
    ("Касым-Жомарт Токаев", "P:токаев"),
    ("Токаев", "P:токаев"),
    ("Nurlan Tokayev", "P:tokayev"),
    ("Kassym Tokaev", "P:tokaev"),
    ("Ilham Aliyev", "P:aliyev"),
    ("Aliyev", "P:aliyev"),
]


@st.composite
def documents(draw: st.DrawFn, document_id: str) -> LinkInput:
    """A document with what it cites and whom it names."""
    title, type = draw(st.sampled_from([*TITLES, ("Ministers meet", "press_report")]))
    one = LinkDocument(
        document_id,
        title,
        type,
        draw(st.sampled_from(DATES)),
        draw(st.sampled_from([None, None, "S/RES/1"])),
        draw(st.sampled_from(PARTIES)),
        draw(st.sampled_from(["en", "ru"])),
        clauses=(LinkClause(f"{document_id}#1", "1", "paragraph"),) * draw(st.integers(0, 1)),
    )
    cited = draw(
        st.lists(
            st.tuples(
                st.sampled_from(TITLES),
                st.sampled_from(DATES),
                st.sampled_from(PARTIES),
                st.sampled_from([None, None, None, "S/RES/1", "S-RES-1"]),
                st.sampled_from(["concluded", "concluded", "prospective"]),
                st.sampled_from([False, False, True]),
            ),
            max_size=4,
        )
    )
    citations = tuple(
        LinkCitation(
            document_id,
            Citation(
                f"{document_id}:c{number}",
                None,
                "self" if own else f"{title}: {date}: {symbol}",
                title,
                type,
                date,
                symbol,
                status,
                0,
                1,
                parties,
                "paragraph",
                "1",
                None,
                own,
            ),
        )
        for number, ((title, type), date, parties, symbol, status, own) in enumerate(cited)
    )
    met = draw(
        st.lists(
            st.tuples(st.sampled_from(NAMES), st.sampled_from([(), ("KAZ.PRES",), ("AZE.PRES",)])),
            max_size=3,
            unique_by=lambda one: one[0][1],
        )
    )
    parties = tuple(
        LinkParty(document_id, Party(party_id, "person", (name,), None, None, offices))
        for (name, party_id), offices in met
    )
    office = LinkParty(
        document_id, Party("KAZ.PRES", "office", (draw(st.sampled_from(["President", "Президент"])),))
    )
    return LinkInput((one,), citations, (*parties, office))


@st.composite
def sequences(draw: st.DrawFn) -> list[tuple[set[str], list[LinkInput]]]:
    """Changes: documents taken out and documents added, some of them in the place of what stood there."""
    there: set[str] = set()
    found: list[tuple[set[str], list[LinkInput]]] = []
    for _ in range(draw(st.integers(1, 6))):
        named = draw(st.sets(st.sampled_from(DOCUMENTS), min_size=1, max_size=3))
        added = {one for one in sorted(named) if one not in there or draw(st.booleans())}
        found.append((named & there, [draw(documents(one)) for one in sorted(added)]))
        there = (there - named) | added
    return found


@settings(max_examples=300)
@given(sequences())
def test_what_a_change_touches_is_all_that_changes(sequence: list[tuple[set[str], list[LinkInput]]]) -> None:
    memory = Memory()
    there: dict[str, LinkInput] = {}
    for gone, added in sequence:
        for one in gone:
            del there[one]
        there.update({one.documents[0].document_id: one for one in added})
        memory.change(gone, join_inputs(added))
        anew = Memory()
        anew.change((), join_inputs(list(there.values())))
        assert memory.links() == anew.links()
        assert memory.every_group == anew.every_group
        assert memory.every_shape == anew.every_shape
