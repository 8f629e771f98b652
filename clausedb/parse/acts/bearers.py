"""Who bears an act: the subject before its cue (English, Russian) or behind it (Arabic), as ids and as words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.views import WORD, Name, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_COMMA = re.compile(r"[,;:](?:(?<=,)\s*|(?<!,)\s+)")
_BORDER = re.compile(r",\s*|[;:.!?؟]\s+")
"""What parts a subject from the words before it that say nothing of it."""
_DATE = 30
"""Characters of the longest date between a subject and its verb."""
_INSERTED = re.compile(r",[^,]{2,40},")
"""An insertion right behind the word that opens a condition: "If, however, the person"."""
_NUMBER = re.compile(r"\.?\s*\d")
_TITLED = re.compile(r"(?:\s\([^()]{1,20}\))?\s([A-Z][a-z]+)")
_APPOSED = re.compile(r",\s+(?:(?:h\.\s?e|mr|mrs|ms|dr)\.?\s+){0,2}")
"""Between an office and the person named behind a comma."""
_OWNED = 12
"""Characters between an organ and those whose it is."""
_STEPS = 4
"""Adverbs and titles that may stand between a verb and its subject."""
_TYPES = {"collective": "collective", "organ": "organ", "office": "named", "side": "named"}
FINITE = ("yes", "relative", "opening")
"""Openers of separable parts behind which a finite verb follows."""
ACTORS = frozenset({"party", "organ", "actor", "name", "pronoun"})
_CONJUNCTION, _PREPOSITION, _NONE = any_of("conjunction"), any_of("preposition"), any_of("none")
_PRONOUN, _NUMBERED, _DESCRIBING = any_of("pronoun"), any_of("numbered"), any_of("describing")
_FIRST, _GENITIVE, _ADVERBIAL = any_of("first"), any_of("genitive"), any_of("adverbial")
_AMID_VERB = any_of("perfect", "negation", "adverbial")
"""What may stand between a subject and its verb."""
_BEFORE_HEAD = any_of("conjunction", "adverb")
_NO_NOUN = any_of(
    "preposition",
    "conjunction",
    "relative",
    "infinitive",
    "temporal",
    "pronoun",
    "participial",
    "adverbial",
)
"""What begins no noun phrase."""
_BORDERS = any_of("preposition", "border", "conjunction")
_CHOICE, _AMOUNT = any_of("each", "none"), any_of("each", "both", "none")
_DETERMINER = any_of("each", "none", "both", "article", "role")
_STEP = any_of("adverb", "title")
_VERBAL = any_of("done", "participial", "adverbial")


class Subject(NamedTuple):
    """The subject of an act. `kind`: name, party, organ, actor, pronoun, thing (no actor), none (no subject there)."""

    kind: str
    ids: tuple[str, ...] = ()
    type: str = "unspecified"
    start: int = -1
    end: int = -1
    """Words of the subject; -1 where there are none."""
    negative: bool = False
    """Neither Party, no Party."""
    shared: bool = False
    """Taken over from the act before in the same sentence."""

    @property
    def is_actor(self) -> bool:
        return self.kind in ACTORS


NOBODY = Subject("none")


@dataclass(frozen=True, slots=True)
class Stage:
    """Those whom party words of a document mean where no name says so."""

    parties: tuple[str, ...] = ()
    issuer: str | None = None
    honours: tuple[tuple[str, int, tuple[str, ...]], ...] = ()
    """Pronouns of honour, with where in the document somebody is named beside a title that goes with it, and who."""


def subject_before(
    view: View, low: int, cue: int, words: Vocabulary, stage: Stage, first: bool = False
) -> Subject:
    """The subject in [low, cue): next to the cue, else at the head of a part between commas; `first`: a sentence begins there."""
    end, last = _before_adverbs(view, low, cue, words)
    if "besides" in words.phrases:
        for match in words.phrases["besides"].finditer(view.text, low, end):
            low = match.end()  # a clause of its own: «просит …, причем первый доклад должен»
            last = last_word(view.text, low, end)
    if end <= low or words.kinds[last] & _CONJUNCTION:
        return NOBODY
    near = _ending_at(view, low, end, last, words, stage)
    if near is not None and ("cases" not in words.settings or near.kind == "pronoun" or near.start == low):
        return near
    parts = _part_starts(view, low, end, words)
    if len(parts) > 1 and _opens_condition(view, low, end):
        parts = parts[-1:]
    if near is not None and len(parts) > 1 and near.start == _skip_small(view, parts[-1], end, words):
        return near  # «пригласила компании принять участие, а Грузинская Сторона подтвердила»
    head = WORD.search(view.text, parts[-1], end) if "cases" in words.settings else None
    if head is not None and words.is_a(head[0], "pronoun"):
        return Subject("pronoun", (), "named", *head.span())  # «она по просьбе другой Стороны передает»
    heads = []
    for start in parts:
        begin = _past_date(view, start, end, words) if view.dates else start
        one = _starting_at(view, begin, end, words, stage)
        if one.kind in ACTORS:
            heads.append(one)
    if heads:
        listed = (one for one in heads if len(one.ids) > 1 and reaches(view, one, end, words))
        return next(listed, heads[0])
    if "cases" in words.settings:
        main = parts[-1] if _opens_condition(view, low, end) else low
        inside = _nominative(view, main, end, words, stage)
        if inside.is_actor:
            return inside
    start = parts[0] if first and words.is_plain and _is_noun_phrase(view, low, end, words) else parts[-1]
    word = WORD.search(view.text, start, end)
    nothing = is_nothing(view, word, words)
    return Subject("thing", start=start, end=end, negative=nothing)


def is_nothing(view: View, first: re.Match[str] | None, words: Vocabulary) -> bool:
    """The first word of a phrase says that there is none: "No measures may", not "No 3416/90 shall"."""
    if first is None or not words.kinds[first[0]] & _NONE:
        return False
    return _NUMBER.match(view.text, first.end()) is None


def _is_noun_phrase(view: View, low: int, end: int, words: Vocabulary) -> bool:
    """A noun phrase begins there: "The costs of travel, food and lodging shall", not "Once the costs have been paid, the"."""
    first = WORD.search(view.text, low, end)
    if first is None or not first[0].isalpha() or view.cue_at("fringes", first.start(), end):
        return False
    return not words.kinds[first[0]] & _NO_NOUN


def _opens_condition(view: View, low: int, end: int) -> bool:
    """A clause with "if" or "when" comes first, whose own subject is not the one looked for."""
    if not view.cues("fringes", low, end):
        return False
    first = WORD.search(view.text, low, end)
    fringe = view.cue_at("fringes", first.start(), end) if first else None
    return fringe is not None and fringe.row["kind"] == "condition" and fringe.row["clause"] in FINITE


def _nominative(view: View, low: int, end: int, words: Vocabulary, stage: Stage) -> Subject:
    """A party noun in the nominative anywhere before the verb: «В целях реализации Соглашения Стороны …»; behind a separable
    part that opens the sentence also an organ: «При условии соблюдения законодательства Министерство …»."""
    first = WORD.search(view.text, low, end)
    named = words.shape("nominative")
    fronted = first is not None and (
        view.cue_at("fringes", first.start(), end) is not None or words.is_a(first[0], "preposition")
    )
    kinds = ("party", "organ") if fronted else ("party",)
    for noun in reversed(view.cues("subjects", low, end)):
        before = last_word(view.text, low, noun.start)
        oblique = words.is_a(before, "preposition") or _is_oblique(view, low, noun.start, words)
        described = noun.row["kind"] == "actor" and named.fullmatch(before) is not None
        if described:  # «До назначения … представляемое государство испрашивает»
            begin = view.text.rfind(before, low, noun.start)
            return _of_noun(view, begin, noun.start, noun.end, "actor", end, words, stage)
        if noun.row["kind"] in kinds and not oblique:
            begin = _determined(view, low, noun.start, words)
            found = _of_noun(view, begin, noun.start, noun.end, noun.row["kind"], end, words, stage)
            name = view.name_to(noun.end) or view.name_from(noun.start, slack=2)
            if name and name.ids:
                if name.start < noun.start:  # «Казахстанская Сторона»
                    return _of_names(view, [name], words)
                return found._replace(ids=name.ids, end=max(found.end, name.end))
            return found
    return NOBODY


def _is_oblique(view: View, low: int, place: int, words: Vocabulary) -> bool:
    """An adjective before the noun shows a case that no subject has: «одной Договаривающейся Стороны»."""
    pattern = words.shape("oblique")
    return pattern.fullmatch(last_word(view.text, low, place)) is not None


def subject_at(view: View, start: int, end: int, words: Vocabulary, stage: Stage) -> Subject:
    """The actor that heads a sentence, whose verb with no cue stands between: "Azerbaijan follows … and is ready to"."""
    return _starting_at(view, _skip_small(view, start, end, words), end, words, stage, verb=True)


def subject_of_condition(view: View, low: int, high: int, words: Vocabulary, stage: Stage) -> Subject:
    """The subject of the condition with a verb of its own that opens the sentence; NOBODY where none opens it."""
    first = WORD.search(view.text, low, high)
    if first is None or not _opens_condition(view, low, high):
        return NOBODY
    opener = view.cue_at("fringes", first.start(), high)
    begin = opener.end if opener else first.end()
    begin = inserted.end() if (inserted := _INSERTED.match(view.text, begin, high)) else begin
    comma = _COMMA.search(view.text, begin, high)
    end = comma.start() if comma else high
    found = subject_at(view, begin, end, words, stage)
    inside = (
        NOBODY
        if found.is_actor or "cases" not in words.settings
        else _nominative(view, begin, end, words, stage)
    )
    return inside if inside.is_actor else found


def subject_behind(view: View, cue: int, high: int, words: Vocabulary, stage: Stage) -> Subject:
    """The subject that follows a verb at once (Arabic)."""
    match = WORD.search(view.text, cue, high)
    steps = 0
    while match and steps < _STEPS:
        found = _starting_at(view, match.start(), high, words, stage, exact=True)
        if found.is_actor:
            return found
        if not words.kinds[match[0]] & _STEP:
            break
        match = WORD.search(view.text, match.end(), high)
        steps += 1
    return Subject("thing", start=match.start(), end=match.end()) if match else NOBODY


def agent_in(view: View, start: int, end: int, words: Vocabulary, stage: Stage) -> Subject:
    """The agent of a passive in [start, end): a name behind "by", the parties in the instrumental."""
    for noun in view.cues("agent_noun", start, end)[:1] if "agent_noun" in view.found else ():
        if _is_agent(view, start, noun.start, words):
            return Subject("party", stage.parties, "collective", noun.start, noun.end)
    for organ in view.cues("agent_organ", start, end)[:1] if "agent_organ" in view.found else ():
        begin = _with_adjectives(view, start, organ.start, words)
        if _is_agent(view, start, begin, words):
            named = next(
                (one for one in view.names_in(start, end) if one.start <= organ.start < one.end), None
            )
            if named:
                return _of_names(view, [named], words)
            owner = view.name_from(organ.end, slack=3)
            return Subject("organ", owner.ids if owner else (), "organ", begin, organ.end)
    passive = _is_passive(view, start, words) or words.is_a(last_word(view.text, 0, start), "passive")
    if not passive:
        return NOBODY
    behind = _past_passive(view, start, words)
    conditions = [
        one for one in view.cues("fringes", max(start, behind), end) if one.row["kind"] == "condition"
    ]
    if conditions and words.is_plain:
        end = conditions[0].start  # "shall not be supplied unless otherwise agreed by the Parties"
    for match in words.pattern("agent").finditer(view.text, start, end):
        if behind >= 0 and _is_of_another(view, behind, match.start(), words):
            continue
        name = view.name_from(match.end() + 1, slack=5)
        if name and _names_title(view, name.end, end):
            continue
        if name and name.kind not in ("capital", "adjective", "collective"):
            return _of_names(view, [name], words)
        found = _starting_at(view, match.end() + 1, end, words, stage)
        if found.is_actor:
            return found
        if behind >= 0 and not view.text[behind : match.start()].strip():
            further = words.pattern("agent").search(view.text, match.end(), end)
            if further and len(view.text[match.end() : further.start()].split()) > _STEPS:
                return NOBODY  # "governed by the provisions …", whatever else is done by somebody there
    return NOBODY


def _names_title(view: View, place: int, end: int) -> bool:
    """A capitalised noun follows a name, which only tells whose it is: "governed by the ILO Declaration"."""
    behind = _TITLED.match(view.raw, place, end)
    return behind is not None and view.name_from(behind.start(1)) is None


def _with_adjectives(view: View, low: int, place: int, words: Vocabulary) -> int:
    """Where the adjectives of an agent begin: «компетентными органами»."""
    pattern = words.shape("agent_adjective")
    while pattern.fullmatch(word := last_word(view.text, low, place)):
        place = view.text.rfind(word, low, place)
    return place


def _is_agent(view: View, start: int, place: int, words: Vocabulary) -> bool:
    """No preposition before it, nor a participle, whose agent it would be: «договоров, заключенных Сторонами»."""
    before = last_word(view.text, start, place)
    return not words.is_a(before, "preposition") and not words.shape("attributive").fullmatch(before)


def _is_passive(view: View, start: int, words: Vocabulary) -> bool:
    """The verb phrase behind a cue is passive: "shall be borne by"."""
    return _past_passive(view, start, words) >= 0


def undergoes(view: View, start: int, words: Vocabulary) -> bool:
    """What stands behind a cue is done to its subject, who bears nothing: "a person may be declared", not "shall be composed of"."""
    end = _past_passive(view, start, words)
    verb = last_word(view.text, start, end) if end >= 0 else ""
    return words.shape("done").fullmatch(verb) is not None and not words.is_a(verb, "stative")


def _past_passive(view: View, start: int, words: Vocabulary) -> int:
    """Where the passive verb behind a cue ends; -1 where it is none."""
    match = words.passive_past_insert.match(view.text, start)
    return match.end() if match else -1


def _is_of_another(view: View, verb: int, place: int, words: Vocabulary) -> bool:
    """The agent of a further participle, not of the verb that ends at `verb`: "shall be informed of decisions taken by"."""
    word = last_word(view.text, verb, place)
    if not words.shape("done").fullmatch(word):
        return False
    before = last_word(view.text, verb, view.text.rfind(word, verb, place))
    return bool(before) and not words.is_a(before, "conjunction") and not words.is_adverb(before)


def _before_adverbs(view: View, low: int, end: int, words: Vocabulary) -> tuple[int, str]:
    """Where the words before the cue end once adverbs directly before it are left out, and the last of them."""
    while True:
        while end > low and view.text[end - 1].isspace():
            end -= 1
        if end <= low:
            return low, ""
        if view.dates and (begin := _before_date(view, low, end, words)) >= 0:
            end = begin
            continue
        word = last_word(view.text, low, end)
        if not words.kinds[word] & _AMID_VERB:
            return end, word
        if not view.text.startswith(word, end - len(word)) or view.name_to(end):
            return end, word
        end -= len(word)


def _before_date(view: View, low: int, end: int, words: Vocabulary) -> int:
    """Where the preposition before a date begins that ends there; -1 where none does."""
    date = next((one for one in view.dates_in(max(low, end - _DATE), end) if one[1] == end), None)
    word = last_word(view.text, low, date[0]) if date else ""
    return view.text.rfind(word, low, date[0]) if date and words.kinds[word] & _PREPOSITION else -1


def _ending_at(view: View, low: int, end: int, last: str, words: Vocabulary, stage: Stage) -> Subject | None:
    """The subject whose `last` word is the last before the cue; None where it must be looked for."""
    name = view.name_to(end)
    if name and name.start >= low:
        chain = _chain(view, low, name, words)
        before = last_word(view.text, low, chain[0].start)
        before = _past_determiner(view, low, chain[0].start, before, words)
        if words.is_a(before, "describing"):
            before = _past_adjectives(view, low, chain[0].start, words)
        alone = len(chain) == 1 and words.is_a(before, "conjunction")
        paired = alone and words.pattern("pairing").search(view.text, low, chain[0].start)
        if not words.is_a(before, "preposition") and not paired:
            found = _of_names(view, chain, words)
            if chain[0].kind != "collective":
                return found
            return _widened(found, _determined(view, low, found.start, words), view, words)
        return None
    if words.kinds[last] & _PRONOUN and view.text.startswith(last, end - len(last)):
        before = last_word(view.text, low, end - len(last))
        if not words.kinds[before] & _NUMBERED:  # "Article I shall"
            return Subject("pronoun", (), "named", end - len(last), end)
    for noun in view.cues("subjects", max(low, end - 40), end):
        if noun.end != end or noun.row["kind"] != "party":
            continue
        begin = _determined(view, low, noun.start, words)
        before = last_word(view.text, low, begin)
        paired = words.is_a(before, "conjunction") and words.pattern("pairing").search(view.text, low, begin)
        if words.is_a(before, "describing"):
            before = _past_adjectives(view, low, begin, words)
        if not words.is_a(before, "preposition") and not paired:
            return _of_noun(view, begin, noun.start, end, "party", end, words, stage)
    return None


def _past_adjectives(view: View, low: int, place: int, words: Vocabulary) -> str:
    """The word before the adjectives of a noun and their article: "of the Least Developed Contracting States"."""
    word = last_word(view.text, low, place)
    if not words.is_a(word, "describing"):
        return word
    while words.is_a(word, "describing", "article"):
        place = view.text.rfind(word, low, place)
        word = last_word(view.text, low, place)
    return word


def _determined(view: View, low: int, start: int, words: Vocabulary) -> int:
    """Where the small words before a name begin: "each", "the requested"."""
    while word := last_word(view.text, low, start):
        if not words.is_a(word, "article", "each", "both", "none", "role"):
            return start
        place = view.text.rfind(word, low, start)
        if view.text[place + len(word) : start].strip():
            return start
        start = place
    return start


def _past_determiner(view: View, low: int, start: int, before: str, words: Vocabulary) -> str:
    """The word before the small words that belong to a name: "of the other Party"."""
    while words.is_a(before, "article", "role"):
        start = view.text.rfind(before, low, start)
        before = last_word(view.text, low, start)
    return before


def _chain(view: View, low: int, last: Name, words: Vocabulary) -> list[Name]:
    """Coordinated names that end with this one: "Kazakhstan and Azerbaijan"; a comma joins only before an "and"."""
    found = [last]
    for name in reversed(view.names_in(low, last.start)):
        gap = view.text[name.end : found[0].start]
        if not gap.strip() and name.kind == "office" and found[0].kind == "person":
            found[0] = name._replace(end=found[0].end)  # the office with its holder
            continue
        if gap.strip() == "(" and name.ids == found[0].ids:
            found[0] = name._replace(end=found[0].end)  # its short form in brackets
            continue
        between = WORD.findall(gap)
        joined = any(words.is_a(word, "conjunction") for word in between) or (len(found) > 1 and "," in gap)
        if "," in gap and found[0].kind == "side" != name.kind:
            break  # "its support for Cyprus, and the Uzbek Side thanked"
        if not joined or any(not words.is_a(word, "conjunction", "article", "title") for word in between):
            break
        found.insert(0, name)
    return found


def _part_starts(view: View, low: int, end: int, words: Vocabulary) -> list[int]:
    """Where the parts between commas begin, those with a separable opener (in order to, within …) left out."""
    starts = [low]
    for match in _COMMA.finditer(view.text, low, end):
        starts.append(match.end())
    kept = []
    fringes = view.cues("fringes", low, end)
    for start in starts:
        start = _skip_small(view, start, end, words)
        if start < end and not (fringes and view.cue_at("fringes", start, end)):
            kept.append(start)
    return kept or [starts[-1]]


def _past_date(view: View, start: int, end: int, words: Vocabulary) -> int:
    """Past a day at the head of a part: «до 31 июля 2025 года все государства должны»."""
    first = WORD.search(view.text, start, end)
    if first is None or not words.kinds[first[0]] & _PREPOSITION:
        return start
    dates = view.dates_in(first.end(), min(end, first.end() + _DATE))
    return dates[0][1] if dates and not view.text[first.end() : dates[0][0]].strip() else start


def _skip_small(view: View, start: int, end: int, words: Vocabulary) -> int:
    """Past blanks, opening marks, conjunctions and adverbs at the head of a part."""
    for match in WORD.finditer(view.text, start, end):
        if not words.kinds[match[0]] & _BEFORE_HEAD or view.name_from(match.start()):
            return match.start()
        start = match.end()
    return start


def _starting_at(
    view: View, start: int, end: int, words: Vocabulary, stage: Stage, exact: bool = False, verb: bool = False
) -> Subject:
    """The actor that heads a noun phrase at `start`: a name or an actor noun before any preposition; `verb`: its verb stands
    before `end` too."""
    kinds, word = words.kinds, ""
    position, cases = start, "cases" in words.settings
    nouns = {one.start: one for one in view.cues("subjects", start, end)}
    for steps, match in enumerate(islice(WORD.finditer(view.text, start, end), 6)):
        kind, at = kinds[match[0]], match.start()
        name = _name_at(view, at, words) if view.names else None
        if name and (
            _is_owner(view, name, words) or (steps and _is_inside(match[0], word, name.start - at, words))
        ):
            name = None
        noun = nouns.get(at)
        if steps and kind & _GENITIVE and kinds[word] & _AMOUNT:
            position, word = match.end(), match[0]
            continue
        if steps and cases and "," in view.text[position:at]:
            break
        behind = view.cue_at("subjects", name.end + 1, end) if name else None
        if behind and behind.row["kind"] == "actor" and not noun and words.is_plain:
            return _of_noun(
                view, start, behind.start, behind.end, "actor", end, words, stage
            )  # "ASEAN Member States"
        if name and name.end <= end and (steps == 0 or not cases):
            found = _widened(_of_names(view, _following(view, name, end, words), words), start, view, words)
            return found._replace(end=noun.end) if noun and noun.end > found.end else found
        if noun and _is_oblique(view, start, noun.start, words):
            break
        if noun and kind & _FIRST:
            return Subject("pronoun", (), "named", noun.start, noun.end)
        noun = _head(view, noun, end, words, verb) if noun and words.is_plain else noun
        if noun:
            return _of_noun(view, start, noun.start, noun.end, noun.row["kind"], end, words, stage)
        if kind & _BORDERS and not kind & _CHOICE:
            break
        if exact and not kind & _DETERMINER:
            break
        position, word = match.end(), match[0]
    return Subject("thing", start=start, end=end)


def _head(view: View, noun: Cue, end: int, words: Vocabulary, verb: bool) -> Cue | None:
    """The last of several actor nouns: "the vessel owner"; None where they only describe what follows: "the vessel's licence", "the
    court order"."""
    while head := view.cue_at("subjects", noun.end + 1, end):
        if words.is_a(view.text[head.start : head.end], "relative", "pronoun"):
            break
        noun = head
    if words.shape("owner").match(view.text, noun.end):
        return None
    behind = WORD.match(view.text, noun.end + 1, end)
    if behind is None or verb or noun.row["kind"] == "party" or words.classes_of.get(behind[0]):
        return noun
    word = behind[0]
    described = (
        words.kinds[word] & _VERBAL
        or word.endswith(("ble", "ent", "ant", "ous"))
        or view.name_from(behind.start())
    )
    return noun if described or view.cue_at("fringes", behind.start(), end) else None


