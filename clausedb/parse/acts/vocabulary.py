"""What the reading of acts needs of one language, compiled once a Pack from the tables of its folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from clausedb.language import Grammar, Pack, Row
from clausedb.parse.acts.classes import Kinds, any_of
from clausedb.parse.acts.cues import NOTATION, Finder, normal, pattern_of
from clausedb.parse.scanner import whole_words

FORMS = ("base", "present", "past", "participle", "infinitive")
_SOUGHT = (
    "that",
    "reciprocal",
    "helping",
    "favouring",
    "narrated",
    "amending",
    "agent_noun",
    "agent_organ",
)
"""Classes of small words whose places in a clause are looked up again and again."""
DANGLING = ("conjunction", "negation", "resuming", "focus")
"""Classes of words that no part of a sentence ends with."""
_ADVERBIAL = any_of("adverbial")
_NEVER = r"\A(?!)"
"""Matches nowhere, and a search for it tries the head of the text alone."""
_NOTHING = re.compile(_NEVER)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The compiled tables of one language; all of them work on folded, lower-case text."""

    language: str
    is_verb_first: bool
    """Whether the subject follows its verb, as in Arabic."""
    is_plain: bool
    """Whether order and small words alone tell what a noun does in its sentence, as in English."""
    finder: Finder
    """What the reading of acts looks for. `cues`: rows of force.tsv (form "") and of verbs.tsv, one a form (form "base",
    "present" ...); fringes, hedges, subjects: the tables of these names; events: time limits without a date; and the classes
    in _SOUGHT."""
    deadlines: Finder
    """What makes a date a deadline: `deadlines`."""
    reports: Finder
    """What the reading of statements looks for: `reports` (reporting.tsv)."""
    nouns: Finder
    """What the search for a reporting verb's subject looks for: fringes, subjects."""
    classes: dict[str, frozenset[str]]
    """Classes of small words (words.tsv)."""
    classes_of: dict[str, frozenset[str]]
    """The same the other way round: word -> its classes."""
    kinds: Kinds
    """The same as bits, with the classes of what the form of a word shows."""
    dangling: tuple[str, ...]
    """The words of the classes in DANGLING."""
    phrases: dict[str, re.Pattern[str]]
    """The same classes as patterns, where a class holds phrases of several words."""
    sentence_end: re.Pattern[str]
    abbreviations: frozenset[str]
    joins: re.Pattern[str]
    """What begins a further verb phrase under the same cue; group `verb` is where it begins."""
    verbs: frozenset[str]
    """Bare infinitives of those verbs."""
    infinitive: re.Pattern[str]
    """Infinitives by their ending, where the language shows them so."""
    finite: re.Pattern[str]
    """How a verb in the present begins a phrase of force; anything where the language does not show it."""
    converb: re.Pattern[str]
    """Converbs by their ending, which name what accompanies an act and are none."""
    participle: re.Pattern[str]
    """Participles by their ending, where the language shows them so."""
    leading: re.Pattern[str]
    """What may stand between the beginning of a sentence and the verb that opens it."""
    possessive: re.Pattern[str]
    """What marks the word behind it as a noun."""
    indicative: re.Pattern[str] | None
    """Finite verbs in the present, where treaties of the language say "shall" by them; group `verb` is the verb alone."""
    noun: re.Pattern[str]
    """Nouns that look like such a verb."""
    first_person: re.Pattern[str]
    """What a verb of the first person begins with, whose subject is nobody named."""
    elided: re.Pattern[str]
    """Endings of a verb whose subject need not be said."""
    definite: re.Pattern[str]
    """Words behind which a verb does not belong to an indefinite noun."""
    content_comma: re.Pattern[str]
    """A comma that only parts a verb from what it says or thinks: «если Сторона считает, что другая не выполняет»."""
    passive: re.Pattern[str]
    """Behind a cue a verb phrase in the passive."""
    passive_past_insert: re.Pattern[str]
    """The same, also past words between commas."""
    passive_or_reflexive: re.Pattern[str]
    """The same, or a reflexive verb where the language says the passive by it."""
    attributive_end: re.Pattern[str]
    """A participle at the end of a text that goes with the noun before it."""
    adjunct: re.Pattern[str]
    """Behind a comma what belongs to who reports and not to what is said."""
    again: re.Pattern[str]
    """What begins a further part of reported content: "and that"."""
    agreement: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """A subject and the form of a further verb that has it too (agreement.tsv)."""
    honours: dict[str, frozenset[str]]
    """The pronoun that stands for a person by an honour -> words beside his name that show he has it (honours.tsv)."""
    settings: dict[str, str]
    shapes: dict[str, re.Pattern[str]]
    """The settings that `shape` has compiled."""

    def is_a(self, word: str, *classes: str) -> bool:
        """Whether a small word belongs to one of the classes."""
        found = self.classes_of.get(word)
        return found is not None and not found.isdisjoint(classes)

    def is_adverb(self, word: str) -> bool:
        """Whether a word is an adverb: by the list, or by its ending."""
        return self.kinds[word] & _ADVERBIAL != 0

    def shape(self, name: str) -> re.Pattern[str]:
        """A setting as a pattern; one that never matches where the language has none of that name."""
        found = self.shapes.get(name)
        if found is None:
            found = self.shapes[name] = re.compile(self.settings.get(name, _NOTHING.pattern))
        return found

    def pattern(self, name: str) -> re.Pattern[str]:
        """The phrases of a class as one pattern; one that never matches where there are none."""
        return self.phrases.get(name, _NOTHING)


