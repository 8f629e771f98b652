"""Makes grammar/parties.tsv and grammar/{en,ru,ar}/names.tsv from CLDR and the tables beside this file.

Run by hand after a change of those tables: `python tools/names/build.py`. Needs babel (CLDR data, Unicode licence)
and pymorphy3 (Russian forms), neither of which is needed where clausedb runs.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pymorphy3
from babel import Locale
from babel.core import get_global

HERE = Path(__file__).parent
GRAMMAR = HERE.parents[1] / "grammar"
LANGUAGES = ("en", "ru", "ar")
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
ADJECTIVE_ENDINGS = ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими")
HEADS = {"Республика", "Королевство", "Султанат", "Государство", "Княжество", "Герцогство", "Эмират"}
"""Heads of the long names of states behind which the short name stands in the nominative or in the genitive."""
NOT_IN_ISO = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
# CLDR lists withdrawn codes beside the present one; these are the present ones of ISO 3166-1.
ISO3 = {"CD": "COD", "DE": "DEU", "FR": "FRA", "MM": "MMR", "TL": "TLS", "YE": "YEM", "XK": "XKX"}
M49 = {"DE": "276", "ET": "231", "FR": "250", "SD": "729", "YE": "887", "CD": "180", "XK": ""}
# Names that CLDR gives in a form no formal text uses.
NAMES = {
    ("en", "CD"): "Democratic Republic of the Congo",
    ("en", "CG"): "Congo",
    ("en", "HK"): "Hong Kong",
    ("en", "MO"): "Macao",
    ("en", "MM"): "Myanmar",
    ("en", "KP"): "Democratic People's Republic of Korea",
    ("en", "KR"): "Republic of Korea",
    ("en", "PS"): "Palestine",
    ("en", "VN"): "Viet Nam",
    ("en", "VA"): "Holy See",
    ("en", "CC"): "Cocos Islands",
    ("en", "CV"): "Cabo Verde",
    ("ru", "KG"): "Кыргызстан",
    ("ru", "CD"): "Демократическая Республика Конго",
    ("ru", "CG"): "Конго",
    ("ru", "AE"): "Объединенные Арабские Эмираты",
    ("ru", "KP"): "Корейская Народно-Демократическая Республика",
    ("ru", "MM"): "Мьянма",
    ("ru", "HK"): "Гонконг",
    ("ru", "MO"): "Макао",
    ("ru", "PS"): "Палестина",
    ("ru", "PG"): "Папуа-Новая Гвинея",
    ("ru", "US"): "Соединенные Штаты Америки",
    ("ru", "GB"): "Соединенное Королевство",
    ("ru", "BS"): "Багамские Острова",
    ("ar", "CD"): "جمهورية الكونغو الديمقراطية",
    ("ar", "CG"): "الكونغو",
    ("ar", "HK"): "هونغ كونغ",
    ("ar", "MO"): "ماكاو",
    ("ar", "MM"): "ميانمار",
    ("ar", "PS"): "فلسطين",
    ("ar", "OM"): "عمان",
    ("ar", "SY"): "سوريا",
    ("ar", "KP"): "جمهورية كوريا الشعبية الديمقراطية",
    ("ar", "KR"): "جمهورية كوريا",
}
# Short names that mean two: a reader has to ask which.
AMBIGUOUS = (
    ("en", "Congo", "COD"),
    ("en", "Congo", "COG"),
    ("ru", "Конго", "COD"),
    ("ru", "Конго", "COG"),
    ("ar", "الكونغو", "COD"),
    ("ar", "الكونغو", "COG"),
    ("en", "Korea", "KOR"),
    ("en", "Korea", "PRK"),
    ("ru", "Корея", "KOR"),
    ("ru", "Корея", "PRK"),
    ("ar", "كوريا", "KOR"),
    ("ar", "كوريا", "PRK"),
)
# Seats and ministries by a name of their own, which stand for an office or an organ.
SEATS = (
    ("en", "USA.MFA", "State Department"),
    ("en", "USA.MFA", "Department of State"),
    ("en", "USA.MFA", "U.S. Department of State|US Department of State|United States Department of State"),
    ("ru", "USA.MFA", "Государственный департамент"),
    ("ru", "USA.MFA", "Госдепартамент"),
    ("ru", "USA.MFA", "Госдеп"),
    ("en", "USA.MOD", "Pentagon"),
    ("ru", "USA.MOD", "Пентагон"),
    ("ar", "USA.MOD", "البنتاغون"),
    ("en", "FRA.PRES", "Élysée"),
    ("en", "FRA.PRES", "Elysee Palace"),
    ("ru", "FRA.PRES", "Елисейский дворец"),
    ("ar", "FRA.PRES", "الإليزيه"),
    ("ar", "FRA.PRES", "قصر الإليزيه"),
    ("en", "GBR.PM", "Downing Street"),
    ("ru", "GBR.PM", "Даунинг-стрит"),
    ("en", "KAZ.PRES", "Akorda"),
    *(("ru", "KAZ.PRES", form) for form in ("Акорда", "Акорды", "Акорде", "Акорду", "Акордой")),
    ("ar", "KAZ.PRES", "أكوردا"),
    ("en", "RUS.PRES", "Kremlin"),
    ("ru", "RUS.PRES", "Кремль"),
    ("ar", "RUS.PRES", "الكرملين"),
    ("en", "USA.PRES", "White House"),
    ("ru", "USA.PRES", "Белый дом"),
    ("ar", "USA.PRES", "البيت الأبيض"),
    ("en", "SAU.KING", "Custodian of the Two Holy Mosques"),
    ("ru", "SAU.KING", "Служитель двух святынь"),
    ("ru", "SAU.KING", "Хранитель двух святынь"),
    ("ar", "SAU.KING", "خادم الحرمين الشريفين"),
)
ORGANS = (".MFA", ".MOD")
SEAT_OF_EU = {"en": "Brussels", "ru": "Брюссель", "ar": "بروكسل"}
MORPH = pymorphy3.MorphAnalyzer()


@dataclass(slots=True)
class Entity:
    party_id: str
    kind: str
    names: dict[str, str]
    forms: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """(language, kind of mention) -> forms in the nominative."""
    facts: dict[str, str] = field(default_factory=dict)

    def add(self, language: str, kind: str, *forms: str) -> None:
        kept = self.forms.setdefault((language, kind), [])
        kept.extend(form for form in forms if form and form not in kept)


def main() -> None:
    entities = [*states(), *former_states(), *organisations()]
    for language, form, party_id in AMBIGUOUS:
        next(one for one in entities if one.party_id == party_id).add(language, "state", form)
    write_parties(entities)
    for language in LANGUAGES:
        write_names(language, entities)
    write_offices()


# --- entities -----------------------------------------------------------------------------


def table(name: str) -> list[dict[str, str]]:
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return list(
        csv.DictReader([x for x in lines if x and x[0] != "#"], delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def states() -> Iterator[Entity]:
    """Every entity with an ISO 3166-1 code, in the order of the two-letter codes."""
    own = {row["iso2"]: row for row in table("states")}
    iso3, m49 = codes()
    territories = {language: Locale(language).territories for language in LANGUAGES}
    empty = dict.fromkeys(next(iter(own.values())), "")
    for iso2 in sorted(code for code in territories["en"] if len(code) == 2 and code not in NOT_IN_ISO):
        row = own.get(iso2, empty)
        names = {x: NAMES.get((x, iso2)) or tidy(territories[x][iso2]) for x in LANGUAGES}
        sovereign = bool(row["cow"]) and iso2 not in ("TW", "XK")
        kind = "state" if sovereign or iso2 in ("PS", "VA", "KI", "CK", "NU") else "territory"
        one = Entity(iso3[iso2], kind, names)
        one.facts = {"iso2": iso2, "iso3": iso3[iso2], "m49": m49.get(iso2, ""), "cow": row["cow"]}
        add_forms(one, row, {x: tidy(territories[x][iso2]) for x in LANGUAGES})
        yield one


def codes() -> tuple[dict[str, str], dict[str, str]]:
    """Three-letter and numeric codes by two-letter code, from CLDR's territory aliases."""
    iso3, m49 = dict(ISO3), dict(M49)
    for alias, replacements in get_global("territory_aliases").items():
        if len(replacements) == 1:
            found = iso3 if re.fullmatch("[A-Z]{3}", alias) else m49
            if len(alias) == 3:
                found.setdefault(replacements[0], alias)
    return iso3, m49