def _is_owner(view: View, name: Name, words: Vocabulary) -> bool:
    """What follows belongs to somebody named, who is no subject himself: "the Commission's decisions shall"."""
    return words.shape("owner").match(view.text, name.end) is not None


def _is_inside(word: str, before: str, gap: int, words: Vocabulary) -> bool:
    """The name stands behind a preposition, amid the noun phrase of a thing: "the seat of the Commission shall"."""
    return gap > 0 and words.kinds[word] & _PREPOSITION != 0 and not words.kinds[before] & _AMOUNT


def _name_at(view: View, start: int, words: Vocabulary) -> Name | None:
    """The name that begins with this word, also behind an article written together with it."""
    name = view.name_from(start, slack=3)
    between = view.text[start : name.start] if name else ""
    return name if not between or not between.isalpha() or words.is_a(between, "proclitic") else None


def _widened(subject: Subject, start: int, view: View, words: Vocabulary) -> Subject:
    """With the small words before its name: "the competent", "each of the"."""
    before = WORD.findall(view.text[start : subject.start])
    small = all(words.is_a(word, "article", "each", "both", "none", "role", "preposition") for word in before)
    return subject._replace(start=start) if start < subject.start and small else subject


def holders_from(view: View, first: Name, words: Vocabulary) -> tuple[str, ...]:
    """The ids of those named from one office on: "the President of X, the Prime Minister of Y and the President of Z"."""
    names = _following(view, first, len(view.text), words)
    return tuple(dict.fromkeys(one for name in names for one in name.ids))


