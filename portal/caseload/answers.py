"""The answers to a few questions as the counsellor may read them: as they were sent, in words, by question."""

from collections.abc import Collection
from uuid import UUID

from portal.core.answers import Items
from portal.core.uses import Purpose
from portal.dossier.questions import QUESTIONS, part_key
from portal.dossier.records import Dossier, standings_of
from portal.dossier.summary import Told, told_about
from portal.storage.answers.receipts import sent_upto
from portal.storage.people.people import course_of
from portal.web import language
from portal.web.current import work


def answers_of(person_id: UUID, questions: Collection[str]) -> dict[str, tuple[Told, ...]]:
    """Return what was answered to ``questions`` and sent; what was not answered is nowhere in it.

    Only these are read, and the person sees which.
    """
    current = work()
    upto = sent_upto(current.connection, person_id)
    keys = [key for question in questions for key in _kept_under(question)]
    rows = current.vault.read(person_id, keys, Purpose.PREPARE_INTERVIEW, upto or 0)
    course = course_of(current.connection, person_id, current.now)
    hears = not current.vault.scope.only_opened(person_id)
    mine = Dossier(standings_of(rows), course, hears=hears)
    told = {key: tuple(told_about(QUESTIONS[key], mine, language.current())) for key in questions}
    return {key: lines for key, lines in told.items() if lines}


def _kept_under(question: str) -> tuple[str, ...]:
    kind = QUESTIONS[question].answer
    parts = kind.parts if isinstance(kind, Items) else ()
    return (question, *(part_key(question, part.key) for part in parts))
