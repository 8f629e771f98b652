"""Clauses in, acts out: who is to do what, in which words, with what force.

Each clause's own text is cut into sentences; a sentence's cues become tokens of grammar/clause.lark; every island of
the tree becomes one act, or several where further verb phrases with objects of their own follow under the same cue.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import pairwise

from clausedb.language import Grammar
from clausedb.model import Act, Clause, Records, Statement
from clausedb.parse.acts.bearers import (
    agent_in,
    is_nothing,
    subject_at,
    subject_behind,
    subject_of_condition,
    undergoes,
)
from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.fallback import (
    CHARGED,
    further_charges,
    further_indicatives,
    indicative_before,
    opening_cue,
    unmarked_cue,
)
from clausedb.parse.acts.forces import Sentence, force_of, is_agreed, permits, refrains
from clausedb.parse.acts.holders import honours_in
from clausedb.parse.acts.islands import Island, islands_of
from clausedb.parse.acts.lists import Lists
from clausedb.parse.acts.marks import Marker
from clausedb.parse.acts.named_subjects import holders_from
from clausedb.parse.acts.phrases import Piece, hedges_in, without_and
from clausedb.parse.acts.reach import (
    CLAIMS,
    LEAST_WITH,
    action_start,
    charges,
    content_end,
    has_content,
    is_not_to,
    is_whole,
    limit_of,
    may_join,
    opens_content,
    parts_of,
    past_subject,
)
from clausedb.parse.acts.roles import ASKING, addressees_in, beneficiaries_in
from clausedb.parse.acts.standing import Live, Setting, setting_of
from clausedb.parse.acts.strength import is_obligation, strengths_of
from clausedb.parse.acts.subject import NOBODY, Stage, Subject
from clausedb.parse.acts.views import WORD, View, Views, last_word, sentences
from clausedb.parse.acts.vocabulary import Vocabulary, vocabulary_of

_SILENT = frozenset({"title", "heading", "dateline", "timestamp", "enacting", "footnote"})
_BEHIND_WE = 6
"""Characters behind "we," within which those named begin: ", the "."""
_APART = re.compile(r"\s*[,–—-]\s*")
"""Between "we" and those named behind it."""
_OPENING = 40
"""Characters at the beginning of a clause in which "we" is named."""
_FIRST_WORD = re.compile(r"[\W\d]*\w+")
_TOGETHER = frozenset({"collective", "each", "both"})
"""Types of bearers who are several."""
_FIRST, _PASSIVE = any_of("first"), any_of("passive")
_INFINITIVE, _PREPOSITION = any_of("infinitive"), any_of("preposition")
_BEFORE_VERB = any_of("leading", "negation", "infinitive", "adverbial")
_PAST_HEAD = any_of("preposition", "relative", "done")
"""What the head of a noun phrase stands before."""


def read_acts(records: Records, grammar: Grammar) -> Records:
    """Records with their acts, in text order."""
    reader = _Reader(records, grammar)
    acts: list[Act] = []
    for clause in records.clauses:
        if clause.kind not in _SILENT and clause.own_end > clause.text_start:
            acts.extend(reader.read(clause))
    return replace(records, acts=tuple(acts))


class _Reader:
    """Reads one document's clauses in order; remembers the last subject for sentences that leave theirs out."""

    def __init__(self, records: Records, grammar: Grammar) -> None:
        self._records, self._grammar = records, grammar
        self._views = Views(records)
        self._islands = islands_of(grammar.folders)
        self._words: dict[str, Vocabulary] = {}
        self._settings: dict[str, Setting] = {}
        self._strengths = strengths_of(grammar)
        self._count = 0
        document = records.document
        honours = honours_in(records, vocabulary_of(grammar, document.language))
        self._stage = Stage(document.parties, document.issuer, honours)
        self._binding = document.binding or "political"
        self._statements = sorted(records.statements, key=lambda one: one.quote.start)
        self._quote_starts = [one.quote.start for one in self._statements]
        self._last = NOBODY
        self._named = NOBODY
        """The last subject of the numbered unit that acts, also one without an id."""
        enacting = (one.start for one in records.clauses if one.kind == "enacting")
        self._enacting = next(enacting, -1)
        """Where the words stand that part the motives from what is agreed; -1 where there are none."""
        self._we: tuple[str, ...] = ()
        """Who a political text says that "we" are: "We, the Presidents of Kazakhstan and Azerbaijan"."""
        self._person: tuple[str, ...] = ()
        """Who was named last, one person or one office."""
        self._thing = False
        """The last sentence was about something that does not act, which "it" means."""
        self._openers: dict[str, Subject] = {}
        """By clause whom it names with no verb, as the subject of the list that it opens."""
        self._things = False
        """It was about several such things, which "they" means."""
        self._lists = Lists()

    def read(self, clause: Clause) -> list[Act]:
        if clause.number is not None and self._binding != "press":
            parties = Subject("party", self._stage.parties, "collective") if self._stage.parties else NOBODY
            self._last = self._openers.get(clause.parent_id or "", parties)
            self._thing, self._things, self._named = False, False, NOBODY
            opener = self._lists.opener(clause)
            if opener is not None and opener.bearer is not None and opener.bearer_type == "organ":
                self._last = Subject(
                    "organ", opener.bearers, "organ"
                )  # «Комиссия выполняет функции: 1) разрабатывает»
        words = self._words.get(clause.language) or self._vocabulary(clause.language)
        view = self._views.of(clause, words.finder)
        self._we = self._we or _who_we_are(view, words)
        setting = self._setting("recital" if self._is_motive(clause, view, words) else clause.kind)
        found: list[Act] = []
        if self._lists.is_condition(clause):
            return found
        self._lists.note_condition(view)
        for start, end in self._pieces(view, words):
            found.extend(self._sentence(view, words, setting, start, end, first=not found))
        self._lists.note(clause, view, words, found)
        if not found and view.text.rstrip().endswith(":"):
            alone = self._alone(view, words)
            if alone is not None and alone.ids:
                self._last = self._openers[clause.clause_id] = alone
        self._person = _person_before(view, len(view.text)) or self._person
        return found

    def _is_motive(self, clause: Clause, view: View, words: Vocabulary) -> bool:
        """A motive behind a dash: "- desiring to establish favourable conditions," before "have agreed as follows"."""
        if clause.kind != "bullet" or clause.start >= self._enacting:
            return False
        first = WORD.match(view.text)
        return first is not None and words.participle.fullmatch(first[0]) is not None

    def _alone(self, view: View, words: Vocabulary) -> Subject | None:
        """Whom a line names at its end with no verb, of whom what follows tells: «Казахстанская Сторона:»."""
        name = view.name_to(len(view.text.rstrip().removesuffix(":").rstrip()))
        if name is None or not name.ids:
            return None
        start = max(0, view.text.rfind(",", 0, name.start) + 1)  # "To this end, the Kazakh side:"
        found = subject_at(view, start, len(view.text), words, self._stage)
        return found if found.end == name.end and len(view.text[start : name.start]) <= _BEHIND_WE else None

    def _setting(self, kind: str) -> Setting:
        found = self._settings.get(kind)
        if found is None:
            found = self._settings[kind] = setting_of(self._binding, kind, self._stage)
        return found

    def _vocabulary(self, language: str) -> Vocabulary:
        words = self._words[language] = vocabulary_of(self._grammar, language)
        return words

    def _pieces(self, view: View, words: Vocabulary) -> list[tuple[int, int]]:
        """The sentences; in a press report cut where what somebody said begins and ends, unless it is the verb's object."""
        whole = sentences(view, words)
        if not self._statements:
            return whole
        cuts: list[int] = []
        for one in self._in_clause(view):
            if _is_set_off(one, view, words):
                cuts += [view.place(one.quote.start), view.place(one.quote.end)]
        found: list[tuple[int, int]] = []
        cuts.sort()
        for start, end in whole:
            inner = [start, *cuts[bisect_right(cuts, start) : bisect_left(cuts, end)], end]
            found += [(low, high) for low, high in pairwise(inner) if high - low > 3]
        return found

    def _in_clause(self, view: View) -> list[Statement]:
        if not self._statements:
            return []
        own = view.clause.own
        first = bisect_left(self._quote_starts, own.start)
        return self._statements[first : bisect_left(self._quote_starts, own.end)]

    def _sentence(
        self, view: View, words: Vocabulary, setting: Setting, start: int, end: int, first: bool
    ) -> list[Act]:
        end = self._before_report(view, words, start, end)
        taken = self._lists.inherited(view.clause, view, words, start, end) if first else None
        marker = Marker(view, words, setting, start, end, is_item=taken is not None)
        if taken and not any(live.cue.start <= taken[0].cue.start for live in marker.lives):
            marker.lead(taken[0])
        elif first and not any(live.leading for live in marker.lives):
            taken = None
            marker.lead(opening_cue(view, words, setting, start, end))
        if not marker.lives:
            marker.lead(unmarked_cue(view, words, setting, start, end))
        if not marker.lives:
            head = view.name_from(start, slack=4)
            if head and head.ids and head.kind == "collective":
                self._last = Subject("name", head.ids, "collective", head.start, head.end)
            return []
        if setting.is_resolution and "cases" in words.settings and len(marker.lives) == 1:
            marker.lives += further_charges(view, words, marker.lives[0], end)
        if setting.is_treaty and words.indicative:
            marker.lead(indicative_before(view, words, setting, start, marker.lives[0]))
        if setting.is_treaty and words.indicative and len(marker.lives) == 1:
            marker.lives += further_indicatives(view, words, marker.lives[0], end)
        islands = tuple(self._islands.read(marker.marks()))
        sentence = Sentence(view, words, setting, start, end, tuple(marker.lives), islands)
        acts = self._acts(sentence)
        if taken and acts and marker.lives[0] is taken[0]:
            acts[0] = replace(acts[0], addressees=taken[1].addressees)
        return acts

    def _before_report(self, view: View, words: Vocabulary, start: int, end: int) -> int:
        """Where a piece ends before "and" or a comma and a verb of saying that is no act: "expressed gratitude … and assured that"."""
        for one in self._in_clause(view):
            if one.verb is None or one.quote.start < one.verb.end:
                continue
            verb, behind = view.place(one.verb.start), view.place(one.verb.end)
            if not start < verb < end or len(view.text[behind:end].split()) > LEAST_WITH:
                continue
            if view.cues("cues", verb, end):
                continue
            if view.text[start:verb].rstrip().endswith((",", "،")):
                return start + len(view.text[start:verb].rstrip()) - 1
            word = last_word(view.text, start, verb)
            if words.is_a(word, "conjunction"):
                return view.text.rfind(word, start, verb)
        return end

    def _acts(self, sentence: Sentence) -> list[Act]:
        lives = {live.cue.start: live for live in sentence.lives}
        found: list[Act] = []
        if sentence.setting.reported:
            lives = {start: live for start, live in lives.items() if not self._is_report(live, sentence)}
        previous: Subject | None = None
        opening: Subject | None = None
        floor = sentence.start
        for place, island in enumerate(sentence.islands):
            if island.cue is None or island.cue.start not in lives:
                continue
            live = lives[island.cue.start]
            role = live.cue.row["role"]
            if role == "that" and permits(live, sentence):
                continue
            further = opening is not None and live.subject.kind == "none" and live.cue.row["form"] != "base"
            subject = self._resolved(live, opening if further else previous, sentence)
            if opening is None and live.leading:
                opening = subject
            previous = subject if role != "term" else previous
            high = limit = limit_of(sentence, place)
            if role == "that" or (role == "with" and has_content(live, sentence)):
                high = limit = content_end(sentence, live)
            elif opens_content(sentence, live, limit):
                high = content_end(sentence, live)
                claimed = [one for one in lives if one >= limit and lives[one].cue.row["force"] in CLAIMS]
                lives = {start: one for start, one in lives.items() if start not in claimed}
            found += self._of_island(sentence, live, subject, island, Piece(floor, high))
            floor = limit
            if role == "that" and is_agreed(live, sentence):
                break
        return found

    def _is_report(self, live: Live, sentence: Sentence) -> bool:
        """A reporting verb of a press report whose content is read as a statement is no act of its own."""
        row = live.cue.row
        if (row["force"], row["subforce"]) != ("assertion", "finding"):
            return False
        return self._reporter(sentence.view, live) is not None

    def _reporter(self, view: View, live: Live) -> Statement | None:
        """The statement whose verb the cue is."""
        place = view.span(live.cue.start, live.cue.end)
        for one in self._in_clause(view):
            if one.verb and one.verb.start < place.end and place.start < one.verb.end:
                return one
        return None

    def _resolved(self, live: Live, previous: Subject | None, sentence: Sentence) -> Subject:
        """The subject with its ids: shared, elided, the issuer of a resolution, whom a pronoun means."""
        subject = live.subject
        if (
            live.cue.row["role"] == "term"
            or live.cue.row["force"] == "definition"
            or live.cue.row["cue"] == "statement of fact"
        ):
            return Subject("party", self._stage.parties, "collective") if self._stage.parties else NOBODY
        shared = subject.kind == "none" and previous is not None
        if sentence.setting.reported and not shared and subject.kind in ("pronoun", "none", "thing", "actor"):
            reporter = self._reporter(sentence.view, live)
            if reporter and reporter.speaker_id:
                own = subject if subject.kind == "pronoun" else NOBODY
                ids = self._together(reporter)
                return own._replace(kind="name", ids=ids, type="named" if len(ids) == 1 else "both")
        if subject.kind in ("none", "thing") and _is_first_person(live, sentence):
            place = sentence.view.span(live.cue.start, live.cue.end).start
            return subject._replace(
                kind="pronoun", ids=self._first_person(place), type="named", start=-1, end=-1
            )
        if subject.kind == "none" and sentence.setting.is_recital and live.leading:
            later = next((one.subject for one in sentence.lives if one.subject.is_actor), NOBODY)
            if later.ids:
                return later
        if subject.kind == "none":
            if previous is not None:
                return previous._replace(shared=True)
            if sentence.setting.is_resolution and self._stage.issuer and live.leading:
                return Subject("organ", (self._stage.issuer,), "organ")
            opener = _opener(sentence, live, self._stage)
            if opener.ids:
                return opener._replace(shared=True)
            told = self._statement(sentence.view.span(live.cue.start, live.cue.end).start)
            if told and told.speaker_id and live.leading:
                return Subject("name", self._together(told), "elided")  # «заявили, что выступают за»
            if self._last.is_actor and (live.leading or sentence.setting.is_recital):
                return Subject(self._last.kind, self._last.ids, "elided")
            declares = (
                live.leading and sentence.setting.binding == "political" and len(self._stage.parties) > 1
            )
            if (sentence.setting.is_recital or declares) and self._stage.parties:
                return Subject("party", self._stage.parties, "collective")
            if live.leading and sentence.setting.is_treaty and self._stage.parties:
                return Subject("party", self._stage.parties, "elided")  # «согласились внести изменения»
            return subject
        if subject.kind == "actor" and not subject.ids:
            subject = _antecedent(sentence, subject)
        if subject.kind == "pronoun":
            return self._of_pronoun(live, subject, sentence)
        self._thing = subject.kind == "thing"
        self._things = self._thing and _is_plural(subject, sentence)
        if subject.is_actor:
            self._named = subject
            self._last = subject if subject.ids else self._last
        return subject

    def _of_pronoun(self, live: Live, subject: Subject, sentence: Sentence) -> Subject:
        """A subject that is a pronoun, with the ids and the type of whom it means."""
        view, words = sentence.view, sentence.words
        pronoun = view.text[subject.start : subject.end]
        if words.is_plain and live.cue.row["role"] == "whole" and words.is_a(pronoun, "it"):
            return subject._replace(kind="thing")  # "it is prohibited to"
        if words.is_a(pronoun, "first"):
            return subject._replace(ids=self._first_person(view.span(subject.start, subject.end).start))
        told = self._statement(view.span(live.cue.start, live.cue.end).start)
        if told and told.speaker_id:
            return subject._replace(ids=self._together(told))
        before = subject_of_condition(view, sentence.start, subject.start, words, self._stage)
        if before.kind == "none" and self._thing and words.is_a(pronoun, "it"):
            return subject._replace(kind="thing", ids=())
        if before.kind == "none" and self._things and words.is_plain and words.is_a(pronoun, "they"):
            return subject._replace(kind="thing", ids=())
        if before.kind == "none":
            before = self._named
        if before.kind == "thing":
            return subject._replace(kind="thing")
        if before.is_actor and not before.ids:
            return subject._replace(type=before.type)
        one = words.is_a(pronoun, "singular")
        named = before.kind in ("party", "organ", "name")
        if named and (not one or len(before.ids) == 1 or before.type in ("each", "other_party", "organ")):
            return subject._replace(ids=before.ids, type=before.type)
        ids = self._last.ids
        if len(ids) > 1 and one:
            ids = _person_before(view, subject.start) or self._person
        if not ids and sentence.setting.binding == "political" and words.is_a(pronoun, "they"):
            ids = self._stage.parties
        nothing = not ids and one and words.is_a(pronoun, "it")
        return subject._replace(kind="thing" if nothing else subject.kind, ids=ids)

    def _first_person(self, place: int) -> tuple[str, ...]:
        """Whom "we" means at a place, also where the verb alone says it: who speaks there, whom the text names as "we", who makes it."""
        return self._speakers(place) or self._we or self._stage.parties

    def _of_island(
        self,
        sentence: Sentence,
        live: Live,
        subject: Subject,
        island: Island,
        reach: Piece,
    ) -> list[Act]:
        """The acts of a cue; `reach` is from where the act before ends to where the next begins."""
        view, words, row = sentence.view, sentence.words, live.cue.row
        high = reach.end
        unnamed = subject.kind in ("actor", "organ", "pronoun") and not subject.ids
        if row["role"] == "after" and unnamed and words.is_plain and undergoes(view, live.cue.end, words):
            subject = subject._replace(kind="thing", type="unspecified")
        force, subforce = force_of(live, subject, sentence)
        whole = is_whole(live, subject, sentence)
        begin = action_start(live, subject, whole, sentence)
        starts = [(begin, begin)] if begin < high else []
        if island.joins and not (row["role"] == "after" and whole):
            starts += self._further(sentence, live, begin, high, island)
        if not subject.negative:
            subject = _with_agent(view, subject, live, high, words, self._stage)
        not_to = force in ("obligation", "intention") and refrains(view, begin, high, words)
        first = WORD.search(view.text, begin, live.cue.start) if begin < live.cue.start else None
        nothing = subject.negative or is_nothing(view, first, words)
        if not_to or (nothing and force in ("obligation", "permission", "power", "intention")):
            force, subforce = "prohibition", "shall_not"
        acts: list[Act] = []
        for place, (joint, verb) in enumerate(starts):
            end = starts[place + 1][0] if place + 1 < len(starts) else high
            own = (force, subforce)
            if place and force in ("obligation", "intention") and is_not_to(view, joint, verb, words):
                own = ("prohibition", "shall_not")
            acts.append(self._act(sentence, live, subject, *own, Piece(verb, end), reach.start))
        return acts

    def _further(
        self, sentence: Sentence, live: Live, begin: int, high: int, island: Island
    ) -> list[tuple[int, int]]:
        """Where the further verb phrases of an island begin, without those that belong to the first."""
        view, words, kinds = sentence.view, sentence.words, sentence.words.kinds
        if live.cue.row["role"] in ("with", "that", "term"):
            return []
        last = last_word(view.text, live.cue.start, live.cue.end)
        noun = kinds[last] & _PREPOSITION and not kinds[last] & _INFINITIVE
        under = last if noun else ""  # «اتفق الجانبان على …، وعلى عقد الدورة»
        joins = (pair for pair in island.joins if begin <= pair[0] < high)
        joins = (pair for pair in joins if _preposition(view, pair, words) == under)
        return [pair for pair in joins if may_join(view, words, live, begin, pair)]

    def _act(
        self,
        sentence: Sentence,
        live: Live,
        subject: Subject,
        force: str,
        subforce: str,
        reach: Piece,
        floor: int,
    ) -> Act:
        view, words, cue = sentence.view, sentence.words, live.cue
        action, condition, deadline = parts_of(
            sentence, live, reach, is_whole(live, subject, sentence), floor
        )
        condition = without_and(view, condition, words)
        asked = addressees_in(view, cue, past_subject(view, live), reach.end, force, words)
        if not asked and not subject.is_actor and force in ASKING and "cases" in words.settings:
            before = view.names_in(
                max(sentence.start, floor), cue.start
            )  # «правительствам двух стран поручено»
            asked = tuple(one for name in before for one in name.ids)
        if cue.row["form"] == CHARGED:
            first = sentence.lives[0].cue
            until = first.end if first.row["role"] == "opener" else first.start
            asked = tuple(one for name in view.names_in(sentence.start, until) for one in name.ids)
        addressees = tuple(one for one in asked if one not in subject.ids) if asked else ()
        hedges = hedges_in(view, min(cue.start, reach.start), reach.end) if "hedges" in view.found else ()
        charged = force == "decision" and (bool(addressees) or charges(sentence, live, reach))
        bearers, type_ = subject.ids, _type_of(subject)
        at = view.span(cue.start, cue.end)
        named = subject.start >= 0 and subject.is_actor
        told = self._statement(at.start) if self._statements else None
        self._count += 1
        return Act(
            act_id=f"{self._records.document.document_id}:a{self._count}",
            clause_id=view.clause.clause_id,
            force=force,
            subforce=subforce,
            strength=self._strengths.of(force, subforce, self._records.document.binding),
            obligation=is_obligation(force, charged),
            cue=at,
            rule=_rule_of(live, words),
            confidence=_confidence(live, subject),
            bearers=bearers,
            bearer_type=type_,
            bearer=view.span(subject.start, subject.end) if named else None,
            joint=_joint(bearers, type_),
            action=view.span(action.start, action.end) if action is not None else None,
            verb=_verb(view, cue, action, words) if action is not None else None,
            addressees=addressees,
            beneficiaries=self._beneficiaries(sentence, action, subject, force, subforce),
            condition=view.span(condition.start, condition.end) if condition else None,
            deadline=view.span(deadline[0].start, deadline[0].end) if deadline else None,
            deadline_date=deadline[1] if deadline else None,
            hedges=tuple([view.span(one.start, one.end) for one in hedges]),
            reported=self._binding == "press" or told is not None,
            speaker_id=told.speaker_id if told is not None else None,
        )

    def _beneficiaries(
        self, sentence: Sentence, action: Piece | None, subject: Subject, force: str, subforce: str
    ) -> tuple[str, ...]:
        if action is None or force == "recital":
            return ()
        political = self._binding in ("political", "press")
        favours = political and force == "endorsement" and subforce in ("support", "welcome")
        welcome = favours and subforce == "welcome"
        found = beneficiaries_in(sentence.view, action, subject.ids, favours, sentence.words, single=welcome)
        return found if not found or political or set(found) <= set(subject.ids) else ()

    def _statement(self, place: int) -> Statement | None:
        """The statement whose quote holds an offset."""
        if not self._statements:
            return None
        found = bisect_right(self._quote_starts, place) - 1
        for one in reversed(self._statements[max(0, found - 3) : found + 1]):
            if one.quote.start <= place < one.quote.end:
                return one
        return None

    def _together(self, told: Statement) -> tuple[str, ...]:
        """The ids of all who make a statement together."""
        first = bisect_left(self._quote_starts, told.quote.start)
        last = bisect_right(self._quote_starts, told.quote.start)
        rows = (
            one for one in self._statements[first:last] if (one.quote, one.verb) == (told.quote, told.verb)
        )
        return tuple(dict.fromkeys(one.speaker_id for one in rows if one.speaker_id))

    def _speakers(self, place: int) -> tuple[str, ...]:
        """The ids of all who say what stands there."""
        told = self._statement(place)
        return self._together(told) if told else ()