@cache
def vocabulary_of(grammar: Grammar, language: str) -> Vocabulary:
    """The compiled tables of a language, or of the one that stands in for it."""
    return vocabulary(grammar.pack(language))


@cache
def vocabulary(pack: Pack) -> Vocabulary:
    """The compiled tables of a pack."""
    settings = {key: str(value) for key, value in pack.settings("acts").items()}
    prefix = settings.get("prefix", "")
    small = {row["class"]: row["cue"] for row in pack.rows("words")}
    classes = {name: frozenset(normal(words).split()) for name, words in small.items() if "|" not in words}
    phrases = {name: _either(words.split("|")) for name, words in small.items()}
    passive = settings.get("passive", _NEVER)
    verb_first = settings.get("order") == "verb_first"

    def shape(name: str) -> re.Pattern[str]:
        return re.compile(settings.get(name, _NEVER))

    return Vocabulary(
        language=pack.language,
        is_verb_first=verb_first,
        is_plain=not verb_first and "cases" not in settings,
        finder=Finder(_sought(pack, small), prefix),
        deadlines=Finder({"deadlines": _limits(pack, are_events=False)}, prefix),
        reports=Finder({"reports": _phrases(pack, "reporting")}, prefix),
        nouns=Finder({name: _phrases(pack, name) for name in ("fringes", "subjects")}, prefix),
        classes=classes,
        classes_of=_classes_of(classes),
        kinds=_kinds(classes, settings),
        dangling=tuple(sorted(set().union(*(classes.get(name, ()) for name in DANGLING)))),
        phrases=phrases,
        sentence_end=shape("sentence_end"),
        abbreviations=frozenset(normal(row["cue"]) for row in pack.rows("sentences")),
        infinitive=shape("infinitive"),
        finite=re.compile(settings.get("finite", "")),
        converb=shape("converb"),
        participle=shape("participle"),
        leading=re.compile(settings.get("leading", "")),
        possessive=re.compile(rf"(?:{settings['possessive']})$" if "possessive" in settings else _NEVER),
        indicative=shape("indicative") if "indicative" in settings else None,
        noun=shape("noun"),
        first_person=shape("first_person"),
        elided=shape("elided"),
        definite=shape("definite"),
        content_comma=shape("content_comma"),
        passive=_behind_blanks(settings, "passive"),
        passive_past_insert=re.compile(rf"(?:,[^,;]{{2,160}},)?\s*(?:{passive})"),
        passive_or_reflexive=_behind_blanks(settings, "passive", "reflexive"),
        attributive_end=re.compile(rf"(?:{settings.get('attributive', _NEVER)})$"),
        adjunct=re.compile(rf"[,،]\s+(?:{phrases.get('adjunct', _NOTHING).pattern})"),
        again=shape("again"),
        joins=_joins(pack, settings),
        verbs=frozenset(normal(row["cue"]) for row in pack.rows("verbs_of_action")),
        agreement=_agreement(pack),
        honours=_honours(pack),
        settings=settings,
        shapes={},
    )


