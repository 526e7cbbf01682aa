"""Questions, and the order they come in: computed from the answers each time, never stored."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from portal.core.answers import Kind, Value
from portal.core.uses import Use
from portal.core.words import Words

Answers = Mapping[str, Value]
"""The current answers that were given (not the skipped ones), by question."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """One thing asked, on a page of its own, with its promise. There is one object for each."""

    key: str
    """Kebab-case, never changed: answers are kept under it and it is the page's address."""
    short: Words
    """The easy-to-read form, shown first: eight words at most."""
    ask: Words
    help: Words
    why: Words
    answer: Kind
    picture: str
    use: Use
    core: bool = False
    """On the short path."""
    in_person: bool = False
    """“I'll talk about it at the interview” is offered."""
    leaves_no_trace: bool = False
    """Opens or closes a section and is itself never kept as an answer."""
    depends_on: tuple[str, ...] = ()
    """Questions whose answers ``asked_if`` looks at."""
    asked_if: Callable[[Answers], bool] | None = None
    """Whether it is asked, by those answers; none where it always is."""
    from_second_interview: bool = False
    again: bool = False
    """Worth asking again before each interview: what changes in a life between two of them."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Section:
    """A few questions about one thing. There is one object for each."""

    key: str
    title: Words
    picture: str
    questions: tuple[Question, ...]
    note: Words | None = None
    gate: str | None = None
    """The question that opens the rest of the section; nobody sees what was answered there."""

    @property
    def protected(self) -> bool:
        """Closed to helpers and to any screen that others can see."""
        return self.gate is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What the flow needs to know about one dossier: nothing of it is kept."""

    answers: Answers
    """Current answers among the questions others depend on."""
    settled: AbstractSet[str]
    """Questions answered or skipped: the two look the same."""
    waiting: AbstractSet[str] = frozenset()
    """Questions with words that were not understood, or not kept yet: they stay on the path."""
    longer: bool = False
    """The person chose to tell more than the short path."""
    second_interview: bool = False
    here: str | None = None
    """The question the person is at, if any."""


def path(sections: Sequence[Section], progress: Progress) -> list[Question]:
    """Return the questions to ask, in order: the short path, and beyond it what the person wants to tell more of.

    They say so in words, or by going through the gate of a section. A question off the path keeps its answer, which is
    then neither shown nor sent.
    """
    touched, longer = {progress.here, *progress.settled, *progress.waiting}, progress.longer
    asked: list[Question] = []
    for section in sections:
        gated = section.gate is not None
        asked += [
            question
            for question in _within_reach(section, progress)
            if (question.core or longer or question.key in touched or (gated and question.key != section.gate))
            and (question.asked_if is None or question.asked_if(progress.answers))
            and (progress.second_interview or not question.from_second_interview)
        ]
    return asked


def _within_reach(section: Section, progress: Progress) -> Sequence[Question]:
    """A gated section is open while the person is inside it, or once something was told in it."""
    if section.gate is None:
        return section.questions
    inside = {question.key for question in section.questions} - {section.gate}
    if progress.here in inside or not inside.isdisjoint(progress.settled | progress.waiting):
        return section.questions
    return [question for question in section.questions if question.key == section.gate]


def next_question(sections: Sequence[Section], progress: Progress) -> Question | None:
    """Return the first question after ``progress.here`` that is not settled, else the first anywhere, else none.

    A settled question is never asked again by itself.
    """
    asked = path(sections, progress)
    start = next((place for place, question in enumerate(asked, 1) if question.key == progress.here), 0)
    done = {progress.here, *progress.settled}
    return next((question for question in chain(asked[start:], asked[:start]) if question.key not in done), None)


def previous_question(asked: Sequence[Question], here: str) -> Question | None:
    """Return the question before ``here`` on the path, or none at the start."""
    keys = [question.key for question in asked]
    index = keys.index(here) if here in keys else 0
    return asked[index - 1] if index else None


def worth_asking_again(
    asked: Sequence[Question], looked_at: Mapping[str, datetime], skipped: AbstractSet[str], met: datetime
) -> list[Question]:
    """Return what is worth looking at before the next interview, in the order of the path.

    That is what changes between two interviews and was not looked at since they met, and what the short path asks and
    was never answered. What somebody skipped is not asked a second time.
    """
    left = (question for question in asked if question.key not in skipped and not question.leaves_no_trace)
    return [
        question
        for question in left
        if (question.core and question.key not in looked_at)
        or (question.again and (question.key not in looked_at or looked_at[question.key] < met))
    ]
