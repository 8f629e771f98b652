"""Clauses in, acts out: who is to do what, in which words, with what force.

Each clause's own text is cut into sentences; a sentence's cues become tokens of grammar/clause.lark; every island of
the tree becomes one act, or several where further verb phrases with objects of their own follow under the same cue.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from clausedb.language import Grammar
from clausedb.model import Act, Clause, Records, Statement
from clausedb.parse.acts.bearers import NOBODY, Stage, Subject, agent_in, subject_behind
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.fallback import CHARGED, opening_cue, unmarked_cue
from clausedb.parse.acts.forces import NEAR, Sentence, force_of, is_agreed, permits, refrains
from clausedb.parse.acts.islands import Island, islands_of
from clausedb.parse.acts.lists import Lists
from clausedb.parse.acts.marks import Live, Marker, Setting
from clausedb.parse.acts.phrases import (
    Piece,
    before_joint,
    condition_of,
    deadline_of,
    hedges_in,
    trimmed,
    without_fringes,
)
from clausedb.parse.acts.roles import addressees_in, beneficiaries_in
from clausedb.parse.acts.strength import OWED, is_obligation, strengths_of
from clausedb.parse.acts.views import View, Views, last_word, sentences
from clausedb.parse.acts.vocabulary import Vocabulary, vocabulary_of

_SILENT = frozenset({"title", "heading", "dateline", "timestamp", "enacting", "footnote"})
_CLAIMS = frozenset({"assertion", "endorsement", "disapproval"})
_CONTENT_GAP = 6
"""Words between a verb and the clause of its content: «ссылается на свое решение о том, что»."""
_LEAST_AFTER, _LEAST_WITH = 2, 4
"""Words that an action keeps before a separable part, without its cue and with it."""
_INSERT = re.compile(r"\s*,[^,;]{2,160},(?=\s)")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_FIRST_WORD = re.compile(r"[\W\d]*\w+")


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
        self._strengths = strengths_of(grammar)
        self._count = 0
        document = records.document
        self._stage = Stage(document.parties, document.issuer)
        self._binding = document.binding or "political"
        self._statements = sorted(records.statements, key=lambda one: one.quote.start)
        self._quote_starts = [one.quote.start for one in self._statements]
        self._last = NOBODY
        self._thing = False
        """The last sentence was about something that does not act, which "it" means."""
        self._lists = Lists()

    def read(self, clause: Clause) -> list[Act]:
        if clause.number is not None and self._binding != "press":
            self._last = (
                Subject("party", self._stage.parties, "collective") if self._stage.parties else NOBODY
            )
        words = self._words.get(clause.language) or self._vocabulary(clause.language)
        view = self._views.of(clause, words.finder)
        setting = Setting(self._binding, clause.kind, self._stage, self._binding == "press")
        found: list[Act] = []
        for start, end in self._pieces(view, words):
            found.extend(self._sentence(view, words, setting, start, end, first=not found))
        self._lists.note(clause, view, words, found)
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
        own = view.clause.own
        first = bisect_left(self._quote_starts, own.start)
        return self._statements[first : bisect_left(self._quote_starts, own.end)]

    def _sentence(
        self, view: View, words: Vocabulary, setting: Setting, start: int, end: int, first: bool
    ) -> list[Act]:
        end = self._before_report(view, words, start, end)
        marker = Marker(view, words, setting, start, end)
        taken = self._lists.inherited(view.clause, view, words, start, end) if first else None
        if taken and not any(live.cue.start <= taken[0].cue.start for live in marker.lives):
            marker.lead(taken[0])
        elif first and not any(live.leading for live in marker.lives):
            taken = None
            marker.lead(opening_cue(view, words, setting, start, end))
        if not marker.lives:
            marker.lead(unmarked_cue(view, words, setting, start, end))
        if not marker.lives:
            return []
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
            if not start < verb < end or len(view.text[behind:end].split()) > _LEAST_WITH:
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
        lives = {start: live for start, live in lives.items() if not self._is_report(live, sentence)}
        previous: Subject | None = None
        opening: Subject | None = None
        floor = sentence.start
        for place, island in enumerate(sentence.islands):
            if island.cue is None or island.cue.start not in lives:
                continue
            live = lives[island.cue.start]
            if permits(live, sentence):
                continue
            further = opening is not None and live.subject.kind == "none" and live.cue.row["form"] != "base"
            subject = self._resolved(live, opening if further else previous, sentence)
            if opening is None and live.leading:
                opening = subject
            previous = subject if live.cue.row["role"] != "term" else previous
            high = _limit(sentence, place)
            if live.cue.row["role"] == "that" or _has_content(live, sentence):
                high = _content_end(sentence, live)
            found.extend(self._of_island(sentence, live, subject, island, Piece(floor, high)))
            floor = high
            if live.cue.row["role"] == "that" and is_agreed(live, sentence):
                break
        return found

    def _is_report(self, live: Live, sentence: Sentence) -> bool:
        """A reporting verb of a press report whose content is read as a statement is no act of its own."""
        row = live.cue.row
        if not sentence.setting.reported or (row["force"], row["subforce"]) != ("assertion", "finding"):
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
                return own._replace(kind="name", ids=(reporter.speaker_id,), type="named")
        if subject.kind in ("none", "thing") and _is_first_person(live, sentence):
            place = sentence.view.span(live.cue.start, live.cue.end).start
            speaker = self._speaker(place)
            ids = (speaker,) if speaker else self._stage.parties
            return subject._replace(kind="pronoun", ids=ids, type="named", start=-1, end=-1)
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
            if self._last.ids and (live.leading or sentence.setting.is_recital):
                return Subject(self._last.kind, self._last.ids, "elided")
            if sentence.setting.is_recital and self._stage.parties:
                return Subject("party", self._stage.parties, "collective")
            return subject
        if subject.kind == "actor" and not subject.ids:
            subject = _antecedent(sentence, subject)
        if subject.kind == "pronoun":
            pronoun = sentence.view.text[subject.start : subject.end]
            ids = () if self._thing and sentence.words.is_a(pronoun, "it") else self._last.ids
            told = self._statement(sentence.view.span(live.cue.start, live.cue.end).start)
            ids = (told.speaker_id,) if told and told.speaker_id else ids
            if sentence.words.is_a(pronoun, "first"):
                speaker = self._speaker(sentence.view.span(subject.start, subject.end).start)
                ids = (speaker,) if speaker else self._stage.parties
            return subject._replace(ids=ids)
        self._thing = subject.kind == "thing"
        if subject.is_actor and subject.ids:
            self._last = subject
        return subject

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
        force, subforce = force_of(live, subject, sentence)
        whole = _is_whole(live, subject, sentence)
        begin = _action_start(live, subject, whole, sentence)
        starts = [(begin, begin)] if row["role"] == "after" and whole else [(begin, begin), *island.joins]
        starts = [
            pair for pair in starts if begin <= pair[0] < high and _may_join(view, words, live, begin, pair)
        ]
        last = last_word(view.text, live.cue.start, live.cue.end)
        noun = words.is_a(last, "preposition") and not words.is_a(last, "infinitive")
        if noun or row["role"] in ("with", "that"):
            starts = starts[:1]
        subject = _with_agent(view, subject, live, high, words, self._stage)
        not_to = force in ("obligation", "intention") and refrains(view, begin, high, words)
        first = _WORD.search(view.text, begin, live.cue.start)
        nothing = subject.negative or (first is not None and words.is_a(first[0], "none"))
        if not_to or (nothing and force in ("obligation", "permission", "power", "intention")):
            force, subforce = "prohibition", "shall_not"
        acts: list[Act] = []
        for place, (joint, verb) in enumerate(starts):
            end = starts[place + 1][0] if place + 1 < len(starts) else high
            own = (force, subforce)
            if place and force in ("obligation", "intention") and _is_not_to(view, joint, verb, words):
                own = ("prohibition", "shall_not")
            acts.append(self._act(sentence, live, subject, *own, Piece(verb, end), reach.start))
        return acts

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
        action, condition, deadline = _parts(sentence, live, reach, _is_whole(live, subject, sentence), floor)
        asked = addressees_in(view, cue, _past_subject(view, live), reach.end, force, words)
        if cue.row["form"] == CHARGED:
            asked = tuple(one for name in view.names_in(sentence.start, cue.start) for one in name.ids)
        addressees = tuple(one for one in asked if one not in subject.ids)
        hedges = hedges_in(view, min(cue.start, reach.start), reach.end)
        bearers, type_ = subject.ids, _type_of(subject)
        at = view.span(cue.start, cue.end)
        named = subject.start >= 0 and subject.is_actor
        self._count += 1
        return Act(
            act_id=f"{self._records.document.document_id}:a{self._count}",
            clause_id=view.clause.clause_id,
            force=force,
            subforce=subforce,
            strength=self._strengths.of(force, subforce, self._records.document.binding),
            obligation=is_obligation(force, bool(addressees) or _charges(sentence, live, reach)),
            cue=at,
            rule=_rule_of(live, words),
            confidence=_confidence(live, subject),
            bearers=bearers,
            bearer_type=type_,
            bearer=view.span(subject.start, subject.end) if named else None,
            joint=_joint(bearers, type_),
            action=view.span(action.start, action.end) if action else None,
            verb=_verb(view, cue, action, words) if action else None,
            addressees=addressees,
            beneficiaries=self._beneficiaries(sentence, action, subject, force, subforce),
            condition=view.span(condition.start, condition.end) if condition else None,
            deadline=view.span(deadline[0].start, deadline[0].end) if deadline else None,
            deadline_date=deadline[1] if deadline else None,
            hedges=tuple(view.span(one.start, one.end) for one in hedges),
            reported=self._is_reported(at.start),
            speaker_id=self._speaker(at.start),
        )

    def _beneficiaries(
        self, sentence: Sentence, action: Piece | None, subject: Subject, force: str, subforce: str
    ) -> tuple[str, ...]:
        if not action or force == "recital":
            return ()
        political = self._binding in ("political", "press")
        favours = political and force == "endorsement" and subforce in ("support", "welcome")
        welcome = favours and subforce == "welcome"
        found = beneficiaries_in(sentence.view, action, subject.ids, favours, sentence.words, single=welcome)
        return found if political or set(found) <= set(subject.ids) else ()

    def _statement(self, place: int) -> Statement | None:
        """The statement whose quote holds an offset."""
        if not self._statements:
            return None
        found = bisect_right(self._quote_starts, place) - 1
        for one in reversed(self._statements[max(0, found - 3) : found + 1]):
            if one.quote.start <= place < one.quote.end:
                return one
        return None

    def _speaker(self, place: int) -> str | None:
        statement = self._statement(place)
        return statement.speaker_id if statement else None

    def _is_reported(self, place: int) -> bool:
        return self._binding == "press" or self._statement(place) is not None


def _may_join(view: View, words: Vocabulary, live: Live, begin: int, pair: tuple[int, int]) -> bool:
    """A further infinitive with "to" goes on with "agreed to" or "continue to", not with "will take steps to"."""
    marker = last_word(view.text, pair[0], pair[1])
    if pair[0] == begin or not words.is_a(marker, "infinitive") or "cases" in words.settings:
        return True
    if words.is_a(last_word(view.text, live.cue.start, live.cue.end), "infinitive"):
        return True
    first = _WORD.findall(view.text[begin : begin + NEAR])[:3]
    return any(words.is_a(word, "chain") for word in first)


def _parts(
    sentence: Sentence, live: Live, reach: Piece, whole: bool, floor: int
) -> tuple[Piece | None, Piece | None, tuple[Piece, str | None] | None]:
    """The action, the condition, and the deadline with its day, of an act whose words reach over `reach`."""
    view, words, role = sentence.view, sentence.words, live.cue.row["role"]
    if role == "term":
        return None, None, None
    inserted = role == "after" and view.text[live.cue.end : live.cue.end + 1] == ","
    fringes = [
        one
        for island in sentence.islands
        for one in island.fringes
        if one.start < reach.end
        and (
            one.start >= reach.start
            or (
                one.start < live.cue.start and (one.start >= floor or one.start < sentence.lives[0].cue.start)
            )
            or (inserted and one.start <= live.cue.end + 2)
        )
    ]
    subject = _subject_start(live, sentence)
    stop = subject if 0 <= subject < live.cue.start else live.cue.start
    if sentence.setting.is_recital:  # a motive sets no condition and no time limit
        return _motive(view, reach, fringes, words) or None, None, None
    if live.cue.row["force"] in _CLAIMS and _has_content(live, sentence):
        return trimmed(view, reach.start, reach.end, words) or None, None, None
    condition = condition_of(view, fringes, sentence.start, reach.end, stop, words)
    low = min(live.cue.end, reach.start) if inserted else reach.start
    deadline = deadline_of(view, low, reach.end, words, condition)
    if deadline is None and role != "whole":
        deadline = _front_deadline(sentence, live, stop, condition)
    if whole and role == "whole":
        end = condition.start if condition and condition.start > live.cue.end else reach.end
        return trimmed(view, reach.start, end, words) or None, condition, deadline
    least = _LEAST_AFTER if role == "after" else _LEAST_WITH
    if (
        reach.start < live.cue.start
    ):  # parts between subject and verb stay, and the verb with what follows at once
        fringes = [
            one for one in fringes if _WORD.search(view.text, live.cue.end, max(live.cue.end, one.start))
        ]
    parts = (condition, deadline[0] if deadline else None)
    inner = [one for one in parts if one and _goes_on(view, one.start, one.end, reach.end, words)]
    action = without_fringes(view, reach.start, reach.end, fringes, words, least, inner)
    action = _past_hedge(view, action, words)
    action = _without_term(view, action, words)
    if deadline and deadline[0].start > action.start and deadline[0].end >= action.end:
        action = trimmed(view, action.start, deadline[0].start, words)
    return action or None, condition, deadline


def _subject_start(live: Live, sentence: Sentence) -> int:
    """Where the subject of an act begins, also one that it shares with an act before; -1 where there is none."""
    if live.subject.kind != "none":
        return live.subject.start
    before = (one.subject.start for one in reversed(sentence.lives) if one.cue.start < live.cue.start)
    return next((start for start in before if start >= 0), -1)


def _front_deadline(
    sentence: Sentence, live: Live, stop: int, condition: Piece | None
) -> tuple[Piece, str | None] | None:
    """The deadline that opens the sentence, before its first act, or stands between subject and verb: "Within thirty days …, each
    Party shall", «Стороны в течение 30 дней назначают»."""
    view, words = sentence.view, sentence.words
    if live is sentence.lives[0] and not live.leading:
        found = deadline_of(view, sentence.start, stop, words, condition)
        if found:
            return found
    if sentence.start <= live.subject.end < live.cue.start:
        return deadline_of(view, live.subject.end, live.cue.start, words, condition)
    return None


