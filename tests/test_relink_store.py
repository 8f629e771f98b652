"""A database after any sequence of adding, taking out and reading again is the one that holds these documents from the first."""

from __future__ import annotations

import hashlib
import itertools
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from documents import VERSIONS, packed
from hypothesis import given, settings
from hypothesis import strategies as st

from clausedb.api.linker import linker_of, links_anew
from clausedb.model import Records
from clausedb.parse.pipeline import parse_text
from clausedb.schema import TABLES
from clausedb.store.check import check_store
from clausedb.store.database import Store
from clausedb.store.execute import run_sql
from tests.world import columns_of

TEXTS = {
    "declaration-en": """\
DECLARATION on deepening allied relations between the Republic of Kazakhstan and the Republic of Azerbaijan

The Republic of Kazakhstan and the Republic of Azerbaijan, hereinafter referred to as the Parties,

guided by the Charter of the United Nations,

1. The Parties shall develop trade under the 2030 Agenda for Sustainable Development.

2. The Parties shall implement paragraph 1 of this Declaration.

Done at Baku on 24 August 2022.
""",
    "declaration-ru": """\
ДЕКЛАРАЦИЯ об углублении союзнических отношений между Республикой Казахстан и Азербайджанской Республикой

Республика Казахстан и Азербайджанская Республика, именуемые в дальнейшем Стороны,

1. Стороны развивают торговлю.

2. Стороны выполняют пункт 1 настоящей Декларации.

Совершено в г. Баку 24 августа 2022 года.
""",
    "report-en": """\
President of the Republic of Kazakhstan Kassym-Jomart Tokayev met President of the Republic of Azerbaijan Ilham Aliyev.

"We will implement paragraph 1 of the Declaration on deepening allied relations between the Republic of Kazakhstan and the Republic of
Azerbaijan dated August 24, 2022," Tokayev said. The sides spoke of the Treaty on strategic partnership of 2005 and of resolution 1325 (2000).
""",
    "report-ru": """\
Президент Республики Казахстан Касым-Жомарт Токаев встретился с Президентом Азербайджанской Республики Ильхамом Алиевым.

«Мы выполним Декларацию об углублении союзнических отношений между Республикой Казахстан и Азербайджанской Республикой от 24 августа 2022 года», —
сказал Токаев. Стороны говорили о Договоре о стратегическом партнерстве от 24 мая 2005 года и об Уставе Организации Объединенных Наций,
о Повестке дня в области устойчивого развития на период до 2030 года.
""",
    "report-ar": """\
التقى رئيس جمهورية كازاخستان قاسم جومارت توكاييف رئيس جمهورية أذربيجان إلهام علييف.

وقال توكاييف: "سننفذ إعلان ألما-آتا الموقع في ديسمبر 1991 وميثاق الأمم المتحدة". وأشار إلى خطة التنمية المستدامة لعام 2030.
""",
    "surname-en": """\
The President of the Republic of Kazakhstan, Tokayev, spoke in Astana.

"We will honour the Alma-Ata Declaration of December 1991," Tokayev said. Minister Nurlan Tokayev agreed.
""",
    "resolution-en": """\
Resolution 1325 (2000)

Adopted by the Security Council on 31 October 2000

The Security Council,

Recalling the Charter of the United Nations and its resolution 1261 (1999) of 25 August 1999,

1. Urges Member States to ensure increased representation of women;

2. Requests the Secretary-General to report on paragraph 1 above.
""",
}
CHANGED = {
    "a": ("trade", "transport"),
    "b": ("2005", "2006"),
    "c": ("Nurlan", "Kassym-Jomart"),
    "d": ("2022", "2021"),
}


@cache
def parsed(name: str, change: str = "") -> Records:
    """A document as it is, or with other words."""
    old, new = CHANGED.get(change, ("", ""))
    records = parse_text(
        TEXTS[name].replace(old, new) if change else TEXTS[name], name=name, document_id=name
    )
    # The bytes are the same: this stands for a document that a new grammar or a correction reads otherwise.
    return replace(
        records, document=replace(records.document, sha256=hashlib.sha256(name.encode()).hexdigest())
    )


