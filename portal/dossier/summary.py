"""What was told, line by line, in words: for checking, for the receipt, for the counsellor's brief."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from portal.core.answers import Items, LongText, Text
from portal.core.questions import Question, Section
from portal.core.receipts import Line, Part
from portal.core.voice_messages import Voice
from portal.dossier.items import item_words
from portal.dossier.questions import SECTION_OF, SECTIONS, part_key
from portal.dossier.records import Dossier
from portal.dossier.wording import in_words
from portal.speaking.wording import aloud_in_words
from portal.web.language import Language
from portal.web.typing_together import WITH_A_HELPER


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One answer in words."""

    question: Question
    item: str
    label: str
    words: tuple[str, ...]
    spoken: str = ""
    """The language of the person's own words; empty where the words are the portal's, in the language asked for."""
    typed_with_helper_at: datetime | None = None
    """When a helper typed it, if one did."""
    translated: str = ""
    """The same in French, in the person's own words, where they gave it beside another language."""
    at: datetime | None = None
    """When it was said."""
    voices: tuple[Voice, ...] = ()
    """What was said aloud: the last of the words say so, one for each."""

    @property
    def written(self) -> tuple[str, ...]:
        """The words, without those that stand for what was said aloud."""
        return self.words[: len(self.words) - len(self.voices)]

    @property
    def aloud(self) -> tuple[tuple[Voice, str], ...]:
        """What was said aloud, each with the words that stand for it."""
        return tuple(zip(self.voices, self.words[len(self.words) - len(self.voices) :], strict=True))

    @property
    def protected(self) -> bool:
        """Told in a section that is closed to helpers, and that is never on paper."""
        return SECTION_OF[self.question.key].protected

    def line(self, language: Language) -> Line:
        """Return it as a line of a statement."""
        return Line(
            question=self.question.key,
            item=self.item,
            label=self.label,
            words=self.everything,
            typed=self.typed(language),
        )

    @property
    def everything(self) -> tuple[str, ...]:
        """The words, and the same in French where the person gave it."""
        return (*self.words, *([self.translated] if self.translated else ()))

    def typed(self, language: Language) -> str:
        """Return that it was typed with a helper, in words, if it was: all that others are told of it."""
        return language.say(WITH_A_HELPER) if self.typed_with_helper_at else ""


def told_in(mine: Dossier, language: Language) -> list[Told]:
    """Return everything that was answered on the path, in the order of the questions; nothing about the rest."""
    return [told for question in mine.path() for told in told_about(question, mine, language)]


def told_about(question: Question, mine: Dossier, language: Language) -> Iterator[Told]:
    """Return what was answered to one question: one line, or one for each repeated thing."""
    label = language.say(question.short)
    if isinstance(question.answer, Items):
        for item in mine.items(question.key):
            words = item_words(question, question.answer, mine, item, language)
            if words:
                keys = [part_key(question.key, part.key) for part in question.answer.parts]
                helped, at, told = mine.helped_at(keys, item), mine.said_at(keys, item), tuple(words)
                yield Told(question=question, item=item, label=label, words=told, typed_with_helper_at=helped, at=at)
        return
    value, voices = mine.value(question.key), mine.voices(question)
    own = mine.own_words(question)
    written = (*in_words(question.answer, value, language), *([own] if own else ())) if value is not None else ()
    said = (*written, *(aloud_in_words(one.seconds, language) for one in voices))
    if said:
        spoken = mine.language_of(question.key) if isinstance(question.answer, Text | LongText) else ""
        yield Told(
            question=question,
            item="",
            label=label,
            words=said,
            spoken=spoken,
            typed_with_helper_at=mine.helped_at([question.key]),
            translated=mine.in_french(question),
            at=mine.said_at([question.key]),
            voices=voices,
        )


def parts_told(told: Iterable[Told], language: Language) -> tuple[Part, ...]:
    """Return what was told as the parts of a statement, one for each section with something in it."""
    sorted_ = [(section, [one for one in told if SECTION_OF[one.question.key] is section]) for section in SECTIONS]
    return tuple(_part(section, found, language) for section, found in sorted_ if found)


def _part(section: Section, told: Iterable[Told], language: Language) -> Part:
    return Part(
        title=language.say(section.title),
        lines=tuple(one.line(language) for one in told),
        picture=section.picture,
        note=language.say(section.note) if section.note else "",
        printed=not section.protected,
    )
