"""Who a reporting verb's subject is: a person where one is named, else an office, organ or state; or the last speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from clausedb.parse.acts.bearers import subject_before, subject_behind
from clausedb.parse.acts.quotes import HIDDEN
from clausedb.parse.acts.subject import NOBODY, Stage, Subject
from clausedb.parse.acts.views import COMMA, PLAIN_WORD, Name, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_MARKS = ' \t\n,.;:"“”«»—–-'
_GAP = re.compile(r"[\s,،]*")
_BESIDE = re.compile(r"[\s,،]*(?:[—–-]\s*)?")
_INSERTED = re.compile(r",\s+([^,.:;]{3,80}),\s*$")
_INSIDE = re.compile(r"\s+во?\s+")
_COLON = re.compile(r"\s*:")
_SPEAKING = ("person", "office", "organ")
"""Kinds of names that speak."""
_MAKER = 40
"""Characters between a statement and the body whose it is: "a statement by the Azerbaijani Foreign Ministry"."""
_TOLD_AT = 20
"""Characters between the agency that is told something and who tells it."""
_TITLES = 3
"""Words of the longest title between an office and a name."""
_SOURCE_WORDS = 3
"""Words of a source that nothing names."""
_LONGEST_ROLE = 8
"""Words between a role and the name of who has it, at most."""
_PLURAL_PAST = re.compile(r"\s*[а-я]+ли\b")
_STRANGER = re.compile(r"\s*([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){1,3})\s[a-z]")
"""A name that no table has at the head of a sentence."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something, by the words and by the id; without an id where nobody known does."""

    words: str
    """As the text names the speaker; empty where it does not."""
    id: str | None
    start: int = -1
    """Where those words stand in the clause; -1 where nowhere."""
    end: int = -1
    also: tuple[str, ...] = ()
    """Further ids of speakers who say it together."""
    they: tuple[str, ...] = ()
    """Of the last speaker: those who spoke together last, whom "they" means."""
    home: str | None = None
    """Of the last speaker: the state whose he is, where that is known."""
    body: str | None = None
    """Of the last speaker: the body that spoke last, whose statement "the statement" is."""

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them."""
        return (self.id, *self.also) if self.id else ()


def speaker_inserted(view: View, low: int, verb: int, words: Vocabulary) -> Speaker | None:
    """The speaker before a few words between commas that stand before the verb: "the Ministry, in a statement, said"."""
    begin = _before_insertion(view, low, verb, words)
    return speaker_ending(view, low, begin, words, None) if begin < verb else None


def speaker_before(
    view: View, low: int, verb: int, words: Vocabulary, last: Speaker | None
) -> Speaker | None:
    """The speaker in [low, verb); the last one for a pronoun, a role or no subject; None where a thing is the subject."""
    if not PLAIN_WORD.search(view.text, low, verb):
        return last if last and last.id else None
    verb = _before_insertion(view, low, verb, words)
    where = words.shape("said_where").search(view.text, low, verb)
    verb = where.start() if where and view.name_to(where.start()) else verb
    inside = _speaking_inside(view, low, verb, words)
    if inside is not None:
        return inside
    found = _person_at(view, low, verb, words) or subject_before(view, low, verb, words, Stage())
    if found.kind in ("none", "pronoun"):
        return _pronoun(view, found, last, words)
    if found.kind == "name":
        return _named(view, found, last, words)
    apposed = apposed_before(view, low, verb) if words.is_plain else None
    if apposed is not None:
        return apposed
    part = max(low, view.text.rfind(",", low, verb - 1) + 1)
    if not _is_role(view, part, verb, words):
        return None
    if _is_unknown(view, part, verb, words) or _is_of_another(view, part, verb, last):
        last = None
    elif last and last.body and words.is_a(last_word(view.text, part, verb), "issued"):
        last = replace(last, id=last.body, also=())
    named = [name for name in view.names_in(part, verb) if name.kind in ("person", "office", "organ")]
    if named:
        one = named[-1]
        return Speaker(view.words(one.start, one.end), one.ids[0] if one.ids else None, one.start, one.end)
    part = max(part, view.text.rfind(HIDDEN, part, verb) + 1)
    start = part + len(view.text[part:verb]) - len(view.text[part:verb].lstrip(_MARKS))
    return Speaker(view.words(start, verb).rstrip(), last.id if last else None, start, verb)


def apposed_before(view: View, low: int, verb: int) -> Speaker | None:
    """The person named between commas before the verb: "Panama's representative, Ricardo Alfaro Quintero, said"."""
    end = low + len(view.text[low:verb].rstrip())
    if not view.text[low:end].endswith(","):
        return None
    name = view.name_to(end - 1)
    if name is None or name.kind != "person" or name.start <= low or not name.ids:
        return None
    before = view.text[low : name.start].rstrip()
    if not before.endswith(",") or not PLAIN_WORD.search(before):
        return None
    return Speaker(view.words(name.start, name.end), name.ids[0], name.start, name.end)


def _speaking_inside(view: View, low: int, verb: int, words: Vocabulary) -> Speaker | None:
    """Those inside a body whom a plural verb makes speak: «В Кремле заявили»; None where none do."""
    if "cases" not in words.settings or not _PLURAL_PAST.match(view.text, verb):
        return None
    name = view.name_to(low + len(view.text[low:verb].rstrip()))
    if name is None or name.start < low or name.kind not in ("organ", "office", "organisation"):
        return None
    before = PLAIN_WORD.findall(view.text[low : name.start])
    if not before or before[-1] not in ("в", "во") or not name.ids:
        return None
    start = view.text.rfind(before[-1], low, name.start)
    return Speaker(view.words(start, name.end), name.ids[0], start, name.end)


def _before_insertion(view: View, low: int, verb: int, words: Vocabulary) -> int:
    """Where a few words between commas before the verb begin: "Fidan, for his part, said"; the verb where none stand."""
    found = _INSERTED.search(view.text, low, verb)
    if found is None or view.names_in(found.start(1), found.end(1)) or found.start() == low:
        return verb
    inserted = PLAIN_WORD.findall(found[1])
    aside = inserted and words.is_a(inserted[0], "preposition", "relative")
    return found.start() if aside else verb


def speaker_following(
    view: View, low: int, verb: int, high: int, words: Vocabulary, last: Speaker | None
) -> Speaker | None:
    """The speaker behind a verb that none stands before; who is told what follows is none."""
    if _COLON.match(view.text, verb):
        return None
    found = speaker_behind(view, verb, high, words, last)
    if found is None or not _is_told(view, found, words):
        return found
    comma = view.text.find(",", low, verb)
    return Speaker(view.words(low, comma), None, low, comma) if comma > low else None


def _is_told(view: View, found: Speaker, words: Vocabulary) -> bool:
    """Whether what is said follows at once: "told the agency that"."""
    blank = 0 <= found.end < len(view.text) and view.text[found.end].isspace()
    return blank and words.pattern("content").match(view.text, found.end + 1) is not None


def source_of(view: View, verb: int, high: int, words: Vocabulary, last: Speaker | None) -> Speaker | None:
    """Whose words are told: "according to the minister", "according to a statement by the ministry"."""
    found = speaker_behind(view, verb, high, words, last)
    first = PLAIN_WORD.search(view.text, verb, high)
    if found is None and first and words.is_a(first[0], "source_role"):
        return Speaker(view.words(*first.span()), last.id if last else None, *first.span())
    if found is None or (found.id is not None and found is not last and (not last or found.id != last.id)):
        return found
    makers = [one for one in view.names_in(found.end, high) if one.kind in ("office", "organ", "person")]
    return replace(found, id=makers[0].ids[0]) if makers and makers[0].ids else found


def _person_at(view: View, low: int, verb: int, words: Vocabulary) -> Subject | None:
    """A person's name right before the verb, where cases do not let the subject be found by its place."""
    end = low + len(view.text[low:verb].rstrip())
    if "cases" in words.settings and words.is_a(
        word := last_word(view.text, low, end), "adverb", "beforehand"
    ):
        end = low + len(view.text[low : view.text.rfind(word, low, end)].rstrip())  # «Ушаков ранее сообщил»
    name = view.name_to(end) if "cases" in words.settings else None
    if name is None or name.kind != "person" or name.start < low:
        return None
    start = name.start
    for office in reversed(view.names_in(low, start)):  # «с главой МИД Сергеем Лавровым заявил»
        if office.kind != "office" or view.text[office.end : start].strip():
            break
        start = office.start
    if words.is_a(last_word(view.text, low, start), "preposition"):
        return None
    return Subject("name", name.ids, "named", name.start, name.end)


