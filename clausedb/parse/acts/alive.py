"""Which cues of a sentence are acts: those that are finite, have a subject and stand in nothing else."""

from __future__ import annotations

import re
from itertools import pairwise

from clausedb.parse.acts.bearers import subject_behind
from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.cues import Cue, verb_end
from clausedb.parse.acts.fallback import rules_topic
from clausedb.parse.acts.indicative import INDICATIVE
from clausedb.parse.acts.standing import NEAR, Live, is_aside, opening_condition
from clausedb.parse.acts.subject import NOBODY, Subject
from clausedb.parse.acts.surroundings import Surroundings
from clausedb.parse.acts.views import NEXT_WORD, PLAIN_WORD, last_word

_STRONG = frozenset({"shall", "must", "shall_not"})
_NEW_LINE = re.compile(r"[,;،]\s*\n\s*$")
_DECLARED = 160
"""Characters between a verb and the clause of what is declared."""
_OWN = 60
"""Characters before a verb of signing in which the document names itself."""
_FINITE = frozenset({"base", "present", "past", "infinitive"})
_ANSWERED = 3
"""Least words of a condition before the verb that answers it without a comma."""
_NEXT_NAME = 5
"""Characters before the name of whom a verb asks."""
_RULING = frozenset({"shall", "shall_not"})
"""Words of rules, which rule in a relative clause as well: "a Dialogue, which shall meet once a year"."""
_NAMES = frozenset({"person", "capital", "state", "organisation"})
"""Kinds of names that hold no verb."""
_UTTERED = frozenset({"intention", "endorsement", "disapproval", "recommendation"})
_WHETHER, _BINDING = any_of("whether"), any_of("binding")
_NO_SUBJECT = any_of("passive", "infinitive", "preposition", "article", "past_negation")
"""Words behind which a finite verb has no subject of its own."""
_NO_OBJECT = ("genitive", "infinitive")
"""Classes of words behind a noun, and behind no verb with an object."""
_STOP = re.compile(r"[.;:؛]\s")


