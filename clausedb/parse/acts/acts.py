"""Clauses in, acts out: who is to do what, in which words, with what force.

Each clause's own text is cut into sentences; a sentence's cues become tokens of grammar/clause.lark; every island of
the tree becomes one act, or several where further verb phrases with objects of their own follow under the same cue.
"""

from __future__ import annotations

from dataclasses import replace

from clausedb.language import Grammar
from clausedb.model import Act, Clause, Records
from clausedb.parse.acts.antecedents import Antecedents, named_alone, told_of
from clausedb.parse.acts.fallback import (
    further_charges,
    further_indicatives,
    indicative_before,
    opening_cue,
    unmarked_cue,
)
from clausedb.parse.acts.forces import Sentence, is_agreed, permits
from clausedb.parse.acts.holders import honours_in
from clausedb.parse.acts.islands import islands_of
from clausedb.parse.acts.lists import Lists
from clausedb.parse.acts.making import Maker
from clausedb.parse.acts.marks import Marker
from clausedb.parse.acts.phrases import Piece
from clausedb.parse.acts.reach import CLAIMS, content_end, has_content, limit_of, opens_content
from clausedb.parse.acts.standing import Live, Setting, setting_of
from clausedb.parse.acts.strength import strengths_of
from clausedb.parse.acts.subject import Stage, Subject
from clausedb.parse.acts.told import Told
from clausedb.parse.acts.views import WORD, View, Views, before_colon
from clausedb.parse.acts.vocabulary import Vocabulary, vocabulary_of

_SILENT = frozenset({"title", "heading", "dateline", "timestamp", "enacting", "footnote"})


def read_acts(records: Records, grammar: Grammar) -> Records:
    """Records with their acts, in text order."""
    reader = _Reader(records, grammar)
    acts: list[Act] = []
    for clause in records.clauses:
        if clause.kind not in _SILENT and clause.own_end > clause.text_start:
            acts.extend(reader.read(clause))
        elif clause.kind == "enacting":
            reader.note_enacting(clause)
    return replace(records, acts=tuple(acts))


def _called(records: Records) -> tuple[str, ...]:
    """The bodies of all its makers whom a document defines a word for: the ministries of both states as "the Participants"."""
    makers = set(records.document.parties)
    for row in records.definitions:
        states = {one.partition(".")[0] for one in row.party_ids}
        if len(makers) > 1 and states == makers != set(row.party_ids):
            return row.party_ids
    return ()