def _is_unknown(view: View, low: int, verb: int, words: Vocabulary) -> bool:
    """Somebody not spoken of before: "a source", "officials"."""
    first = PLAIN_WORD.search(view.text, low, verb)
    return first is not None and words.is_a(first[0], "indefinite", "anybody")


def speaker_behind(
    view: View, verb: int, high: int, words: Vocabulary, last: Speaker | None
) -> Speaker | None:
    """The speaker right behind the verb: "said Tokayev", «сказал он», «قال الوزير»."""
    found = subject_behind(view, verb, high, words, Stage())
    first = PLAIN_WORD.search(view.text, verb, high)
    if found.kind == "name":
        return _named(view, found, last, words)
    if first and words.is_a(first[0], "pronoun"):
        return _pronoun(view, found if found.kind == "pronoun" else NOBODY, last, words)
    if first and words.is_verb_first and words.is_a(first[0], "indefinite"):
        return _source_told(view, first.start(), high, words)
    role = first is not None and words.is_a(first[0], "said_role")
    name = None if role else view.name_from(verb, slack=high - verb - 1)
    if name and "cases" in words.settings and name.ids and name.ids[0].startswith("B:"):
        told = view.name_from(name.end, slack=_TOLD_AT)
        name = told if told and told.end <= high and told.ids else name  # «сообщили ТАСС в посольстве»
    if name and len(view.text[verb : name.start].split()) <= 3 and "," not in view.text[verb : name.start]:
        return _named(view, Subject("name", name.ids, "named", name.start, name.end), last, words)
    if first and words.is_a(first[0], "article"):
        first = PLAIN_WORD.search(view.text, first.end(), high)
    if first and words.is_a(first[0], "said_role"):
        apposed = view.name_from(first.end(), slack=2)
        if apposed and apposed.kind == "person" and apposed.end <= high:
            return _named(
                view, Subject("name", apposed.ids, "named", apposed.start, apposed.end), last, words
            )
        if words.is_verb_first and (named := _apposed(view, first.end(), high, words)):
            return _named(view, Subject("name", named.ids, "named", named.start, named.end), last, words)
        if words.is_a(first[0], "issued") and (maker := _maker(view, first.end(), high)):
            return Speaker(view.words(first.start(), maker.end), maker.ids[0], first.start(), maker.end)
        return Speaker(view.words(*first.span()), last.id if last else None, *first.span())
    return None


