"""What was told, line by line, in words: for checking, for the receipt, for the counsellor's brief."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.core.answers import Items, LongText, Text
from portal.core.questions import Question, Section
from portal.core.receipts import Line
from portal.dossier.items import item_words
from portal.dossier.questions import SECTION_OF, SECTIONS
from portal.dossier.records import Dossier
from portal.dossier.wording import in_words
from portal.web.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One answer in words."""

    question: Question
    item: str
    label: str
    words: tuple[str, ...]
    spoken: str = ""
    """The language of the person's own words; empty where the words are the portal's, in the language asked for."""

    def line(self) -> Line:
        """Return it as a line of a statement."""
        return Line(question=self.question.key, item=self.item, label=self.label, words=self.words)


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
                yield Told(question=question, item=item, label=label, words=tuple(words))
        return
    value = mine.value(question.key)
    if value is not None:
        said = tuple(in_words(question.answer, value, language))
        spoken = mine.language_of(question.key) if isinstance(question.answer, Text | LongText) else ""
        yield Told(question=question, item="", label=label, words=said, spoken=spoken)


def by_section(lines: tuple[Line, ...]) -> list[tuple[Section, list[Line]]]:
    """Sort the lines of a statement by section, leaving out sections with none."""
    sorted_ = [(section, [line for line in lines if SECTION_OF.get(line.question) is section]) for section in SECTIONS]
    return [(section, found) for section, found in sorted_ if found]
