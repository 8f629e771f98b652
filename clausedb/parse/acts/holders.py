"""Subjects that Arabic names away from their verb's side: holders of a right written together with their preposition,
those whom a pronoun behind the verb means; and whether a verb agrees with a subject behind or before it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clausedb.model import Records
from clausedb.parse.acts.bearers import FINITE, subject_behind
from clausedb.parse.acts.cues import Cue, normal
from clausedb.parse.acts.subject import NOBODY, Stage, Subject
from clausedb.parse.acts.views import NEXT_WORD, PLAIN_WORD, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_NEAR = 60
"""Characters behind the first word of those who may do something within which they are named."""
_BESIDE = 30
"""Characters before a name in which his titles stand."""
_CALLED = frozenset({"state", "organ", "organisation", "office"})
"""Kinds of names that a further verb of asking has for its object."""
_TO = 3
"""Letters of the shortest word that says by its preposition what is asked."""
_TYPES = {"party": "collective", "organ": "organ"}


def holder_in(view: View, cue: Cue, high: int, words: Vocabulary, stage: Stage) -> Subject:
    """Whose a right or a permission is, where the noun is written together with the preposition before it:
    «يجوز لسلطات الطيران أن», «للسلطات القضائية أن»."""
    said = PLAIN_WORD.findall(view.text[cue.start : cue.end])
    if cue.row["role"] != "after":
        return NOBODY
    if words.is_a(said[-1], "infinitive"):
        return _before_that(view, cue, said, words, stage)
    if len(said) > 1 and said[0][:1] != "ي" and words.is_a(said[0].lstrip("وف"), "each"):
        return Subject("actor", (), "each", cue.start, cue.end)  # «لأي عضو طلب التعديل»
    joined = words.shape("joined_preposition").match(said[-1])
    if joined is None or words.is_a(said[-1], "for_them", "each"):
        return NOBODY
    start, high = cue.end - len(said[-1]), min(high, cue.end + _NEAR)
    that = words.shape("holder_that").match(view.text, cue.end, high)
    named = view.name_from(start, slack=2)
    noun = _noun_of(said[-1], joined, words)
    found = words.nouns.scan(noun + view.text[cue.end : high]).get("subjects", ())
    if not found or found[0].start:
        end = that.start("that") if that else _construct_end(view, cue.end, high)
        return Subject("actor", (), "named", start, end) if end > 0 and not named else NOBODY
    if named and named.ids and named.end >= cue.end:
        return NOBODY  # the name itself
    end = cue.end + found[0].end - len(noun)
    end = max(end, that.start("that")) if that else end
    kind = found[0].row["kind"]
    if kind == "party":
        one = words.is_a(last_word(noun + view.text[cue.end : end], 0, _NEAR), "single")
        return Subject(kind, stage.sides, "other_party" if one else "collective", start, end)
    owner = next(iter(view.names_in(start, end)), view.name_from(end, slack=6))
    return Subject(kind, owner.ids if owner else (), _TYPES.get(kind, "named"), start, end)


def _construct_end(view: View, place: int, high: int) -> int:
    """Where a noun ends whose owner, a name or a party, stands right behind it: «لمأموري الدولة المعتمد لديها»; -1 where none does."""
    owner = view.name_from(place + 1) or view.cue_at("subjects", place + 1, high)
    return owner.end if owner else -1


def honoured(view: View, cue: Cue, pronoun: str, words: Vocabulary, stage: Stage) -> tuple[str, ...]:
    """Whom a pronoun of honour means: the person or office named last before the verb with that honour, in its clause, else in the
    document; else the last one of its clause."""
    named = [one for one in view.names_in(0, cue.start) if one.kind in ("person", "office")]
    titles = words.honours.get(pronoun, frozenset())
    ends = [0, *(one.end for one in named)]
    for one, end in reversed(list(zip(named, ends, strict=False))):
        beside = PLAIN_WORD.findall(view.text[max(end, one.start - _BESIDE) : one.end])
        if not titles.isdisjoint(beside):
            return one.ids
    place = view.span(cue.start, cue.end).start
    before = [ids for word, at, ids in stage.honours if word == pronoun and at < place]
    return before[-1] if before else named[-1].ids if named else ()


def honours_in(records: Records, words: Vocabulary) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """Where in the document somebody is named beside a title, with the pronouns that go with it, in text order."""
    people = [one for one in records.mentions if one.kind in ("person", "office") and one.party_id]
    found: list[tuple[str, int, tuple[str, ...]]] = []
    end = 0
    for one in people if words.honours else ():
        beside = PLAIN_WORD.findall(normal(records.text[max(end, one.start - _BESIDE) : one.end]))
        found += [
            (pronoun, one.start, (one.party_id or "",))
            for pronoun, titles in words.honours.items()
            if not titles.isdisjoint(beside)
        ]
        end = one.end
    return tuple(found)


def _before_that(view: View, cue: Cue, said: list[str], words: Vocabulary, stage: Stage) -> Subject:
    """The holder with whom a phrase begins that ends with "that": «للسلطات القضائية في الدولة الطالبة أن»."""
    joined = words.shape("joined_preposition").match(said[0])
    if joined is None:
        return NOBODY
    actors = words.nouns.scan(_noun_of(said[0], joined, words)).get("subjects", ())
    kind = actors[0].row["kind"] if actors else "actor"
    end = cue.end - len(said[-1]) - 1
    if kind == "party":
        return Subject(kind, stage.sides, "other_party", cue.start, end)
    owner = next(iter(view.names_in(cue.start, cue.end)), None)
    return Subject(kind, owner.ids if owner else (), _TYPES.get(kind, "named"), cue.start, end)


def _noun_of(word: str, joined: re.Match[str], words: Vocabulary) -> str:
    """The noun with its article, of a word that begins with a preposition: «السلطات» of «للسلطات»."""
    bare = word[joined.end() :]
    return words.settings["article_noun"].format(bare) if joined["article"] else bare


def meant_behind(view: View, cue: Cue, fringes: Iterable[Cue], words: Vocabulary, stage: Stage) -> Subject:
    """Whom a pronoun at the end of a cue that answers a condition means, the subject of the condition: «إذا رفض الطرف …، وجب عليه»."""
    spoken = list(PLAIN_WORD.finditer(view.text, cue.start, cue.end))
    answering = (one for one in spoken[-2:] if words.is_a(one[0].lstrip("وف"), "for_them", "on_them"))
    pronoun = next(answering, None)
    before_it = list(PLAIN_WORD.finditer(view.text, max(0, cue.start - _BESIDE), cue.start))[-1:]
    if before_it and words.is_a(before_it[0][0], "then"):  # «فإنها تحيل الطلب»
        pronoun = before_it[0]
    before = [one for one in fringes if one.end <= cue.start and one.row["kind"] == "condition"]
    before = [one for one in before if one.row["clause"] in FINITE]
    if pronoun is None or not before:
        return NOBODY
    verb = NEXT_WORD.match(view.text, before[-1].end, cue.start)
    while verb and words.is_a(verb[1], "negation"):
        verb = NEXT_WORD.match(view.text, verb.end(), cue.start)
    if verb is None:
        return NOBODY
    found = subject_behind(view, verb.end(), cue.start, words, stage)
    return found._replace(start=pronoun.start(), end=pronoun.end()) if found.is_actor else NOBODY


def agrees(view: View, cue: Cue, subject: Subject, words: Vocabulary) -> bool:
    """Whether the verb may have that subject right behind it: a masculine one has no feminine noun for subject, and one in the
    dual or plural has none behind it. «رحب المجلس …، ودعا جمهورية إيران الإسلامية إلى»."""
    verb = PLAIN_WORD.search(view.text, cue.start, cue.end)
    noun = PLAIN_WORD.search(view.text, subject.start)
    if verb is None or noun is None or cue.row["form"] not in ("present", "past"):
        return True
    if is_of_several(view, cue, words):
        return False
    named = view.name_from(subject.start, slack=1)
    country = named is not None and named.kind == "state"
    feminine = words.shape("feminine_verb").fullmatch(verb[0]) is not None
    if words.is_a(noun[0], "masculine"):
        return not feminine
    return feminine or not (country or words.shape("feminine").fullmatch(noun[0]))


def is_of_several(view: View, cue: Cue, words: Vocabulary) -> bool:
    """A verb in the dual or plural, behind which no subject of its own follows."""
    verb = PLAIN_WORD.search(view.text, cue.start, cue.end)
    return verb is not None and words.shape("many").fullmatch(verb[0]) is not None


def is_called_upon(view: View, cue: Cue, behind: Subject, words: Vocabulary, stage: Stage) -> bool:
    """Whether who follows a verb of asking is asked, and none of those who make the document: «أدان المجلس …، ودعا مجلس الأمن إلى»,
    «يكلف الأمين العام بمتابعة»."""
    about = cue.row.get("needs") == "object"  # «يحمل إسرائيل المسؤولية»
    if not about and cue.row["force"] not in ("directive", "recommendation"):
        return False
    to = NEXT_WORD.match(view.text, behind.end)
    asked = to is not None and (
        words.is_a(to[1], "urged") or (len(to[1]) > _TO and to[1].startswith(("ب", "لل")))
    )
    if not (asked or about):
        return False
    name = view.name_from(behind.start, slack=3)
    if name is None:
        first = NEXT_WORD.match(view.text, behind.start - 1)
        return first is not None and words.is_a(first[1], "anybody")
    makers = {one.split(".")[0] for one in stage.parties}
    own = any(one.split(".")[0] in makers and not one.endswith(".SG") for one in name.ids)
    return name.kind in _CALLED and bool(name.ids) and not own


def opening_subject(view: View, cue: Cue, start: int, words: Vocabulary, stage: Stage) -> Subject:
    """Whose a further verb in the past is where the verb that opens the sentence carries no act: «اطلع المجلس على التقرير، وأشاد»;
    nobody where the verbs do not agree."""
    if cue.row["form"] != "past" or view.text[cue.start] != "و":
        return NOBODY
    if not view.text[start : cue.start].rstrip().endswith(","):
        return NOBODY
    first = PLAIN_WORD.search(view.text, start, cue.start)
    if first is None or words.classes_of.get(first[0]) or view.name_over(first.start()):
        return NOBODY
    found = subject_behind(view, first.end(), cue.start, words, stage)
    return found if found.is_actor and agrees(view, cue, found, words) else NOBODY


def proviso_bearer(view: View, cue: Cue, last: Subject, words: Vocabulary) -> Subject:
    """Whose a proviso is: his who may or shall do what it goes with, where its verb agrees with him and a thing is no subject of it:
    «للطرف المطلوب منه أن يفصل في الطلبات، على أن يراعي جسامة الجرائم»."""
    verb = last_word(view.text, cue.start, cue.end)
    behind = NEXT_WORD.match(view.text, cue.end)
    thing = words.is_a(verb, "intransitive", "undergone") or behind is None or words.definite.match(behind[1])
    own = (
        last.is_actor
        and not thing
        and may_share(view, cue._replace(row={**cue.row, "form": "present"}), last, words)
    )
    return last if own else Subject("thing")


def may_share(view: View, cue: Cue, subject: Subject, words: Vocabulary) -> bool:
    """Whether a further verb in the present may have the subject before it: «يتبادل الطرفان …، وتعامل المعلومات»: no."""
    if cue.row["form"] != "present" or not 0 <= subject.start < subject.end:
        return True
    noun = " ".join(PLAIN_WORD.findall(view.text[subject.start : subject.end]))
    said = PLAIN_WORD.findall(view.text[cue.start : cue.end])
    verb = next((word for word in said if not words.is_a(word.lstrip("وف"), "negation")), "")
    if words.is_a(verb.lstrip("وف"), "intransitive"):
        return False  # «ولا يصبح الانسحاب نافذا»
    for before, behind in words.agreement:
        if before.fullmatch(noun):
            return behind.fullmatch(verb) is not None
    return True
