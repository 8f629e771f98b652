"""Whose act it is in a language that puts the verb first: the subject in the verb, behind it, or before it."""

from __future__ import annotations

from clausedb.parse.acts.bearers import subject_before, subject_behind
from clausedb.parse.acts.cues import Cue, verb_end
from clausedb.parse.acts.holders import (
    agrees,
    holder_in,
    honoured,
    is_called_upon,
    is_of_several,
    may_share,
    meant_behind,
    opening_subject,
    proviso_bearer,
)
from clausedb.parse.acts.standing import Standing
from clausedb.parse.acts.subject import NOBODY, Subject
from clausedb.parse.acts.views import NEXT_WORD, PLAIN_WORD, last_word

_THING = Subject("thing")


class VerbFirstSubjects(Standing):
    """Finds the subject of a cue in a sentence whose verb comes first."""

    def _subject_of_verb_first(self, cue: Cue, low: int) -> Subject:
        """The subject of a cue whose clause begins at `low`."""
        if self.setting.is_resolution and self.words.finite.match(self.view.text, cue.start):
            return NOBODY
        verb = verb_end(cue, self.view.text)
        found = self._in_verb(cue, low) or self._behind_honour(cue, verb) or self._behind_word(cue, low, verb)
        if found is not None:
            return found
        if self.lives and (self._is_added(cue) or cue.row.get("needs") == "proviso"):
            return self._of_added(cue, verb)
        return self._beside_verb(cue, low, verb)

    def _in_verb(self, cue: Cue, low: int) -> Subject | None:
        """The subject that the words of the cue say, or a pronoun written before them; None where they say none."""
        text = self.view.text
        told = self._word_before(cue.start)
        if self.words.is_a(told, "that_it"):
            place = text.rfind(told, low - len(told), cue.start)
            return Subject("pronoun", (), "named", place, place + len(told))
        if "holder" in cue.row.get("needs", ""):
            own = text[cue.start : cue.end].split()
            each = any(self.words.is_a(word.lstrip("وف"), "each") for word in own)
            other = any(self.words.is_a(word, "role") for word in own)
            kind = "each" if each else "other_party" if other else "collective"
            return Subject("party", self.setting.stage.sides, kind, cue.start, cue.end)
        return NOBODY if self.words.first_person.match(text, cue.start) else None

    def _behind_honour(self, cue: Cue, verb: int) -> Subject | None:
        """Whom an honour behind the verb means: «أكد سموه»; None where none stands there or nobody is known by it."""
        behind = NEXT_WORD.match(self.view.text, verb, self.end)
        if behind is None or not self.words.is_a(behind[1], "honoured"):
            return None
        ids = honoured(self.view, cue, behind[1], self.words, self.setting.stage)
        return Subject("name", ids, "named", *behind.span(1)) if ids else None

    def _behind_word(self, cue: Cue, low: int, verb: int) -> Subject | None:
        """The subject that the last word of the cue points at, a preposition or one with a pronoun; None where it is no such word."""
        stage, treaty = self.setting.stage, self.setting.is_treaty
        if cue.row.get("needs") == "others":
            return Subject("actor", (), "named", cue.start, cue.end)  # «لا يجوز لأي طرف ثالث»
        last = last_word(self.view.text, cue.start, cue.end)
        held = meant_behind(self.view, cue, self.fringes, self.words, stage)
        held = held if held.is_actor else holder_in(self.view, cue, self.end, self.words, stage)
        if held.is_actor:
            return held
        if self.words.is_a(last, "for_them", "on_them"):
            kind = "collective" if self.words.is_a(last, "for_both") else "named"
            return Subject("pronoun", (), kind, cue.end - len(last), cue.end)
        preposition = self.words.is_a(last, "preposition")
        if cue.row["subforce"] == "must" and preposition:
            behind = subject_behind(self.view, cue.end, self.end, self.words, stage)
            return behind if behind.is_actor else NOBODY  # «يتعين على كل طرف»
        if verb == cue.end and cue.end - cue.start > len(last) + 1 and preposition:
            before = subject_before(self.view, low, cue.start, self.words, stage)
            return before if before.is_actor else NOBODY
        verbal = "impersonal" if cue.row["role"] == "after" else "undergone"
        if verbal == "undergone" and self._is_done_by(verb):
            return None
        return _THING if treaty and self.words.is_a(last.lstrip("وف"), verbal) else None  # «ولا يجوز نقلها»

    def _is_done_by(self, verb: int) -> bool:
        """An actor and an object of its own stand behind a verb that is mostly passive: «يعقد الطرفان مشاورات», «تعقد اللجنة اجتماعاتها»."""
        found = subject_behind(self.view, verb, self.end, self.words, self.setting.stage)
        behind = NEXT_WORD.match(self.view.text, found.end, self.end) if found.is_actor else None
        return behind is not None and self.words.shape("possessed").fullmatch(behind[1]) is not None

    def _of_added(self, cue: Cue, verb: int) -> Subject:
        """The subject of a further verb or a proviso: one behind it that fits, the one of the act before, or nobody to share it."""
        treaty, stage = self.setting.is_treaty, self.setting.stage
        behind = subject_behind(self.view, verb, self.end, self.words, stage)
        fits = treaty or agrees(self.view, cue, behind, self.words)
        called = not self.setting.reported and is_called_upon(self.view, cue, behind, self.words, stage)
        if behind.is_actor and fits and not called:
            return behind
        last = self.lives[-1].subject
        if cue.row.get("needs") == "proviso":
            return proviso_bearer(self.view, cue, last, self.words) if treaty else _THING
        shared = not treaty or may_share(self.view, cue, last, self.words)
        return NOBODY if shared else _THING

    def _beside_verb(self, cue: Cue, low: int, verb: int) -> Subject:
        """The subject right before the verb, else behind it, else at the head of the sentence."""
        setting, stage = self.setting, self.setting.stage
        before = subject_before(self.view, low, cue.start, self.words, stage)
        # What stands there belongs to the act before.
        other = bool(self.lives) and low == self.lives[-1].cue.end
        conditional = before.is_actor and self.view.cue_at("fringes", before.start, cue.start) is not None
        first = not conditional and not PLAIN_WORD.search(self.view.text, low, before.start)
        if before.is_actor and not other and first:
            return before
        behind = subject_behind(self.view, verb, self.end, self.words, stage)
        if behind.is_actor and cue.row["form"] == "past" and is_of_several(self.view, cue, self.words):
            return NOBODY  # «وكلفا وزيري الخارجية بإعداد»
        if behind.is_actor and not self._asks(cue, behind):
            return behind
        if not (self.lives or setting.is_treaty or setting.is_resolution):
            opening = opening_subject(self.view, cue, self.start, self.words, stage)
            if opening.is_actor:
                return opening
        if behind.is_actor:
            return NOBODY
        if self._opens(cue) or self._opens_main(cue):
            said = setting.is_treaty and not setting.is_recital and not self._has_own_subject(cue)
            return behind if said else NOBODY
        return before if before.kind == "thing" else NOBODY

    def _asks(self, cue: Cue, behind: Subject) -> bool:
        """Whether who stands behind the verb is asked and does not ask: where one alone makes the document, or the verb does not
        agree with him, «ودعا إيران للاستجابة»."""
        setting = self.setting
        alone = len(setting.stage.parties) == 1 and not (setting.reported or setting.is_treaty)
        other = setting.is_treaty or agrees(self.view, cue, behind, self.words)
        if not alone and other and cue.row.get("needs") != "object":
            return False
        return is_called_upon(self.view, cue, behind, self.words, setting.stage)
