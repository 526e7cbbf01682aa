"""Everything that is asked before an interview, in order, each question with its promise."""

from dataclasses import replace

from portal.core.answers import Items
from portal.core.permissions import Role
from portal.core.questions import Question, Section
from portal.core.uses import Use
from portal.dossier.questions.about_me import ABOUT_ME
from portal.dossier.questions.background import BACKGROUND
from portal.dossier.questions.hard_things import HARD_THINGS
from portal.dossier.questions.situation import SITUATION
from portal.dossier.questions.skills import SKILLS
from portal.dossier.questions.steps_taken import STEPS_TAKEN
from portal.dossier.questions.what_next import WHAT_NEXT
from portal.dossier.questions.wishes import WISHES

SECTIONS: tuple[Section, ...] = (
    ABOUT_ME,
    SITUATION,
    BACKGROUND,
    SKILLS,
    WISHES,
    STEPS_TAKEN,
    HARD_THINGS,
    WHAT_NEXT,
)
QUESTIONS: dict[str, Question] = {question.key: question for section in SECTIONS for question in section.questions}
OPEN = frozenset(key for key, question in QUESTIONS.items() if Role.HELPER in question.use.readers)
"""The questions that a helper beside the person may see: those whose promise names helpers."""
OPEN_SECTIONS = tuple(
    replace(section, questions=tuple(one for one in section.questions if one.key in OPEN))
    for section in SECTIONS
    if any(one.key in OPEN for one in section.questions)
)
"""The same, section by section."""

PROTECTED_SECTIONS = tuple(section for section in SECTIONS if section.protected)
"""What a person tells who is alone for a moment during a visit."""


def _promises() -> dict[str, Use]:
    """Return the promise of every question, and of every small page of a repeated one."""
    promises = {question.key: question.use for question in QUESTIONS.values()}
    for question in QUESTIONS.values():
        if isinstance(question.answer, Items):
            promises |= {part_key(question.key, part.key): question.use for part in question.answer.parts}
    return promises


def part_key(question: str, part: str) -> str:
    """Return the key that the answers of one small page are kept under."""
    return f"{question}.{part}"


PROMISES = _promises()
SECTION_OF = {question.key: section for section in SECTIONS for question in section.questions}

__all__ = ["OPEN", "OPEN_SECTIONS", "PROMISES", "PROTECTED_SECTIONS", "QUESTIONS", "SECTIONS", "SECTION_OF", "part_key"]