def _following(view: View, first: Name, end: int, words: Vocabulary) -> list[Name]:
    """A name with those coordinated behind it; what tells more of each is passed over: "President Biden of the United States"."""
    found, reach = [first], first.end
    for name in view.names_in(first.end, end):
        between = WORD.findall(view.text[reach : name.start])
        if _tells_more(view, found[-1], reach, name, words):
            reach = name.end
            continue
        gap = view.text[reach : name.start].strip(" )")
        joined = any(words.is_a(word, "conjunction") for word in between) or gap in (",", ", the")
        if between and "cases" in words.settings and words.shape("nominative").fullmatch(between[-1]):
            between = between[:-1]  # «и Королевское Правительство Афганистана»
        if not joined or any(not words.is_a(word, "conjunction", "article", "title") for word in between):
            break
        found.append(name)
        reach = name.end
    return found


def _tells_more(view: View, last: Name, reach: int, name: Name, words: Vocabulary) -> bool:
    """Who holds the office before, of which state he is, or its short form in brackets."""
    between = view.text[reach : name.start]
    if last.kind == "office" and name.kind == "person" and _APPOSED.fullmatch(between):
        return True  # "the President of Kazakhstan, H.E. Kassym-Jomart Tokayev, the President of"
    if last.kind != "office" or "," in between:
        return False
    if name.kind == "person":
        return all(words.is_a(word, "title") for word in WORD.findall(between))
    owned = {one.split(".")[0] for one in last.ids}
    return name.kind == "state" and owned.issuperset(name.ids)


