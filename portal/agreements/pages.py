"""What was agreed, as the person sees it: each line under who does it, earlier ones below; and what was noted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.agreements.feature import agreements
from portal.agreements.steps import STEPS
from portal.agreements.wording import PICTURES, SAID, Group, Shown, aside_of, groups_not_sent, groups_of, titles_in
from portal.core.actors import Person
from portal.core.agreements import Who
from portal.core.permissions import Permission
from portal.core.words import say
from portal.storage.caseload.transfers import counsellor_of
from portal.storage.dialogue.agreements import Agreement, agreements_with, when_agreed
from portal.storage.dialogue.begun import Draft, drafts_about
from portal.storage.dialogue.interview_notes import notes_about
from portal.storage.dialogue.interviews import next_planned
from portal.web import language
from portal.web.current import work
from portal.web.news import News
from portal.web.pages import page

NEWS = say("Read what we agreed")
IS_NEWS = timedelta(days=14)
"""How long an agreement stands on the first page of the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftShown:
    """What a counsellor began, as the person reads it."""

    then: str
    """Who began it, where somebody else accompanies the person by now."""
    language: str
    groups: Sequence[Group]
    titles: Mapping[Who, str]
    aside: Sequence[Shown]


@page(agreements, "/agreed", Permission.SEE_AGREEMENTS)
def newest(person: Person) -> ResponseReturnValue:
    """Show what was agreed last; say so where nothing was."""
    found = agreements_with(work().vault, person.id)
    return _page_of(found[0], found) if found else render_template("agreements/nothing.html")


@page(agreements, "/agreed/<int:agreement>", Permission.SEE_AGREEMENTS)
def one(person: Person, agreement: int) -> ResponseReturnValue:
    """Show one agreement, with a way to speak at each line."""
    found = agreements_with(work().vault, person.id)
    return _page_of(next((one for one in found if one.number == agreement), None) or abort(404), found)


def _page_of(shown: Agreement, found: list[Agreement]) -> str:
    current, words = work(), language.current()
    then = shown.then(counsellor_of(current.connection, current.key.owner))
    return render_template(
        "agreements/one.html",
        agreement=shown,
        is_newest=shown is found[0],
        others=[one for one in found if one is not shown],
        groups=groups_of(shown, words),
        titles=titles_in(words, then),
        said=SAID,
        pictures=PICTURES,
        spoken_name="" if shown.language == words.alone.tag else words.name_of(shown.language),
        meets=next_planned(current.connection, current.key.owner, current.now),
    )


@page(agreements, "/agreed/notes", Permission.SEE_AGREEMENTS)
def notes(person: Person) -> ResponseReturnValue:
    """Show everything that counsellors wrote about the person, and what they began and did not send."""
    current = work()
    counsellor_id = counsellor_of(current.connection, person.id)
    return render_template(
        "agreements/notes.html",
        notes=notes_about(current.vault, person.id),
        steps=STEPS,
        drafts=[_shown(one, one.then(counsellor_id)) for one in drafts_about(current.vault, person.id)],
    )


def _shown(draft: Draft, then: str) -> DraftShown:
    words = language.current()
    return DraftShown(
        then=then,
        language=draft.begun.language,
        groups=groups_not_sent(draft.begun.lines, words),
        titles=titles_in(words, then),
        aside=aside_of(draft.begun.aside, words),
    )


@agreements.tells
def what_is_new(person: Person) -> Iterator[News]:
    """Say that something was agreed in the last days."""
    current, words = work(), language.current()
    for number, at in when_agreed(current.connection, person.id).items():
        if at > current.now - IS_NEWS:
            yield News(
                words=words.say(NEWS),
                hint=words.day(at),
                picture="agreed",
                address=url_for("agreements.one", agreement=number),
            )
            return
