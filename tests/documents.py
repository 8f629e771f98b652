"""Records made by hand, for tests that must not depend on what the parser reads."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from clausedb.api.linker import payload_of
from clausedb.model import Act, Citation, Clause, Document, Finding, Mention, Party, Records, Span, Statement
from clausedb.store.load import Parcel
from clausedb.store.sources import Source

VERSIONS = {"parser": "0", "grammar": "0", "strength": "0"}
"""What a store is told that its documents were read with."""
NOW = datetime(2026, 1, 2, tzinfo=UTC).isoformat()


def statement(document_id: str, person: str, surface: str, *, language: str = "en") -> Records:
    """A press report in which one person, who is President of Kazakhstan, says something and cites one instrument."""
    text = f"{surface} said: peace matters. The Declaration of 2022-08-24 stands. Cookies"
    at = text.index("peace matters")
    cited = text.index("Declaration")
    clause_id = f"{document_id}#p1"
    end = text.index(" Cookies")
    clause = Clause(
        clause_id, document_id, None, "text", None, (), "p1", 1, 0, None, language, 0, 0, end, end
    )
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Records(
        Document(document_id, f"{document_id}.txt", sha256, text, language=language, type="press_report"),
        clauses=(clause,),
        acts=(
            Act(
                f"{document_id}:a1",
                clause_id,
                "assertion",
                "say",
                20,
                False,
                Span(at, at + 5),
                "by-hand",
                bearers=(person,),
                bearer=Span(0, len(surface)),
            ),
        ),
        mentions=(Mention(f"{document_id}:m1", clause_id, person, "person", 0, len(surface)),),
        parties=(Party(person, "person", (surface,), state_id="KAZ", offices=("KAZ.PRES",)),),
        citations=(
            Citation(
                f"{document_id}:c1",
                clause_id,
                "declaration|2022-08-24",
                "Declaration",
                "declaration",
                "2022-08-24",
                None,
                "concluded",
                cited,
                cited + len("Declaration of 2022-08-24"),
            ),
        ),
        statements=(
            Statement(
                f"{document_id}:s1", clause_id, surface, person, None, Span(at, at + len("peace matters"))
            ),
        ),
        boilerplate=(Span(end + 1, len(text)),),
        findings=(Finding("no_numbers", "info", "nothing numbered was found"),),
    )


def resolution(document_id: str = "res-1") -> Records:
    """A resolution that decides, requests and recommends, with what each act has in common left out."""
    text = "Requests France to act. The Parties shall meet. Calls upon all to help. Supports peace."
    clauses, acts = [], []
    forces = (("directive", True), ("obligation", True), ("recommendation", True), ("endorsement", False))
    start = 0
    for number, (force, owed) in enumerate(forces, 1):
        end = text.index(".", start) + 1
        clause_id = f"{document_id}#{number}"
        clauses.append(
            Clause(
                clause_id,
                document_id,
                None,
                "paragraph",
                None,
                (),
                str(number),
                1,
                number - 1,
                None,
                "en",
                start,
                start,
                end,
                end,
            )
        )
        acts.append(
            Act(
                f"{document_id}:a{number}",
                clause_id,
                force,
                force,
                50,
                owed,
                Span(start, start + 5),
                "by-hand",
                bearers=("UNSC",),
                addressees=("FRA",) if force == "directive" else (),
            )
        )
        start = end + 1
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document(document_id, f"{document_id}.txt", sha256, text, type="resolution", issuer="UNSC")
    return Records(document, tuple(clauses), tuple(acts))


def packed(records: Records) -> tuple[Source, bytes, Parcel]:
    """A document as `Store.load` takes it."""
    one = records.document
    return (
        Source(one.sha256, one.document_id, one.source, NOW),
        one.text.encode(),
        Parcel(records, payload_of(records), NOW, "0"),
    )