def _who_we_are(view: View, words: Vocabulary) -> tuple[str, ...]:
    """The offices, or the organisation of leaders, that the first sentence of a clause names right behind "we" and a comma or dash; empty where it names none."""
    kinds = words.kinds
    if words.classes.get("first", frozenset()).isdisjoint(WORD.findall(view.text, 0, _OPENING)):
        return ()
    for match in WORD.finditer(view.text, 0, _OPENING):
        if kinds[match[0]] & _FIRST and (sign := _APART.match(view.text, match.end())):
            name = view.name_from(sign.end() - 1, slack=_BEHIND_WE)
            known = name is not None and name.kind in ("office", "organisation")
            return holders_from(view, name, words) if name and known else ()
    return ()


def _person_before(view: View, end: int) -> tuple[str, ...]:
    """The person or office named last before a place, where that is one; empty where there is none."""
    for name in reversed(view.names):
        if name.end <= end and name.kind in ("person", "office"):
            return name.ids if len(name.ids) == 1 else ()
    return ()


def _is_plural(subject: Subject, sentence: Sentence) -> bool:
    """The head of a subject's words is a noun in the plural: "Fishing cards issued in each country"."""
    kinds, head = sentence.words.kinds, ""
    for word in WORD.findall(sentence.view.text, max(0, subject.start), max(0, subject.end)):
        if kinds[word] & _PAST_HEAD:
            break
        head = word
    return sentence.words.shape("several").fullmatch(head) is not None