def _apposed(view: View, low: int, high: int, words: Vocabulary) -> Name | None:
    """The person in apposition to a role and whose it is: «الناطق الرسمي باسم وزارة الخارجية السفير وليد النابلسي»."""
    comma = COMMA.search(view.text, low, high)
    part = view.names_in(low, comma.start() if comma else high)
    name = next((one for one in part if one.kind == "person" and one.ids), None)
    if name is None:
        return None
    between = PLAIN_WORD.findall(view.text[low : name.start])
    apart = any(words.is_a(word, "preposition", "time", "content") for word in between)
    return None if apart or len(between) > _LONGEST_ROLE else name


def heading_body(view: View, found: Speaker, low: int, high: int, words: Vocabulary) -> Speaker | None:
    """Who heads the body that was found: «أعلنت الممثلة العليا للاتحاد الأوروبي كايا كالاس أن»; None where nobody is named."""
    body = view.name_from(found.start)
    if body is None or body.kind not in ("state", "organisation", "organ") or found.id not in body.ids:
        return None
    if not PLAIN_WORD.search(view.text, low, found.start) or "," in view.text[found.end : high].rstrip(" ,"):
        return None
    person = next((one for one in view.names_in(found.end, high) if one.kind == "person" and one.ids), None)
    first = PLAIN_WORD.search(view.text, low, found.start)
    start = first.start() if first else found.start
    return Speaker(view.words(start, person.end), person.ids[0], start, person.end) if person else None