def tidy(name: str) -> str:
    """A CLDR name without remarks in brackets, signs for "and" and abbreviations."""
    name = re.sub(r"\s*\(.*?\)", "", name).replace("&", "and").replace("’", "'")
    name = re.sub(r"\bо-ва\b", "острова", re.sub(r"\bо-в\b", "остров", name))
    name = re.sub(r"\bSt\. ", "Saint ", re.sub(" SAR China$", "", name))
    return re.sub("[\u064b-\u0652]", "", name)


def add_forms(one: Entity, row: dict[str, str], cldr: dict[str, str]) -> None:
    """All names of a state: short, long, adjectives, capitals."""
    short = {x: several(cldr[x]) for x in LANGUAGES}
    for language in LANGUAGES:
        one.add(language, "state", one.names[language], *(x for x in short[language] if " - " not in x))
        one.add(language, "capital", *several(row[f"{language}_capital"]))
        adjectives = several(row[f"{language}_adjective"])
        one.add(language, "adjective", *adjectives)
    one.add("en", "state", row.get("en_long", ""), *several(row["en_more"]))
    one.add("ru", "state", *several(row["ru_more"]))
    one.add("ar", "state", *several(row["ar_more"]))
    if row.get("en_long", "").startswith("Republic of "):
        russian, arabic = one.names["ru"], one.names["ar"]
        one.add("ru", "state", "" if "Республика" in russian else f"Республика {russian}")
        one.add("ar", "state", "" if "جمهورية" in arabic else f"جمهورية {arabic}")