def _motive(view: View, reach: Piece, fringes: Sequence[Cue], words: Vocabulary) -> Piece:
    """A motive with all that belongs to it, up to a purpose that stands beside it: «исходя из …, и в целях …»."""
    for one in fringes:
        beside = words.is_a(last_word(view.text, reach.start, one.start), "conjunction")
        if one.row["kind"] == "purpose" and reach.start < one.start < reach.end and beside:
            return trimmed(view, reach.start, one.start, words)
    return trimmed(view, reach.start, reach.end, words)


def _without_term(view: View, action: Piece, words: Vocabulary) -> Piece:
    """Without a term defined in brackets behind it: «создают комиссию (далее - Комиссия)»."""
    if view.text[action.end : action.end + 1] != ")":
        return action
    opened = view.text.rfind("(", action.start, action.end)
    term = (
        any(cue.row["role"] == "term" for cue in view.cues("cues", opened, action.end))
        if opened > 0
        else False
    )
    return trimmed(view, action.start, opened, words) if term else action


def _goes_on(view: View, begin: int, start: int, end: int, words: Vocabulary) -> bool:
    """What is to be done goes on behind a time limit or a condition: «представить не позднее 4 августа доклад Комитету»."""
    match = _WORD.search(view.text, start, end)
    closed = view.text[max(0, begin - 3) : begin].rstrip().endswith(",") if begin else False
    if match is None or view.text[start : match.start()].strip() not in ("", "," if closed else ""):
        return False
    small = words.is_a(match[0], "preposition", "conjunction", "relative", "tail", "adverb")
    return not small and view.cue_at("fringes", match.start(), end) is None


