"""Who bears an act: the subject before its cue (English, Russian) or behind it (Arabic), as ids and as words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.named_subjects import (
    AMOUNT,
    CHOICE,
    CONJUNCTION,
    NONE,
    PREPOSITION,
    chained,
    following,
    is_inside,
    is_owner,
    name_at,
    reaches,
    subject_of_names,
    widened,
)
from clausedb.parse.acts.noun_subjects import COMMA, head_noun, subject_of_noun
from clausedb.parse.acts.subject import ACTORS, NOBODY, Stage, Subject
from clausedb.parse.acts.views import WORD, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_DATE = 30
"""Characters of the longest date between a subject and its verb."""
_INSERTED = re.compile(r",[^,]{2,40},")
"""An insertion right behind the word that opens a condition: "If, however, the person"."""
_NUMBER = re.compile(r"\.?\s*\d")
_STEPS = 4
"""Adverbs and titles that may stand between a verb and its subject."""
FINITE = ("yes", "relative", "opening")
"""Openers of separable parts behind which a finite verb follows."""
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
_DETERMINER = any_of("each", "none", "both", "article", "role")
_STEP, _ARTICLE = any_of("adverb", "title"), any_of("article")
_FINITE_VERB = any_of("perfect")
"""What begins no noun phrase but the rest of a clause: "the ratification that has been communicated, the Director-General"."""


def subject_before(
    view: View, low: int, cue: int, words: Vocabulary, stage: Stage, first: bool = False
) -> Subject:
    """The subject in [low, cue): next to the cue, else at the head of a part between commas; `first`: a sentence begins there."""
    end, last = _before_adverbs(view, low, cue, words)
    if "besides" in words.phrases:
        for match in words.phrases["besides"].finditer(view.text, low, end):
            low = match.end()  # a clause of its own: «просит …, причем первый доклад должен»
            last = last_word(view.text, low, end)
    if end <= low or words.kinds[last] & CONJUNCTION:
        return NOBODY
    near = _ending_at(view, low, end, last, words, stage)
    if near is not None:
        opens = WORD.search(view.text, max(low, near.start), end)
        each = opens is not None and words.is_a(opens[0].lower(), "each")
        led = WORD.findall(view.text, low, near.start)
        his = len(led) == 1 and words.is_a(led[0].lower(), "him")  # «Его коллега осудил»
        if each or his or "cases" not in words.settings or near.kind == "pronoun" or near.start == low:
            return near
    parts = _part_starts(view, low, end, words)
    if len(parts) > 1 and _opens_condition(view, low, end):
        parts = parts[-1:]
    if near is not None and len(parts) > 1 and near.start == _skip_small(view, parts[-1], end, words):
        return near  # «пригласила компании принять участие, а Грузинская Сторона подтвердила»
    head = WORD.search(view.text, parts[-1], end) if "cases" in words.settings else None
    if head is not None and words.is_a(head[0], "pronoun"):
        return Subject("pronoun", (), "named", *head.span())  # «она по просьбе другой Стороны передает»
    actor = _heading_part(view, parts, end, words, stage)
    if actor is not None:
        return actor
    if "cases" in words.settings:
        main = parts[-1] if _opens_condition(view, low, end) else low
        inside = _nominative(view, main, end, words, stage)
        if inside.is_actor:
            return inside
    phrase = (
        first
        and words.is_plain
        and any(
            _is_noun_phrase(view, one, end, words) for one in (low, *_behind_fringe(view, low, end, parts))
        )
    )
    start = parts[0] if phrase else parts[-1]
    word = WORD.search(view.text, start, end)
    nothing = is_nothing(view, word, words)
    return Subject("thing", start=start, end=end, negative=nothing)


def _heading_part(
    view: View, parts: Sequence[int], end: int, words: Vocabulary, stage: Stage
) -> Subject | None:
    """The actor that heads a part between commas: the first row of several that reaches to the verb, else the first."""
    begins = (_past_date(view, start, end, words) if view.dates else start for start in parts)
    heads = [one for begin in begins if (one := starting_at(view, begin, end, words, stage)).kind in ACTORS]
    listed = (one for one in heads if len(one.ids) > 1 and reaches(view, one, end, words))
    return next(listed, heads[0]) if heads else None


def is_nothing(view: View, first: re.Match[str] | None, words: Vocabulary) -> bool:
    """The first word of a phrase says that there is none: "No measures may", not "No 3416/90 shall"."""
    if first is None or not words.kinds[first[0]] & NONE:
        return False
    return _NUMBER.match(view.text, first.end()) is None


def _is_noun_phrase(view: View, low: int, end: int, words: Vocabulary) -> bool:
    """A noun phrase begins there: "The costs of travel, food and lodging shall", not "Once the costs have been paid, the"."""
    first = WORD.search(view.text, low, end)
    if first is None or not first[0].isalpha() or view.cue_at("fringes", first.start(), end):
        return False
    return not words.kinds[first[0]] & _NO_NOUN


def _behind_fringe(view: View, low: int, end: int, parts: Sequence[int]) -> Sequence[int]:
    """Where the part behind a separable one that opens the sentence begins: "Notwithstanding paragraph 2, dividends arising …"."""
    first = WORD.search(view.text, low, end)
    opened = first is not None and view.cue_at("fringes", first.start(), end) is not None
    return parts[:1] if opened and parts[0] > low else ()


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
            return subject_of_noun(view, begin, noun.start, noun.end, "actor", end, words, stage)
        if noun.row["kind"] in kinds and not oblique:
            begin = _determined(view, low, noun.start, words)
            found = subject_of_noun(view, begin, noun.start, noun.end, noun.row["kind"], end, words, stage)
            name = view.name_to(noun.end) or view.name_from(noun.start, slack=2)
            if name and name.ids:
                if name.start < noun.start:  # «Казахстанская Сторона»
                    return subject_of_names(view, [name], words)
                return found._replace(ids=name.ids, end=max(found.end, name.end))
            return found
    return NOBODY


def _is_oblique(view: View, low: int, place: int, words: Vocabulary) -> bool:
    """An adjective before the noun shows a case that no subject has: «одной Договаривающейся Стороны»."""
    pattern = words.shape("oblique")
    return pattern.fullmatch(last_word(view.text, low, place)) is not None


def subject_at(view: View, start: int, end: int, words: Vocabulary, stage: Stage) -> Subject:
    """The actor that heads a sentence, whose verb with no cue stands between: "Azerbaijan follows … and is ready to"."""
    return starting_at(view, _skip_small(view, start, end, words), end, words, stage, verb=True)


def subject_of_condition(view: View, low: int, high: int, words: Vocabulary, stage: Stage) -> Subject:
    """The subject of the condition with a verb of its own that opens the sentence; NOBODY where none opens it."""
    first = WORD.search(view.text, low, high)
    if first is None or not _opens_condition(view, low, high):
        return NOBODY
    opener = view.cue_at("fringes", first.start(), high)
    begin = opener.end if opener else first.end()
    begin = inserted.end() if (inserted := _INSERTED.match(view.text, begin, high)) else begin
    comma = COMMA.search(view.text, begin, high)
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
        found = starting_at(view, match.start(), high, words, stage, exact=True)
        if found.is_actor:
            return found
        if not words.kinds[match[0]] & _STEP:
            break
        match = WORD.search(view.text, match.end(), high)
        steps += 1
    return Subject("thing", start=match.start(), end=match.end()) if match else NOBODY


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
    return view.text.rfind(word, low, date[0]) if date and words.kinds[word] & PREPOSITION else -1


def _ending_at(view: View, low: int, end: int, last: str, words: Vocabulary, stage: Stage) -> Subject | None:
    """The subject whose `last` word is the last before the cue; None where it must be looked for."""
    name = view.name_to(end)
    if name and name.start >= low:
        chain = chained(view, low, name, words)
        before = last_word(view.text, low, chain[0].start)
        before = _past_determiner(view, low, chain[0].start, before, words)
        if words.is_a(before, "describing"):
            before = _past_adjectives(view, low, chain[0].start, words)
        alone = len(chain) == 1 and words.is_a(before, "conjunction")
        paired = alone and words.pattern("pairing").search(view.text, low, chain[0].start)
        if not words.is_a(before, "preposition") and not paired:
            found = subject_of_names(view, chain, words)
            if chain[0].kind != "collective":
                return found
            return widened(found, _determined(view, low, found.start, words), view, words)
        return None
    if words.kinds[last] & _PRONOUN and view.text.startswith(last, end - len(last)):
        before = last_word(view.text, low, end - len(last))
        if not (words.kinds[last] & _FIRST and words.kinds[before] & _NUMBERED):  # "Article I shall"
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
            return subject_of_noun(view, begin, noun.start, end, "party", end, words, stage)
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


def _part_starts(view: View, low: int, end: int, words: Vocabulary) -> list[int]:
    """Where the parts between commas begin, those with a separable opener (in order to, within …) left out."""
    starts = [low]
    for match in COMMA.finditer(view.text, low, end):
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
    if first is None or not words.kinds[first[0]] & PREPOSITION:
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


def starting_at(
    view: View, start: int, end: int, words: Vocabulary, stage: Stage, exact: bool = False, verb: bool = False
) -> Subject:
    """The actor that heads a noun phrase at `start`: a name or an actor noun before any preposition; `verb`: its verb stands
    before `end` too."""
    kinds, word = words.kinds, ""
    position, cases = start, "cases" in words.settings
    nouns = {one.start: one for one in view.cues("subjects", start, end)}
    for steps, match in enumerate(islice(WORD.finditer(view.text, start, end), 6)):
        kind, at = kinds[match[0]], match.start()
        name = name_at(view, at, words) if view.names else None
        if name and (
            is_owner(view, name, words) or (steps and is_inside(match[0], word, name.start - at, words))
        ):
            name = None
        noun = nouns.get(at)
        if steps and kind & _GENITIVE and kinds[word] & AMOUNT:
            position, word = match.end(), match[0]
            continue
        if steps and cases and "," in view.text[position:at]:
            break
        if steps == 1 and words.is_plain and kind & _ARTICLE and words.participle.fullmatch(word):
            break  # "extending the BRICS partnership will contribute"
        behind = view.cue_at("subjects", name.end + 1, end) if name else None
        if behind and behind.row["kind"] == "actor" and not noun and words.is_plain:
            return subject_of_noun(
                view, start, behind.start, behind.end, "actor", end, words, stage
            )  # "ASEAN Member States"
        if name and name.end <= end and (steps == 0 or not cases):
            found = widened(
                subject_of_names(view, following(view, name, end, words), words), start, view, words
            )
            return found._replace(end=noun.end) if noun and noun.end > found.end else found
        if noun and _is_oblique(view, start, noun.start, words):
            break
        if noun and kind & _FIRST:
            return Subject("pronoun", (), "named", noun.start, noun.end)
        noun = head_noun(view, noun, end, words, verb) if noun and words.is_plain else noun
        if noun:
            return subject_of_noun(view, start, noun.start, noun.end, noun.row["kind"], end, words, stage)
        if (kind & _BORDERS and not kind & CHOICE) or (not steps and kind & _FINITE_VERB):
            break
        if exact and not kind & _DETERMINER:
            break
        position, word = match.end(), match[0]
    return Subject("thing", start=start, end=end)