def former_states() -> Iterator[Entity]:
    for row in table("former"):
        first = {x: several(row[f"{x}_more"]) for x in LANGUAGES}
        names = {"en": row["en_name"], "ru": first["ru"][0], "ar": first["ar"][0]}
        one = Entity(row["id"], "state", names)
        one.facts = {key: row[key] for key in ("iso2", "m49", "cow", "valid_from", "valid_to")}
        one.facts["iso3"] = row["id"] if row["iso2"] else ""
        add_forms(one, row, names)
        yield one


def organisations() -> Iterator[Entity]:
    for row in table("organisations"):
        names = {x: row[x] for x in LANGUAGES}
        one = Entity(row["id"], row["kind"], names)
        one.facts = {"parent_id": row["parent"]}
        for language in LANGUAGES:
            kind = row["kind"] if row["kind"] in ("organisation", "office") else "organ"
            one.add(language, kind, row[language], *several(row[f"{language}_more"]))
            if row["id"] == "EU":  # in reports Brussels decides for the Union, hardly ever for Belgium
                one.add(language, "capital", SEAT_OF_EU[language])
        yield one


# --- Russian forms ------------------------------------------------------------------------


def declined(phrase: str) -> list[str]:
    """The phrase in six cases: words up to the head noun change, what follows it stays."""
    found = [phrase]
    for case in CASES[1:]:
        form = in_case(phrase, case)
        if form not in found:
            found.append(form)
    return found


def of_state(phrase: str) -> list[str]:
    """The phrase in six cases with the name of the state in the genitive: «Королевства Бельгии», beside «Королевства Бельгия»."""
    words = phrase.split(" ")
    head = next((at for at, word in enumerate(words, 1) if word in HEADS), len(words))
    name = " ".join(words[head:])
    genitive = in_case(name, "gent")
    if genitive == name:
        return []
    return [f"{form} {genitive}" for form in declined(" ".join(words[:head]))]


def in_case(phrase: str, case: str) -> str:
    words = phrase.split(" ")
    for at, word in enumerate(words):
        changed, is_noun = word_in_case(word, case)
        words[at] = changed
        if is_noun and not (at + 2 < len(words) and words[at + 1] == "и"):
            joined = at >= 2 and words[at - 1] == "и"
            if joined or "и" not in words[at + 1 : at + 2]:
                break
    return " ".join(words)