def _past_subject(view: View, live: Live) -> int:
    """Where what follows the verb begins: behind a subject that follows it, and the person named beside its office."""
    end = live.cue.end
    if live.subject.start >= live.cue.start and live.subject.kind == "name":
        end = max(end, live.subject.end)
        while (name := view.name_from(end, slack=2)) and name.kind == "person":
            end = name.end
    return end


def _charges(sentence: Sentence, live: Live, reach: Piece) -> bool:
    """What is decided is that somebody is to do something."""
    inner = (one for one in sentence.lives if reach.start <= one.cue.start < reach.end and one is not live)
    return any(one.cue.row["force"] in OWED for one in inner)


def _has_content(live: Live, sentence: Sentence) -> bool:
    """A clause of content follows: "Decides that all States shall …"."""
    if live.cue.row["role"] != "with":
        return False
    view, end = sentence.view, live.cue.end
    links = (one for island in sentence.islands for one in island.fringes if one.row["kind"] == "link")
    end = next((one.end for one in links if end <= one.start <= end + 2), end)
    if (
        "cases" in sentence.words.settings
    ):  # «постановляет далее, что», «ссылается на свое решение о том, что»
        match = sentence.words.pattern("content").search(view.text, end, min(sentence.end, end + NEAR))
        gap = view.text[end : match.start()].strip(" ,") if match else ""
        between = not any(end <= one.cue.start < match.start() for one in sentence.lives) if match else False
        if match and between and "," not in gap and len(gap.split()) <= _CONTENT_GAP:
            return True
    place = end + len(view.text[end : end + 2]) - len(view.text[end : end + 2].lstrip(" ,"))
    return sentence.words.pattern("content").match(view.text, place, min(sentence.end, end + 8)) is not None


