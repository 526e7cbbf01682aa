"""Questions that can be answered aloud: those that ask for one's own words. What is said is part of the answer."""

from dataclasses import replace
from functools import partial

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Helper, Person
from portal.core.answers import Kind, LongText
from portal.core.questions import Question
from portal.core.typed import first
from portal.core.uses import Purpose
from portal.core.voice_messages import Voice
from portal.dossier.asked_back import note_answered, then
from portal.dossier.hearing import Heard, hear, skipped
from portal.dossier.questions import PROMISES, QUESTIONS, SECTION_OF
from portal.dossier.records import FRENCH, Dossier, Standing, open_dossier, standings_of
from portal.dossier.wording import wording_of
from portal.speaking.feature import Place, speaks
from portal.speaking.showing import Aloud, address_behind, can_be_heard, shown
from portal.storage.answers.kept import Page, Said, State
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.voice_messages import messages_at, still_there
from portal.storage.engine.seal import OwnerKey
from portal.web import language
from portal.web.current import work
from portal.web.pages import typed


def aloud_on(kind: Kind, question: str) -> Aloud:
    """Return what the page of a question shows: to the person alone, where nobody else hears."""
    current = work()
    if not isinstance(kind, LongText) or not isinstance(current.actor, Person) or not can_be_heard():
        return Aloud()
    return Aloud(offered=True, messages=shown(messages_at(current.connection, current.key, question)))


@speaks
def place_of(key: str) -> Place | None:
    """Return the question an address names, if it asks for one's own words."""
    question = QUESTIONS.get(key)
    if question is None or not isinstance(question.answer, LongText):
        return None
    return Place(
        key=key,
        ask=question.ask,
        picture=question.picture,
        address=url_for("dossier.ask", key=key, then=then()),
        kept_as=lambda _person: key,
        holds=lambda name: name == key,
        keep=partial(_keep_anew, question),
        alone=SECTION_OF[key].protected,
    )


def voices_of(kind: Kind, question: str, key: OwnerKey) -> tuple[Voice, ...]:
    """Return what belongs to an answer that the owner of ``key`` gives now, to a question that can be answered aloud.

    A helper who writes for them knows of no voice: what belonged to the answer stays with it, and nothing else.
    """
    if not isinstance(kind, LongText):
        return ()
    if isinstance(actor := work().actor, Helper):
        return _already_part_of(question, actor)
    return tuple(one.voice for one in messages_at(work().connection, key, question))


def _already_part_of(question: str, helper: Helper) -> tuple[Voice, ...]:
    standing = open_dossier(helper, question).standing(question)
    before = (row.said() for row in (standing.pending, standing.settled) if row is not None)
    voices = next((said.voices for said in before if said.state is not State.ASIDE), ())
    return still_there(work().connection, helper.person_id, voices)


def as_of_now(question: str, said: Said) -> Said:
    """Return an answer that stands again, with what was said aloud and is there now."""
    if question not in QUESTIONS or said.state is not State.ANSWERED:
        return said
    if isinstance(work().actor, Helper):
        return replace(said, voices=still_there(work().connection, work().key.owner, said.voices))
    return replace(said, voices=voices_of(QUESTIONS[question].answer, question, work().key))


def way_to_voices(question: Question, do: str) -> ResponseReturnValue:
    """Lead on to where the question is answered aloud, or to the question whether a message is to be erased."""
    return redirect(address_behind(do, question.key, then()), 303)


def says_anything_new(mine: Dossier, question: Question) -> bool:
    """Tell whether the form that was sent says something else than what is kept: an empty one says nothing."""
    before = mine.standing(question.key).prefill()
    words = before.typed if before else {}
    return any(first(typed(), name) != first(words, name) for name in ("answer", FRENCH))


def _keep_anew(question: Question, person: Person, vault: Vault) -> None:
    """Keep the answer with the messages there are now; words of another page that wait for a choice go on waiting."""
    rows = vault.read(person.id, PROMISES, Purpose.PREPARE_INTERVIEW)
    standing = standings_of(rows).get((question.key, ""), Standing())
    before = standing.prefill()
    if before is not None and before.state is State.ASIDE:
        return
    voices = voices_of(question.answer, question.key, vault.key_of(person.id))
    if before is None and not voices:
        return
    heard = _heard_anew(question, before.typed if before else {}, voices)
    said = replace(heard.said, language=before.language) if before is not None and before.typed else heard.said
    page = Page(wording=wording_of(question, language.current().alone), shown=standing.shown)
    vault.write(person.id, question.key, "", said, page)
    if said.state is State.ANSWERED and work().actor is not None:
        note_answered(person, question.key)


def _heard_anew(question: Question, words: dict[str, list[str]], voices: tuple[Voice, ...]) -> Heard:
    """Return the answer from the words there were, and what was said; where there is neither, it is skipped."""
    current = language.current()
    if not voices and not any(first(words, name) for name in ("answer", FRENCH)):
        return skipped(current)
    return hear(question.answer, question.use, words, current, voices)
