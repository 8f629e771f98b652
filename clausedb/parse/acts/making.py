"""The acts of one cue: its verb phrases, each with force, action, condition, deadline, and those whom it concerns."""

from __future__ import annotations

from clausedb.model import Act, Document
from clausedb.parse.acts.agents import agent_in, undergoes
from clausedb.parse.acts.bearers import is_nothing
from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.conditions import without_and
from clausedb.parse.acts.cues import GAP, Cue
from clausedb.parse.acts.fallback import CHARGED
from clausedb.parse.acts.forces import Sentence, force_of, refrains
from clausedb.parse.acts.holders import honoured
from clausedb.parse.acts.islands import Island
from clausedb.parse.acts.parts import parts_of
from clausedb.parse.acts.phrases import Piece, hedges_in
from clausedb.parse.acts.reach import charges, is_not_to, may_join
from clausedb.parse.acts.roles import ASKING, addressees_in, beneficiaries_in
from clausedb.parse.acts.standing import Live, takes_further
from clausedb.parse.acts.starts import action_start, is_whole, past_subject
from clausedb.parse.acts.strength import Strengths, is_obligation
from clausedb.parse.acts.subject import NOBODY, Stage, Subject
from clausedb.parse.acts.told import Told
from clausedb.parse.acts.views import PLAIN_WORD, WORD, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_PROHIBITED = ("prohibition", "shall_not")
_NEGATABLE = frozenset({"obligation", "permission", "power", "intention"})
"""Forces that a subject that is nobody turns into a prohibition."""
_TOGETHER = frozenset({"collective", "each", "both"})
"""Types of bearers who are several."""
_HONOURED = 30
"""Characters behind an invitation within which whom it honours stands."""
_PASSIVE = any_of("passive")
_INFINITIVE, _PREPOSITION = any_of("infinitive"), any_of("preposition")
_BEFORE_VERB = any_of("leading", "negation", "infinitive", "adverbial")


class Maker:
    """Makes the acts of one document; numbers them in the order in which they are made."""

    def __init__(
        self, document: Document, binding: str, strengths: Strengths, stage: Stage, told: Told
    ) -> None:
        self._document, self._binding = document, binding
        self._strengths, self._stage, self._told = strengths, stage, told
        self._count = 0

    def acts_of(
        self, sentence: Sentence, live: Live, subject: Subject, island: Island, reach: Piece
    ) -> list[Act]:
        """The acts of a cue; `reach` is from where the act before ends to where the next begins."""
        view, words, row = sentence.view, sentence.words, live.cue.row
        high = reach.end
        unnamed = subject.kind in ("actor", "organ", "pronoun") and not subject.ids
        if row["role"] == "after" and unnamed and words.is_plain and undergoes(view, live.cue.end, words):
            subject = subject._replace(kind="thing", type="unspecified")
        force = force_of(live, subject, sentence)
        whole = is_whole(live, subject, sentence)
        begin = action_start(live, subject, whole, sentence)
        starts = [(begin, begin)] if begin < high else []
        if island.joins and not (row["role"] == "after" and whole):
            starts += _further(sentence, live, begin, high, island)
        if not subject.negative:
            subject = _with_agent(view, subject, live, high, words, self._stage)
        if _is_prohibited(sentence, live, subject, force[0], begin, high):
            force = _PROHIBITED
        acts: list[Act] = []
        for place, (joint, verb) in enumerate(starts):
            end = starts[place + 1][0] if place + 1 < len(starts) else high
            own = force
            if place and force[0] in ("obligation", "intention") and is_not_to(view, joint, verb, words):
                own = _PROHIBITED
            acts.append(self._act(sentence, live, subject, own, Piece(verb, end), reach.start, joint))
        return acts

    def _act(
        self,
        sentence: Sentence,
        live: Live,
        subject: Subject,
        own: tuple[str, str],
        reach: Piece,
        floor: int,
        joint: int,
    ) -> Act:
        view, words, cue = sentence.view, sentence.words, live.cue
        force, subforce = own
        whole = is_whole(live, subject, sentence)
        action, condition, deadline = parts_of(sentence, live, reach, whole, floor, joint)
        condition = without_and(view, condition, words)
        addressees = _addressees(sentence, live, subject, force, reach, floor, self._stage)
        if "turned" in cue.row.get("needs", ""):
            addressees, subject = subject.ids, self._asker()
        hedges = hedges_in(view, min(cue.start, reach.start), reach.end) if "hedges" in view.found else ()
        charged = force == "decision" and (bool(addressees) or charges(sentence, live, reach))
        bearers, type_ = subject.ids, _type_of(subject)
        served = self._beneficiaries(sentence, action, subject, force, subforce)
        at = view.span(cue.start, cue.end)
        named = subject.start >= 0 and subject.is_actor
        told = self._told.at(at.start)
        self._count += 1
        return Act(
            act_id=f"{self._document.document_id}:a{self._count}",
            clause_id=view.clause.clause_id,
            force=force,
            subforce=subforce,
            strength=self._strengths.of(force, subforce, self._document.binding),
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
            beneficiaries=tuple([one for one in served if one not in addressees]) if addressees else served,
            condition=view.span(condition.start, condition.end) if condition else None,
            deadline=view.span(deadline[0].start, deadline[0].end) if deadline else None,
            deadline_date=deadline[1] if deadline else None,
            hedges=tuple([view.span(one.start, one.end) for one in hedges]),
            reported=self._binding == "press" or told is not None,
            speaker_id=told.speaker_id if told is not None else None,
        )

    def _asker(self) -> Subject:
        """Who asks in the passive, "States are urged to": the issuer, those who make a political text, nobody else."""
        if self._stage.issuer:
            return Subject("organ", (self._stage.issuer,), "organ")
        return self._stage.everybody if self._binding == "political" else NOBODY

    def _beneficiaries(
        self, sentence: Sentence, action: Piece | None, subject: Subject, force: str, subforce: str
    ) -> tuple[str, ...]:
        if action is None or force in ("recital", "assertion"):
            return ()
        political = self._binding in ("political", "press")
        favours = political and force == "endorsement" and subforce in ("support", "welcome")
        welcome = favours and subforce == "welcome"
        return beneficiaries_in(
            sentence.view, action, subject.ids, favours, sentence.words, single=welcome, plain=not political
        )