def _opener(sentence: Sentence, live: Live, stage: Stage) -> Subject:
    """Whose first verb no table knows, in a language of verbs first: "The two sides reviewed … and affirmed their resolve"."""
    text, words = sentence.view.text, sentence.words
    told = words.is_a(last_word(text, sentence.start, live.cue.start), "whereupon")  # «حيث أكدا»
    joined = words.is_verb_first and (text[live.cue.start] == "و" or told)
    if not joined or live.leading:
        return NOBODY
    first = _FIRST_WORD.match(text, sentence.start, live.cue.start)
    found = subject_behind(sentence.view, first.end(), live.cue.start, words, stage) if first else NOBODY
    return found if found.kind == "name" or found.type == "collective" else NOBODY


def _is_first_person(live: Live, sentence: Sentence) -> bool:
    """A verb that says "we" by its form: «سنرفع», «призываем»."""
    present = live.cue.row["form"] in ("present", "")
    verb = sentence.words.first_person.match(sentence.view.text, live.cue.start, live.cue.end)
    return present and verb is not None


def _is_set_off(one: Statement, view: View, words: Vocabulary) -> bool:
    """What is said stands apart from its verb: behind "that", a comma or a mark of quotation, or before the verb."""
    if one.verb is None:
        return True
    if one.verb.start >= one.quote.start:
        between = view.text[view.place(one.quote.end) : view.place(one.verb.start)]
        return bool(between.strip())
    between = view.text[view.place(one.verb.end) : view.place(one.quote.start)]
    ends = view.text[view.place(one.verb.start) : view.place(one.verb.end)]
    apart = words.pattern("content").search(between) or words.pattern("content").search(ends)
    inserted = sum(between.count(mark) for mark in ",،") == 2  # "demanded, in a statement, that"
    return bool(apart) or any(mark in between for mark in (':"“«' if inserted else ',،:"“«'))