class _Reader:
    """Reads one document's clauses in order."""

    def __init__(self, records: Records, grammar: Grammar) -> None:
        self._grammar = grammar
        self._views = Views(records)
        self._islands = islands_of(grammar.folders)
        self._words: dict[str, Vocabulary] = {}
        self._settings: dict[str, Setting] = {}
        document = records.document
        honours = honours_in(records, vocabulary_of(grammar, document.language))
        self._stage = Stage(document.parties, document.issuer, honours, _called(records))
        self._binding = document.binding or "political"
        enacting = (one.start for one in records.clauses if one.kind == "enacting")
        self._enacting = next(enacting, -1)
        """Where the words stand that part the motives from what is agreed; -1 where there are none."""
        self._openers: dict[str, Subject] = {}
        """By clause whom it names with no verb, as the subject of the list that it opens."""
        self._over_bullets: Subject | None = None
        """The same of the bullets that are being read."""
        self._lists = Lists()
        self._told = Told(records.statements)
        homes = {
            one.party_id: one.state_id for one in records.parties if one.kind == "person" and one.state_id
        }
        self._antecedents = Antecedents(self._stage, self._told, homes)
        self._maker = Maker(document, self._binding, strengths_of(grammar), self._stage, self._told)

    def read(self, clause: Clause) -> list[Act]:
        if clause.number is not None and self._binding != "press":
            self._antecedents.enter_unit(self._subject_over(clause))
        words = self._words.get(clause.language) or self._vocabulary(clause.language)
        view = self._views.of(clause, words.finder)
        self._over_bullets = self._over_bullets if clause.kind == "bullet" else None
        self._antecedents.enter_item(self._over_bullets)
        self._antecedents.note_we(view, words)
        setting = self._setting("recital" if self._is_motive(clause, view, words) else clause.kind)
        found: list[Act] = []
        if self._lists.is_condition(clause):
            return found
        self._lists.note_condition(view)
        for start, end in self._told.pieces(view, words):
            found.extend(self._sentence(view, words, setting, start, end, first=not found))
        self._lists.note(clause, view, words, found)
        if before_colon(view.text) >= 0:
            alone = told_of(view, words) or (None if found else named_alone(view, words, self._stage))
            if alone is not None and alone.ids:
                self._openers[clause.clause_id] = self._over_bullets = alone
                self._antecedents.follow(alone)
        self._antecedents.note_person(view)
        return found

    def note_enacting(self, clause: Clause) -> None:
        """Remember enacting words that a list goes on with: "Have agreed to:"."""
        words = self._words.get(clause.language) or self._vocabulary(clause.language)
        if self._stage.parties and "list_agreed" in words.settings:
            view = self._views.of(clause, words.finder)
            self._lists.note_enacting(view, words, self._stage.parties)

    def _subject_over(self, clause: Clause) -> Subject:
        """Whom a numbered clause speaks of before it names anybody: whose list it is an item of, else all parties."""
        opener = self._lists.opener(clause)
        if opener is not None and opener.bearer is not None and opener.bearer_type == "organ":
            return Subject("organ", opener.bearers, "organ")  # «Комиссия выполняет функции: 1) разрабатывает»
        return self._openers.get(clause.parent_id or "", self._stage.everybody)

    def _is_motive(self, clause: Clause, view: View, words: Vocabulary) -> bool:
        """A motive behind a dash: "- desiring to establish favourable conditions," before "have agreed as follows"; one amid the points
        of a resolution, which ends with a comma: "Acting under Chapter VII of the Charter,"."""
        if clause.kind == "text" and self._binding in ("resolution", "binding_resolution"):
            opened = words.shape("initial_participle").match(view.text) is not None
            return opened and clause.start > self._enacting >= 0 and view.text.rstrip().endswith(",")
        if clause.kind != "bullet" or clause.start >= self._enacting:
            return False
        first = WORD.match(view.text)
        return first is not None and words.participle.fullmatch(first[0]) is not None

    def _setting(self, kind: str) -> Setting:
        found = self._settings.get(kind)
        if found is None:
            found = self._settings[kind] = setting_of(self._binding, kind, self._stage)
        return found

    def _vocabulary(self, language: str) -> Vocabulary:
        words = self._words[language] = vocabulary_of(self._grammar, language)
        return words

    def _sentence(
        self, view: View, words: Vocabulary, setting: Setting, start: int, end: int, first: bool
    ) -> list[Act]:
        end = self._told.before_report(view, words, start, end)
        taken = self._lists.inherited(view.clause, view, words, start, end) if first else None
        is_item = taken is not None or (first and self._over_bullets is not None)
        marker = Marker(view, words, setting, start, end, is_item=is_item)
        if taken and not any(live.cue.start <= taken[0].cue.start for live in marker.lives):
            marker.lead(taken[0])
        elif first and not any(live.leading for live in marker.lives):
            taken = None
            lead = opening_cue(view, words, setting, start, end)
            if lead is not None and setting.is_resolution and not setting.is_recital:
                marker = Marker(view, words, setting, start, end, is_item=is_item, lead=lead)
            else:
                marker.lead(lead)
        if not marker.lives:
            marker.lead(unmarked_cue(view, words, setting, start, end))
        if not marker.lives:
            head = view.name_from(start, slack=4)
            if head and head.ids and head.kind == "collective":
                self._antecedents.follow(Subject("name", head.ids, "collective", head.start, head.end))
            return []
        _take_further(marker)
        islands = tuple(self._islands.read(marker.marks()))
        sentence = Sentence(view, words, setting, start, end, tuple(marker.lives), islands)
        acts = self._acts(sentence)
        if taken and acts and marker.lives[0] is taken[0]:
            acts[0] = replace(acts[0], addressees=taken[1].addressees)
        return acts

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
            subject = self._antecedents.of(live, opening if further else previous, sentence)
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
            found += self._maker.acts_of(sentence, live, subject, island, Piece(floor, high))
            floor = limit
            if role == "that" and is_agreed(live, sentence):
                break
        return found

    def _is_report(self, live: Live, sentence: Sentence) -> bool:
        """A reporting verb of a press report whose content is read as a statement is no act of its own."""
        row = live.cue.row
        if (row["force"], row["subforce"]) != ("assertion", "finding"):
            return False
        return self._told.reporter(sentence.view, live) is not None


def _take_further(marker: Marker) -> None:
    """Add the cues that a first cue alone makes out: further charges of a resolution, the plain presents of a treaty."""
    view, words, setting, end = marker.view, marker.words, marker.setting, marker.end
    if setting.is_resolution and "cases" in words.settings and len(marker.lives) == 1:
        marker.lives += further_charges(view, words, marker.lives[0], end)
    if setting.is_treaty and words.indicative:
        marker.lead(indicative_before(view, words, setting, marker.start, marker.lives[0]))
        if len(marker.lives) == 1:
            marker.lives += further_indicatives(view, words, marker.lives[0], end)