def everything(store: Store) -> dict[str, Any]:
    def look(connection: Any, _: object) -> dict[str, Any]:
        tables = {one.name: f"SELECT {columns_of(one)} FROM {one.name} ORDER BY {one.key}" for one in TABLES}
        tables |= {
            f"internal.{name}": f"SELECT * FROM internal.{name} ORDER BY ALL"
            for name in ("nodes", "shapes", "blocks", "groups", "met", "names")
        }
        return {name: connection.execute(sql).fetchall() for name, sql in tables.items()}

    return store.read(look)


def fresh(folder: Path, documents: list[Records]) -> Store:
    store = Store(folder, wait=5.0)
    store.make(VERSIONS)
    if documents:
        store.load([packed(one) for one in documents], linker_of(()), VERSIONS)
    return store


@st.composite
def sequences(draw: st.DrawFn) -> list[tuple[str, list[tuple[str, str]]]]:
    """Steps: ("add", documents), ("remove", document), ("read again", document with other words)."""
    there: set[str] = set()
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for _ in range(draw(st.integers(2, 6))):
        step = draw(st.sampled_from(["add", "add", "remove", "read again"])) if there else "add"
        free = sorted(TEXTS.keys() - there)
        if step == "add" and free:
            names = draw(st.lists(st.sampled_from(free), min_size=1, max_size=3, unique=True))
            there |= set(names)
            found.append((step, [(one, draw(st.sampled_from(["", *CHANGED]))) for one in names]))
        elif there and step != "add":
            name = draw(st.sampled_from(sorted(there)))
            there -= {name} if step == "remove" else set()
            found.append((step, [(name, draw(st.sampled_from(["", *CHANGED])))]))
    return found


@settings(max_examples=12, deadline=None)
@given(sequences())
def test_whatever_came_and_went_the_database_is_that_of_what_is_there(
    sequence: list[tuple[str, list[tuple[str, str]]]],
) -> None:
    linker = linker_of(())
    there: dict[str, Records] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = fresh(Path(folder) / "one.db", [])
        for step, documents in sequence:
            if step == "remove":
                [(name, _)] = documents
                del there[name]
                store.remove(name, linker)
                continue
            records = [parsed(name, change) for name, change in documents]
            there.update({one.document.document_id: one for one in records})
            if step == "add":
                store.load([packed(one) for one in records], linker, VERSIONS)
            else:
                store.reload(packed(records[0])[2], linker)
        other = fresh(Path(folder) / "other.db", list(there.values()))
        assert everything(store) == everything(other)
        assert not [one for one in check_store(store, links_anew) if "not linked" in one]


@pytest.mark.parametrize("order", list(itertools.permutations(range(7)))[::1000])
def test_one_by_one_in_any_order_is_all_at_once(tmp_path: Path, order: tuple[int, ...]) -> None:
    names = list(TEXTS)
    store = fresh(tmp_path / "one.db", [])
    for at in order:
        store.load([packed(parsed(names[at]))], linker_of(()), VERSIONS)
    assert everything(store) == everything(fresh(tmp_path / "other.db", [parsed(one) for one in names]))


def test_the_texts_are_worth_linking(tmp_path: Path) -> None:
    store = fresh(tmp_path / "one.db", [parsed(one) for one in TEXTS])

    def rows(sql: str) -> set[tuple[Any, ...]]:
        return set(store.read(lambda connection, stop: run_sql(connection, sql, stop))[1])

    assert ("report-en:c1", "declaration-en", "declaration-en#1") in rows(
        "SELECT citation_id, target_document_id, target_clause_id FROM citations"
    )
    several = rows("SELECT instrument_id FROM citations GROUP BY 1 HAVING count(DISTINCT document_id) > 1")
    assert len(several) > 2
    agenda = rows("SELECT document_id FROM citations WHERE instrument_id = '2030-agenda'")
    assert agenda == {("declaration-en",), ("report-ru",), ("report-ar",)}
    [(names,)] = rows("SELECT count(*) FROM parties WHERE party_id LIKE 'P:tok%'")
    assert names == 2