def _content_end(sentence: Sentence, live: Live) -> int:
    """Where the content of a claim ends: before a further verb of the same speaker, else with the sentence."""
    for one in sentence.lives:
        if one.cue.start > live.cue.end and one.subject.kind == "none" and one.cue.row["form"] != "base":
            if not _WORD.search(sentence.view.text, live.cue.end, one.cue.start):
                break  # the content has the speaker for its subject: «договорились о том, что создадут»
            return before_joint(sentence.view, live.cue.end, one.cue.start, sentence.words)
    return sentence.end


def _opener(sentence: Sentence, live: Live, stage: Stage) -> Subject:
    """Whose first verb no table knows, in a language of verbs first: "The two sides reviewed … and affirmed their resolve"."""
    text, words = sentence.view.text, sentence.words
    joined = text[live.cue.start] == "و" and words.settings.get("order") == "verb_first"
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


def _limit(sentence: Sentence, place: int) -> int:
    """Where the reach of an island ends: where the next act's own subject, or its cue, begins."""
    cue = sentence.islands[place].cue
    while place + 1 < len(sentence.islands) and _is_bracketed(sentence, sentence.islands[place + 1]):
        place += 1
    after = sentence.islands[place + 1] if place + 1 < len(sentence.islands) else None
    if after is None:
        return sentence.end
    if after.cue is None or cue is None:
        return after.start
    live = next(one for one in sentence.lives if one.cue.start == after.start)
    own = live.subject.start
    apart = sentence.view.text[live.subject.end : after.start].split()
    if live.relative:
        word = last_word(sentence.view.text, cue.end, after.start)
        return max(cue.end, sentence.view.text.rfind(word, 0, after.start)) if word else after.start
    if sentence.words.settings.get("order") == "verb_first" and len(apart) > 1:
        return _before_had(sentence, cue.end, after.start)
    if live.cue.row["role"] == "term":
        return after.start
    if cue.end < own < after.start:
        return own
    if own >= after.start:
        return _before_had(sentence, cue.end, after.start)
    links = (one for one in sentence.islands[place].fringes if one.row["kind"] == "link")
    gaps = ((one.start, sentence.view.text[one.end : after.start].strip(" ,")) for one in links)
    before = next((start for start, gap in gaps if not gap), after.start)
    return before_joint(sentence.view, cue.end, _before_had(sentence, cue.end, before), sentence.words)