def word_in_case(word: str, case: str) -> tuple[str, bool]:
    """The word in that case, and whether it is a noun; unchanged where the dictionary has no such noun or adjective."""
    if word.isupper() or word == "и" or not re.search("[а-яё]", word):
        return word, word != "и"
    readings = [x for x in MORPH.parse(word) if "nomn" in x.tag and x.tag.POS in ("NOUN", "ADJF", "PRTF")]
    readings.sort(key=lambda x: ("Geox" not in x.tag, "Name" in x.tag or "Surn" in x.tag))
    if not readings:
        return word, True
    best = readings[0]
    if best.tag.POS == "NOUN" and not (MORPH.word_is_known(word) or word.endswith(("стан", "ия"))):
        return word, True
    inanimate = case == "accs" and not {"femn", "neut"} & set(best.tag.grammemes)
    form = (inanimate and best.inflect({case, "inan"})) or best.inflect({case})
    changed = form.word if form else word
    return "".join(shape(word, changed)), best.tag.POS == "NOUN"


def shape(word: str, changed: str) -> Iterator[str]:
    """`changed` with the capitals of `word`, and е for ё as most print does."""
    for at, letter in enumerate(changed.replace("ё", "е")):
        yield letter.upper() if at < len(word) and word[at].isupper() else letter


def adjective_forms(adjective: str) -> list[str]:
    """All forms, and those of the first half of a compound: казахстанско-, азербайджано-."""
    stem = adjective[:-2]
    halves = [stem + "о"] + ([stem[:-2] + "о"] if stem.endswith("ск") and len(stem) > 7 else [])
    return [*(stem + ending for ending in ADJECTIVE_ENDINGS), *halves]


def arabic_adjective_forms(adjective: str) -> list[str]:
    """Masculine, feminine, sound plurals and duals; the article and clitics are the reader's business."""
    return [adjective + ending for ending in ("", "ة", "ين", "ون", "تين", "تان", "ان", "ات")]


# --- files --------------------------------------------------------------------------------

PARTY_COLUMNS = [
    "party_id",
    "kind",
    "name_en",
    "name_ru",
    "name_ar",
    "genitive_ru",
    "state_id",
    "parent_id",
    "iso2",
    "iso3",
    "m49",
    "cow",
    "valid_from",
    "valid_to",
]
SOURCE = "# Made by tools/names/build.py from CLDR (Unicode licence), ISO 3166 and its hand tables; not edited by hand.\n"


def write_parties(entities: list[Entity]) -> None:
    rows = ["\t".join(PARTY_COLUMNS)]
    for one in entities:
        cells = {
            "party_id": one.party_id,
            "kind": one.kind,
            "genitive_ru": in_case(one.names["ru"], "gent"),
            **{f"name_{x}": one.names[x] for x in LANGUAGES},
            **one.facts,
        }
        rows.append("\t".join(cells.get(name, "") for name in PARTY_COLUMNS))
    (GRAMMAR / "parties.tsv").write_text(SOURCE + "\n".join(rows) + "\n", encoding="utf-8")


def write_names(language: str, entities: list[Entity]) -> None:
    rows = ["party_id\tkind\tforms"]
    rows += [
        f"{party_id}\t{'organ' if party_id.endswith(ORGANS) else 'office'}\t{'|'.join(seat_forms(language, form))}"
        for x, party_id, form in SEATS
        if x == language
    ]
    for one in entities:
        for (of, kind), forms in one.forms.items():
            if of == language and forms:
                rows.append(f"{one.party_id}\t{kind}\t{'|'.join(all_forms(language, kind, forms))}")
    (GRAMMAR / language / "names.tsv").write_text(SOURCE + "\n".join(rows) + "\n", encoding="utf-8")


def write_offices() -> None:
    rows = ["role\tforms\tplurals"]
    for row in table("offices_ru"):
        cells = [
            "|".join(x for x in all_forms("ru", "office", several(row[name])) if x != "после")
            for name in ("forms", "plurals")
        ]
        rows.append("\t".join([row["role"], *cells]))
    (GRAMMAR / "ru" / "offices.tsv").write_text(SOURCE + "\n".join(rows) + "\n", encoding="utf-8")


def seat_forms(language: str, form: str) -> list[str]:
    return declined(form) if language == "ru" else [form]


def all_forms(language: str, kind: str, forms: list[str]) -> list[str]:
    found: list[str] = []
    for form in forms:
        if language == "ru":
            found += adjective_forms(form) if kind == "adjective" else declined(form)
            found += of_state(form) if kind == "state" else []
        elif language == "ar" and kind == "adjective":
            found += arabic_adjective_forms(form)
        else:
            found.append(form)
    return list(dict.fromkeys(found))


if __name__ == "__main__":
    main()