def _antecedent(sentence: Sentence, subject: Subject) -> Subject:
    """With the ids of the name right before a relative word: "the Secretary-General, who shall"."""
    text = sentence.view.text
    if not sentence.words.is_a(text[subject.start : subject.end], "relative"):
        return subject
    low = max(sentence.start, subject.start - 4)
    name = sentence.view.name_to(low + len(text[low : subject.start].rstrip(" ,\n")))
    if name is None or not name.ids:
        return subject
    return subject._replace(ids=name.ids, type="named" if len(name.ids) == 1 else "collective")


def _preposition(view: View, pair: tuple[int, int], words: Vocabulary) -> str:
    """The preposition behind which a further part stands; "" where it stands behind none."""
    before = last_word(view.text, pair[0], pair[1])
    bare = before.removeprefix("و") if words.is_verb_first else before
    return bare if words.kinds[bare] & _PREPOSITION and not words.kinds[bare] & _INFINITIVE else ""


def _with_agent(
    view: View, subject: Subject, live: Live, high: int, words: Vocabulary, stage: Stage
) -> Subject:
    """The agent of a passive takes the place of a subject that is no actor."""
    row = live.cue.row
    if subject.is_actor or row["role"] in ("term", "that") or row["force"] == "procedural":
        return subject
    if row["form"] in ("present", "unmarked") and "cases" in words.settings:
        verb = last_word(view.text, live.cue.start, live.cue.end)
        if not words.shape("middle").fullmatch(verb):
            return subject
    agent = agent_in(view, live.cue.end, high, words, stage)
    return agent if agent.is_actor else subject