def _further(sentence: Sentence, live: Live, begin: int, high: int, island: Island) -> list[tuple[int, int]]:
    """Where the further verb phrases of an island begin, without those that belong to the first."""
    view, words, kinds = sentence.view, sentence.words, sentence.words.kinds
    if not takes_further(live.cue) and live.cue.row["role"] in ("with", "that", "term"):
        return []
    last = last_word(view.text, live.cue.start, live.cue.end)
    noun = kinds[last] & _PREPOSITION and not kinds[last] & _INFINITIVE
    under = last if noun else ""  # «اتفق الجانبان على …، وعلى عقد الدورة»
    joins = (pair for pair in island.joins if begin <= pair[0] < high)
    joins = (pair for pair in joins if _preposition(view, pair, words) == under)
    return [pair for pair in joins if may_join(view, words, live, begin, pair)]


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


def _is_prohibited(
    sentence: Sentence, live: Live, subject: Subject, force: str, begin: int, high: int
) -> bool:
    """What is owed is not to do something, or nobody is to do it: "shall refrain from", "no Party may", "nothing shall"."""
    view, words = sentence.view, sentence.words
    if force in ("obligation", "intention") and refrains(view, begin, high, words):
        return True
    if force not in _NEGATABLE:
        return False
    first = WORD.search(view.text, begin, live.cue.start) if begin < live.cue.start else None
    return subject.negative or is_nothing(view, first, words)


def _invited(view: View, cue: Cue, low: int, high: int, words: Vocabulary, stage: Stage) -> tuple[str, ...]:
    """Whom an act addresses amid the words of its cue, or by a pronoun of honour behind them: «передал Президенту приглашение»,
    «ووجه الدعوة لسموه»."""
    if GAP in cue.row["cue"] and not words.is_verb_first:
        inside = view.names_in(cue.start, cue.end)
        return inside[-1].ids if inside else ()
    for word in PLAIN_WORD.finditer(view.text, low, min(high, low + _HONOURED)):
        pronoun = word[0].removeprefix("ل")
        if words.is_a(pronoun, "honoured"):
            return honoured(view, cue, pronoun, words, stage)
    return ()


def _addressees(
    sentence: Sentence, live: Live, subject: Subject, force: str, reach: Piece, floor: int, stage: Stage
) -> tuple[str, ...]:
    """The ids of whom the act asks or charges, without those who ask."""
    view, words, cue = sentence.view, sentence.words, live.cue
    if cue.row["form"] == "inherited":
        return ()  # whom the opener of its list asks
    asked = addressees_in(view, cue, past_subject(view, live), reach.end, force, words)
    if not asked and not subject.is_actor and force in ASKING and "cases" in words.settings:
        before = view.names_in(max(sentence.start, floor), cue.start)  # «правительствам двух стран поручено»
        asked = tuple(one for name in before for one in name.ids)
    if not asked and force in ASKING:
        asked = _invited(view, cue, past_subject(view, live), reach.end, words, stage)
    if cue.row["form"] == CHARGED:
        first = sentence.lives[0].cue
        until = first.end if first.row["role"] == "opener" else first.start
        asked = tuple(one for name in view.names_in(sentence.start, until) for one in name.ids)
    return tuple(one for one in asked if one not in subject.ids) if asked else ()


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