def _sought(pack: Pack, small: dict[str, str]) -> dict[str, Iterable[tuple[str, Row]]]:
    """What the reading of acts looks for in every clause, by the name it is found under."""
    return {
        "cues": _cue_phrases(pack),
        **{name: _phrases(pack, name) for name in ("fringes", "hedges", "subjects")},
        "events": _limits(pack, are_events=True),
        **{name: [(one, {}) for one in _split(small.get(name, ""))] for name in _SOUGHT},
    }


def _classes_of(classes: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Word -> the classes that hold it."""
    words: set[str] = set().union(*classes.values())
    return {word: frozenset(name for name in classes if word in classes[name]) for word in words}


def _kinds(classes: dict[str, frozenset[str]], settings: dict[str, str]) -> Kinds:
    """The classes as bits, with those that the form of a word shows."""
    listed = {**classes, "adverbial": classes.get("adverb", frozenset())}
    shown = {"adverbial": "adverb", "participial": "participle", "done": "done"}
    forms = {name: re.compile(settings.get(setting, _NEVER)) for name, setting in shown.items()}
    return Kinds(listed, forms)


def _agreement(pack: Pack) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = pack.rows("agreement")
    return tuple((re.compile(row["subject"]), re.compile(row["verb"])) for row in rows)


def _honours(pack: Pack) -> dict[str, frozenset[str]]:
    rows = pack.rows("honours")
    return {normal(row["pronoun"]): frozenset(normal(row["titles"]).split()) for row in rows}


def _behind_blanks(settings: dict[str, str], *names: str) -> re.Pattern[str]:
    """Any of the settings that the language has, behind blanks."""
    return re.compile(rf"\s*(?:{'|'.join(settings[name] for name in names if name in settings) or _NEVER})")


def _phrases(pack: Pack, name: str) -> list[tuple[str, Row]]:
    return [(row["cue"], row) for row in pack.rows(name)]


def _limits(pack: Pack, *, are_events: bool) -> list[tuple[str, Row]]:
    """What makes a time limit: with a date behind it, or as an event of its own."""
    return [pair for pair in _phrases(pack, "deadlines") if (pair[1]["kind"] == "event") == are_events]


def _split(words: str) -> list[str]:
    """The phrases of a class: between bars where it has some, else its single words."""
    return [one for one in words.split("|") if one.strip()] if "|" in words else words.split()


def _cue_phrases(pack: Pack) -> Iterator[tuple[str, Row]]:
    for row in pack.rows("force"):
        yield row["cue"], {**row, "form": ""}
    for row in pack.rows("verbs"):
        tail = row.get("tail") or ""
        tail = f" {tail}" if tail.startswith(",") else f" ({tail})" if tail else ""
        for form in FORMS:
            for verb in (row.get(form) or "").split("|"):
                if verb:
                    yield verb + tail, {**row, "form": form, "cue": verb + tail}


def _either(phrases: list[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words."""
    phrases = [" ".join(normal(one).split()) for one in phrases if one.strip()]
    if len(phrases) == 1:
        phrases = phrases[0].split()
    if any(sign in one for one in phrases for sign in NOTATION):
        sources = sorted(map(pattern_of, phrases), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(sources)})(?!\w)")
    return whole_words(phrases)


def _joins(pack: Pack, settings: dict[str, str]) -> re.Pattern[str]:
    """`{verb}` in the setting stands for the verbs of verbs_of_action.tsv, `{sure}` for those that are no nouns."""
    template = settings.get("join")
    if not template:
        return _NOTHING
    rows = pack.rows("verbs_of_action")
    every = "|".join(pattern_of(row["cue"]) for row in rows)
    sure = "|".join(pattern_of(row["cue"]) for row in rows if not row.get("noun"))
    return re.compile(template.replace("{verb}", every or _NEVER).replace("{sure}", sure or _NEVER))
