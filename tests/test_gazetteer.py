"""Names of parties in three languages, what is known of them, and who stands for whom."""

from __future__ import annotations

import pytest

from clausedb.gazetteer import load_gazetteer
from clausedb.language import load_grammar

GAZETTEER = load_gazetteer(load_grammar())


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Azerbaijan", "AZE"),
        ("azerbaijan", "AZE"),
        ("AZE", "AZE"),
        ("az", "AZE"),
        ("Азербайджаном", "AZE"),
        ("Азербайджанской Республики", "AZE"),
        ("أذربيجان", "AZE"),
        ("جمهورية أذربيجان", "AZE"),
        ("Azerbaijani", "AZE"),
        ("the Republic of Kazakhstan", "KAZ"),
        ("UN", "UN"),
        ("ООН", "UN"),
        ("الأمم المتحدة", "UN"),
        ("Viet-Nam", "VNM"),
        ("Türkiye", "TUR"),
        ("USSR", "SUN"),
        ("Korea", "KOR PRK"),
        ("Congo", "COD COG"),
        ("President of Kazakhstan", "KAZ.PRES"),
        ("Kazakh President", "KAZ.PRES"),
        ("президент Казахстана", "KAZ.PRES"),
        ("رئيس كازاخستان", "KAZ.PRES"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_who_a_name_means(name: str, ids: str) -> None:
    assert " ".join(sorted(GAZETTEER.lookup(name))) == ids


@pytest.mark.parametrize(
    ("party_id", "language", "name"),
    [
        ("KAZ", "en", "Kazakhstan"),
        ("KAZ", "ru", "Казахстан"),
        ("KAZ.PRES", "en", "President of Kazakhstan"),
        ("AZE.FM", "ru", "Министр иностранных дел Азербайджана"),
        ("CIS.CFM", "en", "Council of Foreign Ministers of the Commonwealth of Independent States"),
        ("USA.MFA", "en", "Ministry of Foreign Affairs of the United States"),
        ("UN.SG", "ru", "Генеральный секретарь"),
        ("KAZ+RUS.COMMISSION", "en", "Commission of Kazakhstan and Russia"),
        ("KAZ+RUS.COMMISSION", "ru", "Комиссия Казахстана и России"),
        ("P:tokayev", "en", "P:tokayev"),
    ],
)
def test_what_to_call_a_party(party_id: str, language: str, name: str) -> None:
    assert GAZETTEER.name(party_id, language) == name


def test_codes_of_states() -> None:
    kazakhstan = GAZETTEER.facts("KAZ")
    assert kazakhstan is not None
    assert (kazakhstan.iso2, kazakhstan.iso3, kazakhstan.m49, kazakhstan.cow) == ("KZ", "KAZ", "398", "705")
    union = GAZETTEER.facts("SUN")
    assert union is not None
    assert (union.valid_from, union.valid_to) == ("1922-12-30", "1991-12-26")


def test_every_state_has_names_and_codes_of_its_own() -> None:
    facts = [one for one in map(GAZETTEER.facts, GAZETTEER.ids()) if one is not None]
    states = [one for one in facts if one.kind == "state" and one.valid_to is None]
    assert len(states) >= 195
    assert all(one.name_en and one.name_ru and one.name_ar for one in facts)
    for codes in ([one.iso3 for one in states], [one.iso2 for one in states]):
        assert None not in codes
        assert len(set(codes)) == len(codes)
    numbers = [one.cow for one in states if one.cow]
    assert sorted(numbers) == sorted(set(numbers))


def test_a_state_stands_for_its_offices_and_an_organisation_for_its_organs() -> None:
    assert GAZETTEER.covers("AZE", "AZE.PRES")
    assert GAZETTEER.covers("AZE.MFA", "AZE.MFA.SPOKES")
    assert GAZETTEER.covers("UN", "UNSC")
    assert not GAZETTEER.covers("AZE", "ARM.PRES")
    assert not GAZETTEER.covers("AZE.PRES", "AZE")