def _is_not_to(view: View, joint: int, verb: int, words: Vocabulary) -> bool:
    """The further verb is one not to be done: "to create … and not to impair"."""
    return any(words.is_a(match[0], "not", "negation") for match in _WORD.finditer(view.text, joint, verb))


def _is_bracketed(sentence: Sentence, island: Island) -> bool:
    """A term defined in brackets, behind which the sentence goes on: "the Committee (hereinafter "the Committee") a report"."""
    if island.cue is None or island.cue.row["role"] != "term":
        return False
    text = sentence.view.text
    opened = text.rfind("(", sentence.start, island.start)
    return opened >= 0 and ")" not in text[opened : island.start] and text.find(")", island.start) > 0


def _before_had(sentence: Sentence, low: int, high: int) -> int:
    """Without the particle before the next verb: «وقد قبل»."""
    word = last_word(sentence.view.text, low, high)
    particle = word.removeprefix("و")
    return sentence.view.text.rfind(word, low, high) if sentence.words.is_a(particle, "had") else high


def _is_whole(live: Live, subject: Subject, sentence: Sentence) -> bool:
    """The action is the sentence with its subject: procedure, and what no actor does."""
    role = live.cue.row["role"]
    order = sentence.words.settings.get("order")
    before = 0 <= subject.start < live.cue.start and order != "verb_first"
    return role == "whole" or (role == "after" and not subject.is_actor and before)


