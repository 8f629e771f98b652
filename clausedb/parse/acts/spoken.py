"""Who has spoken so far in a press report: whom a later sentence means by "he", "they", "the statement" or by no subject at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from clausedb.parse.acts.speaker_words import is_body, is_person
from clausedb.parse.acts.speakers import Speaker, opener_of
from clausedb.parse.acts.views import COMMA, PLAIN_WORD, View
from clausedb.parse.acts.vocabulary import Vocabulary

_SETTING = 60
"""Code points at the head of a sentence in which it may tell first where and when."""
_ARTICLE = 5
"""Code points of an article and its blanks."""


@dataclass(slots=True)
class Spoken:
    """Those who spoke or headed a sentence last, as the reading of one document goes on."""

    homes: Mapping[str, str] = field(default_factory=dict)
    """Persons with the state whose each is."""
    last: Speaker | None = None
    together: tuple[str, ...] = ()
    """Those who spoke together last."""
    head: Speaker | None = None
    """Those who head the sentence, where they are several."""
    body: str | None = None
    """The body that spoke last, whose statement "the statement" is."""
    person: Speaker | None = None
    """The last person or office that spoke or headed a sentence."""

    def note(self, view: View, speaker: Speaker, words: Vocabulary) -> None:
        """Take the speaker of a reporting verb as the last one."""
        self.last = speaker if speaker.id else self.last
        self.together = speaker.ids if speaker.also else self.together
        self.body = speaker.id if is_body(view, speaker, words) else self.body
        self.person = speaker if is_person(view, speaker, words) else self.person

    def note_heads(self, view: View, words: Vocabulary, start: int, end: int, *, unspoken: bool) -> None:
        """Take those who head a sentence; as the last person only where none spoke in it (`unspoken`)."""
        opener = opener_of(view, start, end, words) or _behind_setting(view, words, start, end)
        if opener and unspoken:
            self.person = opener
        head = view.name_from(start, slack=4)
        if unspoken and (body := _body_in(view, start, end)):
            self.body = body
        self.head = None
        if head and head.kind == "collective":
            self.together = head.ids
            self.head = Speaker(view.words(head.start, head.end), head.ids[0], *head[:2], head.ids[1:])
        elif opener and opener.also:
            self.together = opener.ids
        elif len(people := _people_in(view, start, end)) > 1:
            self.together = people  # "Sullivan met Fidan. They discussed …"

    @property
    def meant(self) -> Speaker | None:
        """Whom a pronoun or a role means: the last person, else the last speaker."""
        return self.person or self.last

    @property
    def meant_with_others(self) -> Speaker | None:
        """The same, with those whom "they" and "the statement" mean."""
        last = self.meant
        if last is None:
            known = self.body or self.together
            return Speaker("", None, body=self.body, they=self.together) if known else None
        known = last.id or ""
        home = self.homes.get(known) or (known.partition(".")[0] if "." in known else None)
        return replace(last, they=self.together, body=self.body, home=home)


def _behind_setting(view: View, words: Vocabulary, start: int, end: int) -> Speaker | None:
    """Who heads a sentence behind what it tells first: "In his remarks, the Minister of Foreign Affairs shared the view"."""
    first = PLAIN_WORD.search(view.text, start, end) if words.is_plain else None
    if first is None or not words.is_a(first[0], "preposition"):
        return None
    comma = COMMA.search(view.text, first.end(), min(end, first.end() + _SETTING))
    name = view.name_from(comma.end(), slack=_ARTICLE) if comma else None
    return opener_of(view, name.start, end, words) if name else None


def _body_in(view: View, start: int, end: int) -> str | None:
    """The body that a piece names before any person, office or other body; None where it names none."""
    kinds = ("organ", "organisation", "person", "office")
    first = next((name for name in view.names_in(start, end) if name.kind in kinds), None)
    return first.ids[0] if first and first.kind in kinds[:2] and len(first.ids) == 1 else None


def _people_in(view: View, start: int, end: int) -> tuple[str, ...]:
    """The ids of the persons whom a piece names, each once, in text order."""
    people = (name for name in view.names_in(start, end) if name.kind == "person" and name.ids)
    return tuple(dict.fromkeys(name.ids[0] for name in people))