def _source_told(view: View, start: int, high: int, words: Vocabulary) -> Speaker:
    """Somebody whom nothing names: «مصدر دبلوماسي», with what tells more of him."""
    end = start
    for word in PLAIN_WORD.finditer(view.text, start, high):
        small = words.classes_of.get(word[0]) and not words.is_a(word[0], "indefinite")
        plain = word.start() == start or not (small or word[0][:1] in "لب")
        if not plain or word.start() - end > 1 or len(view.text[start : word.end()].split()) > _SOURCE_WORDS:
            break
        end = word.end()
    return Speaker(view.words(start, end), None, start, end)


def _maker(view: View, low: int, high: int) -> Name | None:
    """The body whose statement was just named."""
    near = view.names_in(low, min(high, low + _MAKER))
    return next((one for one in near if one.kind in ("organ", "organisation") and one.ids), None)


def _inside_behind(view: View, verb: int, high: int, words: Vocabulary) -> Speaker | None:
    """Those inside a body behind a plural verb: «…», – сообщили в пресс-службе президента; None where none are."""
    where = _INSIDE.match(view.text, verb, high) if "cases" in words.settings else None
    if where is None or not view.text[:verb].endswith("ли"):
        return None
    name = view.name_from(where.end(), slack=1)
    if name is not None and name.kind in ("organ", "office", "organisation") and name.ids:
        return Speaker(view.words(where.end(), name.end), name.ids[0], where.end(), name.end)
    role = PLAIN_WORD.match(view.text, where.end())
    known = role is not None and words.is_a(role[0], "said_role", "press_office")
    return Speaker(view.words(*role.span()), None, *role.span()) if role and known else None


def speaker_turned(
    view: View, verb: int, high: int, words: Vocabulary, last: Speaker | None
) -> Speaker | None:
    """The speaker at once behind a verb that follows what is said: "…, said the minister"; None where none stands there."""
    inside = _inside_behind(view, verb, high, words)
    if inside is not None:
        return inside
    that = words.pattern("content").search(view.text, verb, high)
    day = words.shape("said_on").match(view.text, verb)
    verb = day.end() if day else verb  # «утверждает в субботу министр»
    found = speaker_behind(view, verb, that.start() if that else high, words, last)
    first = PLAIN_WORD.search(view.text, verb, high)
    if found is None or first is None or words.is_a(first[0], "preposition", "time"):
        return None
    if _COLON.match(view.text, verb) or _is_told(view, found, words):
        return None
    pronoun = "cases" not in words.settings and words.is_a(found.words.lower(), "pronoun")
    return None if pronoun or len(view.text[verb : found.start].split()) > 1 else found


def speaker_ending(
    view: View, low: int, verb: int, words: Vocabulary, last: Speaker | None
) -> Speaker | None:
    """The person, office or body whose name ends right before the verb."""
    end = low + len(view.text[low:verb].rstrip())
    name = view.name_to(end)
    if name is None or name.start < low or name.kind not in ("person", "office", "organ"):
        return None
    return _named(view, Subject("name", name.ids, "named", name.start, name.end), last, words)


def speaker_of_turn(view: View, words: Vocabulary) -> Speaker | None:
    """The person whom a line of a record names before a colon: «В. Путин: Уважаемые коллеги!»; None where it names nobody."""
    name = view.name_from(0, slack=2)
    if name is None or name.kind not in ("person", "office"):
        return None
    found = _named(view, Subject("name", name.ids, "named", name.start, name.end), None, words)
    return found if view.text[found.end :].lstrip().startswith(":") else None


def _pronoun(view: View, found: Subject, last: Speaker | None, words: Vocabulary) -> Speaker | None:
    """Whom a pronoun means: the last speaker, of "they" those who spoke together last."""
    if found.start < 0:
        return Speaker("", last.id, also=last.also) if last else None
    said = view.text[found.start : found.end]
    ids = last.they if last and words.is_a(said, "they") and last.they else last.ids if last else ()
    ids = (last.body,) if last and last.body and words.is_a(said, "thing_said") else ids
    many = words.is_a(said, "they")
    also = ids[1:] if many else ()
    return Speaker(view.words(found.start, found.end), ids[0] if ids else None, found.start, found.end, also)