def _action_start(live: Live, subject: Subject, whole: bool, sentence: Sentence) -> int:
    role, cue = live.cue.row["role"], live.cue
    phrase = live.subject if 0 <= live.subject.start < cue.start else subject
    before = 0 <= phrase.start < cue.start
    if role == "that":
        return cue.end
    if role == "after" and not whole:
        # Arabic: the subject stands between the verb and what is to be done
        between = cue.end <= subject.start < cue.end + NEAR and not subject.shared and subject.is_actor
        return subject.end if between else _past_insert(sentence, cue.end)
    if subject.shared:
        return cue.start
    if whole or (subject.kind == "thing" and "cases" in sentence.words.settings):
        return _phrase_start(phrase, sentence) if before else cue.start
    return cue.start


def _past_insert(sentence: Sentence, place: int) -> int:
    """Where what is to be done begins behind an insertion set off by commas: "shall, in that case, inform"."""
    insert = _INSERT.match(sentence.view.text, place, sentence.end)
    if insert is None:
        return place
    first = _WORD.search(sentence.view.text, insert.end(), sentence.end)
    return first.end() if first and sentence.words.is_a(first[0], "infinitive") else insert.end()


def _phrase_start(subject: Subject, sentence: Sentence) -> int:
    """Where a noun phrase that is no actor begins: with the sentence, if only insertions part it from its beginning."""
    joint = before_joint(sentence.view, sentence.start, subject.start, sentence.words)
    inserted = sentence.view.text[:joint].rstrip().endswith(",")
    first = not any(live.cue.start < subject.start for live in sentence.lives)
    front = any(one.start < sentence.start + 3 for island in sentence.islands for one in island.fringes)
    word = _WORD.search(sentence.view.text, sentence.start)
    if word is None or sentence.words.is_a(word[0], "preposition", "adverb", "conjunction"):
        return subject.start
    alone = subject.kind == "thing" and inserted and first and not front and word[0].isalpha()
    return sentence.start if alone else subject.start


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


def _with_agent(
    view: View, subject: Subject, live: Live, high: int, words: Vocabulary, stage: Stage
) -> Subject:
    """The agent of a passive takes the place of a subject that is no actor."""
    row = live.cue.row
    if subject.is_actor or row["role"] in ("term", "that") or row["force"] == "procedural":
        return subject
    active = row["form"] in ("present", "unmarked") and not view.text[: live.cue.end].endswith("ся")
    if active and "cases" in words.settings:
        return subject
    agent = agent_in(view, live.cue.end, high, words, stage)
    return agent if agent.is_actor else subject


def _type_of(subject: Subject) -> str:
    if not subject.ids and not subject.is_actor:
        return "unspecified"
    return subject.type


def _past_hedge(view: View, action: Piece, words: Vocabulary) -> Piece:
    """Without a hedge set off by a comma at its head: "when necessary, develop"."""
    hedge = view.cue_at("hedges", action.start, action.end)
    if hedge and view.text[hedge.end : hedge.end + 1] == ",":
        return trimmed(view, hedge.end, action.end, words)
    return action


def _joint(bearers: tuple[str, ...], type_: str) -> bool | None:
    """All together or each; one alone; None where the text does not say."""
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
    for match in _WORD.finditer(view.text, start, action.end):
        small = words.is_a(match[0], "leading", "negation", "infinitive") or words.is_adverb(match[0])
        if not small and not (inside and words.is_a(match[0], "passive")):
            return match[0]
    return None