def reaches(view: View, subject: Subject, end: int, words: Vocabulary) -> bool:
    """Nothing but the holder of its last office and his state stands between a subject and its verb."""
    rest = view.text[subject.end : end]
    for name in reversed(view.names_in(subject.end, end)):
        rest = rest[: name.start - subject.end] + " " + rest[name.end - subject.end :]
    return all(words.is_a(word, "preposition", "article", "title") for word in WORD.findall(rest))


def _of_names(view: View, names: list[Name], words: Vocabulary) -> Subject:
    ids = tuple(dict.fromkeys(one for name in names for one in name.ids))
    before = WORD.findall(_BORDER.split(view.text[max(0, names[0].start - 24) : names[0].start])[-1])
    around = {*before[-2:], *WORD.findall(view.text[names[0].start : names[-1].end])}
    negative = _has(around, words, "none")
    if names[0].kind == "collective" and len(names) == 1 and _in_role(view, names[0], before, words):
        type_ = "other_party"
    elif names[0].kind == "collective":
        type_ = "each" if negative or _has(around, words, "each") else "collective"
        if (
            type_ == "collective"
            and _has(set(before[-1:]) | around, words, "role")
            and not _has(around, words, "both")
        ):
            type_ = "other_party"
        type_ = "both" if type_ == "collective" and _has(around, words, "both") else type_
    elif len(names) > 1 or len(ids) > 1:
        type_ = _TYPES.get(names[0].kind, "both" if len(ids) == 2 else "collective")
        type_ = "both" if type_ == "named" else type_
    else:
        type_ = _TYPES.get(names[0].kind, "named")
    if len(ids) > 1 and names[0].kind == "office":
        type_ = "organ"
    return Subject("name", ids, type_, names[0].start, names[-1].end, negative)