def _is_of_another(view: View, low: int, verb: int, last: Speaker | None) -> bool:
    """Whether a role has another owner than the last speaker's state: "Beijing's deputy representative"."""
    owners = {
        one
        for name in view.names_in(low, verb)
        if name.kind in ("state", "capital", "adjective")
        for one in name.ids
    }
    return bool(owners) and last is not None and last.home is not None and last.home not in owners


def _is_role(view: View, low: int, verb: int, words: Vocabulary) -> bool:
    near = PLAIN_WORD.findall(view.text[max(low, verb - 80) : verb])
    return any(words.is_a(word, "said_role") for word in near)


def _named(view: View, found: Subject, last: Speaker | None, words: Vocabulary) -> Speaker:
    """The person of a name with its titles, else its first id."""
    start, end = found.start, found.end
    people: list[str] = [one for one in found.ids if one.startswith("P:")]
    for name in reversed(view.names_in(start - 200, start)):
        near = name.end <= start and start - name.end < 4 and name.kind in _SPEAKING
        if near and _GAP.fullmatch(view.text, name.end, start):
            start = name.start
            people += [one for one in name.ids if one.startswith("P:")]
    kinds = {name.kind for name in view.names_in(start, end) if name.end == end}
    office = "office" in kinds
    behind = [] if "organ" in kinds and view.text[end : end + 1] == "," else view.names_in(end, end + 200)
    for name in behind:  # "according to the Ministry, Vieira delivered a letter": he is no part of it
        beside = _is_beside(view, end, name.start, words, office)
        office = office and name.kind == "office"
        if beside and name.kind in ("person", "office"):
            end = name.end
            people += [one for one in name.ids if one.startswith("P:")]
    chosen = people[0] if people else found.ids[0] if found.ids else None
    if chosen is None and last is not None:
        chosen = last.id
    together = len(found.ids) > 1 and chosen == found.ids[0]
    return Speaker(view.words(start, end), chosen, start, end, found.ids[1:] if together else ())


def _is_beside(view: View, end: int, start: int, words: Vocabulary, office: bool) -> bool:
    """Whether only titles part a name from the next: Prime Minister and Foreign Minister, Sheikh Mohammed."""
    if _BESIDE.fullmatch(view.text, end, start):
        return True
    between = PLAIN_WORD.findall(view.text[end:start])
    if not between or len(between) > _TITLES or "." in view.text[end:start].rstrip("."):
        return False
    joined = office and words.is_a(between[0], "conjunction")
    return all(words.is_a(word, "title") for word in (between[1:] if joined else between))


def opener_of(
    view: View, start: int, end: int, words: Vocabulary, kinds: tuple[str, ...] = ("person", "office")
) -> Speaker | None:
    """The person or office that heads a sentence, whom a pronoun in the next one means; None where none does."""
    name = view.name_from(start, slack=min(end - start, 30) - 1)
    if name is None or not name.ids or name.kind not in kinds:
        return None
    between = PLAIN_WORD.findall(view.text[start : name.start])
    if any(words.is_a(word, "preposition") for word in between):
        return None
    return _named(view, Subject("name", name.ids, "named", name.start, name.end), None, words)


def head_of(view: View, start: int, verb: int, words: Vocabulary, last: Speaker | None) -> Speaker | None:
    """Who heads a sentence whose first verb no table knows, before a further verb; without an id where no table knows who he is."""
    first = PLAIN_WORD.search(view.text, start, verb)
    if first and words.is_a(first[0], "pronoun"):
        return _pronoun(view, Subject("pronoun", (), "named", *first.span()), last, words)
    found = opener_of(view, start, verb, words, ("person", "office", "organ", "organisation"))
    stranger = _STRANGER.match(view.raw, start, verb) if found is None and words.is_plain else None
    if stranger is None or view.name_from(start, slack=stranger.end(1) - start):
        return found
    return Speaker(stranger[1], None, *stranger.span(1))