def _type_of(subject: Subject) -> str:
    if not subject.ids and not subject.is_actor:
        return "unspecified"
    return subject.type


def _joint(bearers: tuple[str, ...], type_: str) -> bool | None:
    """All together or each; one alone; None where the text does not say."""
    if type_ in _TOGETHER and not bearers:
        return True  # "Each State Party shall", of a treaty that names none
    if type_ in ("unspecified", "other_party") or not bearers:
        return None
    return len(bearers) > 1


def _confidence(live: Live, subject: Subject) -> float:
    if live.cue.row["form"] == "unmarked":
        return 0.6
    if live.relative or subject.kind == "thing":
        return 0.8
    taken = live.cue.row["form"] == "inherited"
    return 0.9 if taken or subject.shared or subject.type == "elided" else 1.0


def _rule_of(live: Live, words: Vocabulary) -> str:
    form = live.cue.row["form"]
    return f"{words.language}: {live.cue.row['cue']}" + (f" ({form})" if form else "")


def _verb(view: View, cue: Cue, action: Piece, words: Vocabulary) -> str | None:
    """The first word of the action that is no adverb; of a clause with its subject, the first of its verb."""
    inside = action.start < cue.start < action.end
    start = action.start
    if inside:
        start = cue.end if cue.row["role"] == "after" else cue.start
    small = _BEFORE_VERB | _PASSIVE if inside else _BEFORE_VERB
    for match in WORD.finditer(view.text, start, action.end):
        if not words.kinds[match[0]] & small:
            return match[0]
    return None