def _in_role(view: View, name: Name, before: list[str], words: Vocabulary) -> bool:
    """The requesting Party, the other Party; Arabic has the word behind: «الطرف الطالب»."""
    if before and words.is_a(before[-1], "role"):
        return True
    return _is_role_behind(view, name.end, words)


def _is_role_behind(view: View, end: int, words: Vocabulary) -> bool:
    """The word behind tells which of the parties: «الطرف الطالب», "the Party concerned"."""
    behind = WORD.match(view.text, end + 1)
    return behind is not None and words.is_a(behind[0], "role" if words.is_verb_first else "role_behind")


def _has(around: set[str], words: Vocabulary, name: str) -> bool:
    return not around.isdisjoint(words.classes.get(name, frozenset()))


def _of_noun(
    view: View,
    start: int,
    noun: int,
    noun_end: int,
    kind: str,
    end: int,
    words: Vocabulary,
    stage: Stage,
) -> Subject:
    """A subject named by a noun only: "each Party", "the competent authorities of the Parties"."""
    around = set(WORD.findall(view.text[max(0, start - 8) : noun_end]))
    negative = _has(around, words, "none")
    if kind == "party":
        type_ = "each" if negative or _has(around, words, "each") else "collective"
        in_role = _has(around, words, "role") or _is_role_behind(view, noun_end, words)
        one = in_role or words.is_a(last_word(view.text, noun, noun_end), "single")
        type_ = "other_party" if type_ != "each" and one else type_
        return Subject("party", stage.parties, type_, start, noun_end, negative)
    inner = view.names_in(noun, noun_end)
    if inner and inner[-1].kind == "collective":  # «каждое из государств-членов»
        type_ = "each" if _has(around, words, "each") or negative else "collective"
        return Subject("name", inner[-1].ids, type_, start, noun_end, negative)
    stop = _COMMA.search(view.text, noun_end, end)
    owners = view.names_in(noun_end, stop.start() if stop else end)
    between = view.text[noun_end : owners[0].start].strip() if owners else ""
    near = owners and (owners[0].start - noun_end < _OWNED or words.is_a(between, "of_states"))
    ids = owners[0].ids if near else ()
    people = kind == "actor" or (bool(ids) and _is_attribute(view, owners[0].end, end, words))
    if words.is_plain and people:
        ids = ()  # "nationals of Turkey", "the authorities of Turkish vessels"
    last = owners[0].end if ids else noun_end
    further = _further_organ(view, last, stop.start() if stop else end, words) if ids else None
    if further:
        ids, last = tuple(dict.fromkeys((*ids, *further.ids))), further.end
    type_ = "collective" if further else "organ" if kind == "organ" else "named"
    if kind == "actor" and words.is_plain and _has(around, words, "every"):
        type_ = "each"
    return Subject(kind, ids, type_, start, last, negative)


def _is_attribute(view: View, place: int, end: int, words: Vocabulary) -> bool:
    """An actor noun follows a name that only describes it: "EU vessels", "EU fishing vessels"."""
    first = WORD.search(view.text, place, end)
    if first is None or view.text[place : first.start()].strip():
        return False
    if view.cue_at("subjects", first.start(), end):
        return True
    return not words.classes_of.get(first[0]) and view.cue_at("subjects", first.end() + 1, end) is not None


def _further_organ(view: View, low: int, high: int, words: Vocabulary) -> Name | None:
    """Whose the second body is: "the authority of Canada and the institution of Israel"."""
    first = WORD.search(view.text, low, high)
    if first is None or not words.is_a(first[0], "conjunction") or view.text[low : first.start()].strip():
        return None
    name = next(iter(view.names_in(first.end(), high)), None)
    if name is None or not name.ids:
        return None
    nouns = [one for one in view.cues("subjects", first.end(), name.start) if one.row["kind"] == "organ"]
    return name if nouns and name.start - nouns[-1].end < _OWNED else None