class Alive(Surroundings):
    """Judges whether a cue is an act."""

    def _live(self, cue: Cue) -> Live | None:
        """The cue as an act with its subject; None where it is none."""
        row = cue.row
        role, form = row["role"], row["form"]
        if role == "skip" or (self.fringes and self._in_condition(cue)) or self._is_false(cue):
            return None
        if (self._is_verb_first and self._is_in_name(cue)) or not self._has_needs(cue):
            return None
        if self.lives and self.lives[-1].cue.row.get("needs") == "reported":
            return None  # what an instrument that is told of provides
        if is_aside(cue, self.setting):
            joint = self.words.is_a(self._word_before(cue.start), "conjunction")
            further = joint and bool(self.lives) and is_aside(self.lives[-1].cue, self.setting)
            return Live(cue, NOBODY) if further or self._is_behind_comma(cue.start) else None
        if role == "term":
            return None if self._is_inside(cue) else Live(cue, self._subject(cue)[0])
        if role == "whole":
            return self._whole(cue)
        aside = row["force"] == "recital" and not self.setting.is_recital and form != "participle"
        if aside and not self._opens(cue):
            return None  # «سواء كان ذلك انطلاقا من أراضيها»
        motive = self.setting.is_recital or not self._is_verb_first  # «إذ» opens other paragraphs as well
        told = row.get("needs") == "reported"  # "an agreement stipulating that"
        if form == "participle" or (motive and self._is_participle(cue) and not told):
            return self._participle(cue)
        if self._is_in_motive():
            return self._further_motive(cue)
        return self._finite(cue) if form in _FINITE else self._fixed(cue)

    def _has_needs(self, cue: Cue) -> bool:
        """Whether the cue stands in such a document and at such a place as its row asks for."""
        needs, setting = cue.row.get("needs") or "", self.setting
        if needs == "expressed" and not self._is_expressed():
            return False
        if needs == "set_off" and not self._is_set_off(cue):
            return False
        if needs == "political" and (setting.is_treaty or setting.is_resolution):
            return False
        if needs == "reported" and not setting.reported:
            return False
        if needs == "aside" and not setting.reported:
            return False
        if "told" in needs and not setting.reported:
            return False
        if "treaty" in needs and not setting.is_treaty:
            return False
        if needs == "proviso" and not (self.lives and self._is_behind_comma(cue.start)):
            return False
        listed = cue.row["form"] == "infinitive"  # CIS decisions: "ПОСТАНОВЛЯЕТ: 1. Одобрить …"
        if listed and not (setting.is_resolution and self._opens(cue)):
            return False
        return "opening" not in needs or self._opens(cue) or self._heads_clause(cue)

    def _is_set_off(self, cue: Cue) -> bool:
        """A term in brackets or by itself: «(далее - комиссия)», «далее - Стороны», not «а в дальнейшем — при необходимости»."""
        opened = self.view.raw.rfind("(", self.start, cue.start)
        if opened >= 0 and ")" not in self.view.raw[opened : cue.start]:
            return True
        term = self.view.raw[cue.end : self.end].lstrip()[:1]
        return term.isupper() or not term.isalnum()

    def _whole(self, cue: Cue) -> Live | None:
        """A cue whose action is its whole sentence."""
        if self._is_foreign(cue) or self._is_beside(cue):
            return None
        if not (self._opens(cue) or self._is_joined(cue)):
            return None
        if not self._is_verb_first:
            return Live(cue, self._subject(cue)[0])
        return Live(cue, Subject("thing") if cue.row["force"] == "procedural" else NOBODY)

    def _heads_clause(self, cue: Cue) -> bool:
        """At the head of a main clause amid the sentence: behind a condition, or with "and" behind a comma."""
        if not (self._is_verb_first and self.setting.is_treaty):
            return False
        joined = self.view.text[cue.start] in "وف" and self._is_behind_comma(cue.start)
        return joined or self._opens_main(cue) or self._is_answer(cue)

    def _answers_amid(self, cue: Cue) -> bool:
        """The verb behind the comma that ends a condition amid the sentence: «يرسل الطلب …، فإذا تعذر ذلك، تحيله إلى»."""
        if not (self._is_verb_first and self.setting.is_treaty and self.lives):
            return False
        opened = opening_condition(self.fringes, self.view, self.lives[-1].cue.end, cue.start)
        then = self._word_before(cue.start)
        place = cue.start
        if self.words.is_a(then, "then"):
            place = self.view.text.rfind(then, self.start, cue.start)
        if opened is None or self._is_behind_comma(place):
            return opened is not None
        gap = self.view.text[opened.end : cue.start]
        small = self.words.is_a(
            self._word_before(cue.start), "infinitive", "relative", "preposition", "that", "what"
        )
        if "," in gap or len(gap.split()) < _ANSWERED or small:
            return False
        return subject_behind(self.view, cue.end, self.end, self.words, self.setting.stage).is_actor

    def _is_in_name(self, cue: Cue) -> bool:
        """A name in the shape of an Arabic verb: «ستوكهولم», «سامح شكري»."""
        end = verb_end(cue, self.view.text)
        name = self.view.name_over(cue.start)
        return name is not None and name.end >= end and name.kind in _NAMES

    def _is_expressed(self) -> bool:
        """Behind a verb of expressing: "expressed gratitude … and readiness to"."""
        verb = self.view.text[self.lives[-1].cue.start : self.lives[-1].cue.end] if self.lives else ""
        return (
            self.words.pattern("expressing").match(verb.lstrip("وف") if self._is_verb_first else verb)
            is not None
        )

    def _is_inside(self, cue: Cue) -> bool:
        """A noun inside another act or a clause of content: "guarantees that effective means exist"."""
        if cue.row.get("needs") != "verb":
            return False
        low = max(
            [self.start, *(match.end() for match in _STOP.finditer(self.view.text, self.start, cue.start))]
        )
        told = any(live.cue.start >= low and live.cue.row["role"] != "term" for live in self.lives)
        return told or bool(self.view.cues("that", low, cue.start))

    def _is_joined(self, cue: Cue) -> bool:
        """A further main verb where the verb comes first: joined by "and" or behind a comma, else it belongs to a noun."""
        if not (self._is_verb_first and self.lives):
            return True
        before = self.view.text[self.start : cue.start].rstrip()
        return self.view.text[cue.start] in "وف" or before.endswith((",", ";"))

    def _is_beside(self, cue: Cue) -> bool:
        """Part of the procedure before it: «Совершено …, причем оба текста имеют одинаковую силу»."""
        if cue.row["force"] != "procedural" or not self.lives:
            return False
        last = self.lives[-1].cue
        between = self.words.pattern("besides").search(self.view.text, last.end, cue.start)
        return between is not None and last.row["force"] == "procedural"

    def _is_foreign(self, cue: Cue) -> bool:
        """Procedure of another instrument than the document: told by the press, in a relative clause, "the Declaration was signed in"."""
        procedural = cue.row["force"] == "procedural"
        if (procedural and self.setting.reported) or self._is_relative(cue) or self._is_temporal(cue):
            return True
        told = (
            None
            if self.lives
            else self.words.pattern("of_which").search(self.view.text, self.start, cue.start)
        )
        if told and not any(
            self.words.is_a(word, "passive")
            for word in PLAIN_WORD.findall(self.view.text[told.end() : cue.start])
        ):
            return True  # "of which the Arabic, Chinese and English texts are equally authentic"
        if cue.row.get("needs") != "own" or self._opens(cue):
            return False
        low = max(self.start, cue.start - _OWN)
        own = list(self.words.pattern("own").finditer(self.view.text, low, cue.start))
        between = PLAIN_WORD.findall(self.view.text[own[-1].end() : cue.start]) if own else []
        return not own or len(between) > 3 or any(self.words.is_a(word, "preposition") for word in between)

    def _is_temporal(self, cue: Cue) -> bool:
        """The verb of a clause of time: "after this Agreement enters into force", "the date on which it enters into force"."""
        begin = max(self.view.text.rfind(",", self.start, cue.start) + 1, self.start)
        before = PLAIN_WORD.findall(self.view.text[begin : cue.start])
        owed = self.words.is_a(PLAIN_WORD.findall(self.view.text[cue.start : cue.end])[0], "owed")
        opened = before[:1] if owed else before
        # "After the expiration of this period the Agreement shall be extended": a time, no clause of time
        noun = owed and self.words.is_plain and bool(before) and self.words.is_a(before[0], "preposition")
        if owed and any(
            self.words.is_a(one, "preposition") and self.words.is_a(which, "relative")
            for one, which in pairwise(before)
        ):
            return True  # "the date upon which this Agreement will enter into force"
        return not noun and any(self.words.is_a(word, "temporal") for word in opened)

    def _fixed(self, cue: Cue) -> Live | None:
        """A phrase of fixed form as an act."""
        if not self.setting.is_resolution and self.words.converb.match(self.view.text, cue.start):
            return None
        if cue.row.get("needs") == "expressed":
            return Live(cue, NOBODY)
        if (self._is_verb_first and self._modifies_noun(cue)) or self._is_infinitive(cue):
            return None
        if self._is_object_of_verb(cue) or self._is_said_within(cue) or self._is_of_noun(cue):
            return None
        if cue.row["force"] == "right" and not self._is_joined(cue):
            return None  # Arabic: what a noun before is like, «أفراد يتمتعون بأعلى المؤهلات»
        if self.setting.is_resolution and self._is_past_aside(cue):
            return Live(cue, NOBODY, leading=True)
        subject, near = self._subject(cue)
        heads = subject.kind in ("party", "name", "pronoun") and subject.start == self.start
        if not self._is_past_motive(subject) or (cue.row["subforce"] == "agreed" and not (near or heads)):
            return None
        if self._is_passive_participle(cue) or self._is_declared(cue) or self._is_asked(cue, near):
            return None
        if not self._may_have(cue, subject):
            return None
        return Live(cue, subject, self._opens(cue), self._is_relative(cue))

    def _is_object_of_verb(self, cue: Cue) -> bool:
        """Right behind the act before, where the verb comes first, as what that is about: "the Parties may agree to"."""
        if not (self._is_verb_first and self.lives):
            return False
        return not self.view.text[self.lives[-1].cue.end : cue.start].strip()

    def _is_said_within(self, cue: Cue) -> bool:
        """Inside what is claimed, or in a relative clause, where only a rule is an act."""
        subforce = cue.row["subforce"]
        first = PLAIN_WORD.search(self.view.text, cue.start)
        binds = subforce in _STRONG or (first and self.words.kinds[first[0]] & _BINDING)
        weak = not binds or "main" in cue.row.get("needs", "")
        claimed = weak and self._is_claimed() and not (self._is_further(cue) or self._is_resumed(cue))
        if claimed and not self._is_pledge(cue):
            return True
        declared = self.setting.binding == "political" and subforce in _RULING
        ruled = self.setting.is_treaty or declared
        return (weak or not ruled) and (self._is_relative(cue) or self._is_inside_relative(cue))

    def _may_have(self, cue: Cue, subject: Subject) -> bool:
        """Whether a cue can have such a subject: a thing intends nothing, and what it may be is only supposed."""
        force = cue.row["force"]
        if subject.kind == "thing" and force == "intention" and cue.row["subforce"] != "will":
            return False
        supposed = subject.kind == "thing" and force == "permission" and not subject.negative
        if supposed and not self.setting.is_treaty:
            return False
        return subject.is_actor or "actor" not in cue.row.get("needs", "")

    def _is_of_noun(self, cue: Cue) -> bool:
        """In a relative clause without a relative word: "rules for any subsidiary bodies it may establish"."""
        if not (self.lives and self.words.is_plain):
            return False
        place = self._before_adverbs(cue.start)
        pronoun = self._word_before(place)
        begin = self.view.text.rfind(pronoun, self.start, place) if pronoun else -1
        if begin < 0 or not self.words.is_a(pronoun, "pronoun") or self._is_behind_comma(begin):
            return False
        noun = self._word_before(begin)
        place = begin - len(noun) - 1
        near = self.view.text[place:begin].strip() == noun
        named = noun not in self.words.verbs or self.words.is_a(self._word_before(place), "article")
        return near and noun.isalpha() and noun not in self.words.classes_of and named

    def _is_infinitive(self, cue: Cue) -> bool:
        """What is to be done under the cue before: "will continue to support", «أعرب عن تطلعه إلى أن تلتزم الأطراف»."""
        if self._is_verb_first and self.lives and self.view.text[cue.start] in "يت":
            return self.words.is_a(self._word_before(cue.start), "infinitive")
        if not self.lives or self.lives[-1].cue.row["role"] != "after":
            return False
        pledged = (
            self.words.is_plain and cue.row["force"] == "obligation"
        )  # "may agree to", "shall assume responsibility for"
        if cue.row["force"] not in _UTTERED and not pledged:
            return False
        between = PLAIN_WORD.findall(self.view.text[self.lives[-1].cue.end : cue.start])
        return all(self.words.is_adverb(word) for word in between)

    def _is_declared(self, cue: Cue) -> bool:
        """Part of what a party may or shall declare: "may declare that it will apply"."""
        if not (self.setting.is_treaty and self.lives and cue.row["subforce"] == "will"):
            return False
        last = self.lives[-1].cue.end
        between = self.view.text[last : cue.start]
        return (
            ";" not in between and bool(self.view.cues("that", last, cue.start)) and len(between) < _DECLARED
        )

    def _is_passive_participle(self, cue: Cue) -> bool:
        """A participle of a passive: "may be denounced", "is arrested or committed to prison"."""
        if self._form(cue) != "past" or "cases" in self.words.settings or self._is_verb_first:
            return False
        if self.words.is_a(self._word_before(cue.start), "passive"):
            return True
        before = PLAIN_WORD.findall(self.view.text[max(self.start, cue.start - _OWN) : cue.start])[-3:]
        return (
            len(before) == 3
            and self.words.is_a(before[0], "passive")
            and self.words.is_a(before[2], "conjunction")
        )

    def _is_asked(self, cue: Cue, near: bool) -> bool:
        """Part of what a resolution asks for: "to agree on a mechanism", "a plan to disrupt", «о том, как будут выполняться»."""
        if not (self.setting.is_resolution and self.lives) or cue.row["subforce"] in _STRONG:
            return False
        before = self._word_before(cue.start)
        noun = cue.row["subforce"] == "plan" and not near
        return noun or self.words.is_a(before, "infinitive", "how")

    def _finite(self, cue: Cue) -> Live | None:
        if self._opens(cue) or self._opens_main(cue) or self._answers_amid(cue):
            return self._first(cue)
        if self._is_verbal_noun(cue):
            return None
        first = self.lives[0] if self.lives and self.setting.is_resolution else None
        if cue.row["form"] == "base" and first and first.leading and first.cue.row["form"] == "present":
            return None  # what is asked: "Calls upon the parties to agree on and set up a mechanism"
        before = self._word_before(cue.start)
        if self.words.kinds[before] & _NO_SUBJECT:
            return None
        if self.words.possessive.search(self.view.text, max(self.start, cue.start - NEAR), cue.start):
            return None
        further = self._is_further(cue) or self._is_resumed(cue)
        if (self._is_claimed() and not further) or self._is_relative(cue):
            return None
        told = cue.row["form"] == "past" and not self.setting.reported and self.words.is_plain
        if (self.setting.is_treaty or told) and self._is_inside_relative(cue):
            return None  # "measures which a Party adopts", "a proposal which Israel accepted"
        if self._is_verb_first and self.setting.is_treaty:
            fronted = bool(self.fringes) and self._opens(self.fringes[0])
            topic = not (self.lives or fronted) and cue.row["cue"] == INDICATIVE
            if topic and rules_topic(self.view, self.words, self.start, cue):
                return Live(cue, Subject("thing", start=self.start, end=cue.start))
            content = cue.row["cue"] == INDICATIVE and self.words.is_a(before, "that_it")
            if content or (self.lives and self._modifies_noun(cue)):
                return None  # «معلومات تتسلمها دولة», «على أنها تلزم»
        subject, near = self._subject(cue)
        described = self.setting.is_treaty and self.words.is_a(before, "alternative")
        if cue.row["form"] == "past" and described:
            return None  # "an existing or proposed measure"
        if cue.row["form"] == "past" and (self._is_reduced(subject) or self._is_of_others(subject)):
            return None
        if not self._is_past_motive(subject):
            return None
        ruled = subject == Subject("thing")  # a further verb that has no subject of the one before
        if subject.kind == "none" or ruled or self._is_listed(cue, subject):
            found = Live(cue, subject if ruled else NOBODY)
            further = self._continues(cue) or (self.is_item and self._is_further(cue))
            return found if further and self._is_object_next(cue) else None
        if not (near and subject.is_actor):
            return None
        if cue.row["form"] == "base" and self.view.text[cue.end : cue.end + 1] in (";", ".", ")", ""):
            return None  # a noun: "with UN support;"
        if cue.row["form"] == "past" and not self._is_object_next(cue):
            return None
        return Live(cue, subject)

    def _is_of_others(self, subject: Subject) -> bool:
        """A past form in an English resolution, but of who issues it: "after all parties have accepted the plan"."""
        told = self.setting.is_resolution and self.words.is_plain
        return told and self.setting.stage.issuer not in subject.ids

    def _is_reduced(self, subject: Subject) -> bool:
        """A past form in an English treaty is a participle, unless a party is its subject: "a person appointed as"; in an Arabic one a noun."""
        if self._is_verb_first:
            return self.setting.is_treaty
        plain = self.setting.is_treaty and self.words.indicative is None
        return plain and subject.kind in ("actor", "organ")

    def _is_verbal_noun(self, cue: Cue) -> bool:
        """An Arabic word in the shape of a past verb that is the object of the verb before: «ثمن الجانب المصري دعم مصر»."""
        if not (self._is_verb_first and self.lives and cue.row["form"] == "past"):
            return False
        joined = self.view.text[cue.start] in "وف" or self.words.is_a(
            self._word_before(cue.start), "that_before", "had"
        )
        return not joined

    def _first(self, cue: Cue) -> Live | None:
        """The verb that opens its sentence; in an English treaty that is a heading."""
        plain = self.setting.is_treaty and self.words.indicative is None
        listed = (
            self.setting.binding == "political" and self.setting.kind == "paragraph"
        )  # "Hereby: 1. Call upon …"
        if cue.row["form"] == "base" and listed and self._opens(cue) and self._is_object_next(cue):
            return Live(self._with_lead(cue), NOBODY, leading=True)
        if not (self.setting.is_resolution or (cue.row["form"] != "base" and not plain)):
            return None
        told = self.setting.reported and not (self.is_item and self._opens(cue))
        if told and cue.row["form"] == "past" and not self._is_verb_first:
            return None  # a participle: "Asked whether …, the spokesman said"
        if (
            self._is_verb_first
            and self.setting.is_treaty
            and cue.row["form"] == "past"
            and not self._opens(cue)
        ):
            return None  # a noun: «من تاريخ طلب أي من الطرفين»
        opened = NOBODY
        if self._is_verb_first and not self.setting.is_resolution:
            opened = self._subject(cue)[0]
            if not opened.is_actor and not (self.setting.is_treaty and opened.kind == "thing"):
                opened = NOBODY
        return Live(self._with_lead(cue), opened, leading=True) if self._is_past_motive(opened) else None

    def _participle(self, cue: Cue) -> Live | None:
        if not self.setting.is_recital:
            return None
        if self._opens(cue) or _NEW_LINE.search(self.view.raw, max(self.start, cue.start - 40), cue.start):
            return Live(self._with_lead(cue), NOBODY, leading=True)
        proclitic = self._is_verb_first and self.view.text[cue.start] == "و"
        place = self._before_link(self._before_adverbs(cue.start))
        comma = self._is_behind_comma(place)
        joined = proclitic or comma or self.words.is_a(self._word_before(place), "conjunction")
        led = self._is_joined_with_lead(cue) or (joined and self._is_led())
        further = led or (joined and bool(self.lives))
        return Live(cue, NOBODY) if further and self._is_object_next(cue) else None

    def _before_link(self, place: int) -> int:
        """Where "in this regard" right before a verb begins: «и в связи с этим ссылаясь на»."""
        link = next(
            (one for one in self.fringes if one.row["kind"] == "link" and 0 < place - one.end <= 2), None
        )
        return link.start if link else place

    def _is_led(self) -> bool:
        """A motive that no table may have opens the sentence: "Desiring to strengthen relations, recognizing …"."""
        return self.words.shape("initial_participle").match(self.view.text, self.start) is not None

    def _is_joined_with_lead(self, cue: Cue) -> bool:
        """Behind a comma, "and" and what may open a motive: «…, и с удовлетворением отмечая»."""
        comma = self.view.text.rfind(",", self.start, cue.start)
        first = PLAIN_WORD.search(self.view.text, comma + 1, cue.start) if comma >= 0 else None
        if first is None or not self.words.is_a(first[0], "conjunction"):
            return False
        return self.words.leading.fullmatch(self.view.text, first.start(), cue.start) is not None

    def _further_motive(self, cue: Cue) -> Live | None:
        """A further verb of a resolution's motive under the same «إذ»: «وإذ يدرك أن …، ويدعو إلى …»، «كما يرحب ب…»."""
        if not self._is_verb_first or cue.row["form"] not in ("present", "") or not self._is_added(cue):
            return None
        joined = self.view.text[cue.start] == "و"
        if joined and not self._is_behind_comma(cue.start):
            return None
        if not self.words.finite.match(self.view.text, cue.start):
            return None
        last = last_word(self.view.text, cue.start, cue.end)
        behind = NEXT_WORD.match(self.view.text, cue.end, self.end)
        told = not joined or (behind is not None and self.words.is_a(behind[1], "preposition", "that"))
        return Live(cue, NOBODY) if told or self.words.is_a(last, "preposition") else None

    def _is_visit(self, cue: Cue) -> bool:
        """ "Called on the Prime Minister", without what for: a visit in a report."""
        if not self.setting.reported:
            return False
        met = self.view.name_from(cue.end, slack=_NEXT_NAME)
        if met is None or met.kind not in ("person", "office"):
            return False
        comma = self.view.text.find(",", met.end, self.end)
        behind = PLAIN_WORD.findall(self.view.text[met.end : comma if comma >= 0 else self.end])
        return not any(self.words.is_a(word, "infinitive") for word in behind)

    def _is_false(self, cue: Cue) -> bool:
        """The name of a month; a noun ("the will of", "by electronic means") where the row asks for a verb; «может ли»."""
        if "whether" in self.words.classes:
            behind = PLAIN_WORD.match(self.view.text, cue.end + 1)
            if behind and self.words.kinds[behind[0]] & _WHETHER:
                return True
        if self.start < cue.start == cue.end - len("May") and self.view.raw[cue.start : cue.end] == "May":
            return True
        needs, role = cue.row.get("needs"), cue.row["role"]
        if needs == "termed":
            return not self._is_termed(cue)
        if needs == "insert":
            noun = self.view.text[cue.end : cue.end + 1] not in (",", ":")
            return noun or self.words.is_a(self._word_before(cue.start), "infinitive")
        if needs == "asked":
            return self._is_visit(cue)
        if needs != "verb":
            return False
        after = NEXT_WORD.match(self.view.text, cue.end, self.end)
        ends = after is None or self.view.text[cue.end] in ".;:)"
        if self.view.text[cue.end : cue.end + 1] == ",":
            ends = not self._has_actor(cue)
        no_verb = ("genitive", "infinitive", "for_what", "content") if role == "term" else _NO_OBJECT
        of = after is not None and self.words.is_a(
            after[1], *no_verb
        )  # "adequate means for", "this means that"
        return ends or of or self.words.is_a(self._word_before(cue.start), "article", "preposition")

    def _is_termed(self, cue: Cue) -> bool:
        """Behind "the term" or a quoted one."""
        return self.words.pattern("termed").search(self.view.text, self.start, cue.start) is not None

    def _has_actor(self, cue: Cue) -> bool:
        """Parted from what is to be done by words between commas: "The States will, as soon as possible, establish"."""
        return self._subject(cue)[0].is_actor and self._is_parted(cue)
