"""The brief made ready for paper: in the counsellor's language, the person's own words in theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from portal.caseload.brief import WISHES_SECTION, Brief, Change
from portal.caseload.brief_pdf import BriefChange, BriefLine, BriefSection, BriefSheet, BriefWords
from portal.core.words import say
from portal.dossier.summary import Told
from portal.web.language import FIRST, Language
from portal.web.parts import parts_of
from portal.web.pdf import DAY_AND_TIME, PORTAL, Said

TITLE = say("Before the interview")
CHANGED = say("Changed since the last time")
BEFORE = say("before")
NOW = say("now")
STEPS = say("Already tried")
WISHES = say("Wishes, not a contract")
HOPES = say("Asks for")
QUESTION = say("Asks you")
NOTES = say("Notes")
REST = say("The rest is on screen: %(address)s")
SAID_ON = say("said on %(day)s")
PRIVATE = say("Wishes to talk about something face to face.")
ROOM = say("Plan a closed room, without a helper.")

STEPS_SECTION = "steps-taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When the paper is for, and where the rest can be read."""

    at: datetime | None
    address: str


def brief_sheet(brief: Brief, language: Language, occasion: Occasion) -> BriefSheet:
    """Return the brief as one page says it."""
    name, *facts = brief.head if brief.head and brief.head[0].question.key == "about-name" else (None, *brief.head)
    at = occasion.at
    question = next(iter(brief.question), None)
    return BriefSheet(
        language=language.tag,
        direction=language.direction,
        portal=language.say(PORTAL),
        name=_said(name, language) if name else _plain(brief.known_name, language),
        when=language.say(DAY_AND_TIME, day=language.day(at), time=language.time(at)) if at else "",
        facts=tuple(_line(one, language) for one in facts if one),
        private=f"{language.say(PRIVATE)} {language.say(ROOM)}" if brief.wish_to_talk else "",
        changes=tuple(_change(change, language) for change in brief.changes if not change.now.protected),
        steps=_lines(brief.lines_of(STEPS_SECTION), language),
        wishes=_lines(brief.lines_of(WISHES_SECTION), language),
        hopes=_lines(brief.first, language),
        question=_said(question, language) if question else None,
        question_translated=_translated(question),
        question_typed=_remarks(question, language) if question else "",
        others=_others(brief, language),
        words=_words(language, occasion.address),
    )


def _others(brief: Brief, language: Language) -> tuple[BriefSection, ...]:
    """Return the other sections. What is hard to say stays on screen: paper lies about."""
    placed = {STEPS_SECTION, WISHES_SECTION}
    return tuple(
        BriefSection(title=language.say(section.title), lines=_lines(told, language))
        for section, told in brief.sections
        if section.key not in placed and not section.protected
    )


def _lines(told: Iterable[Told], language: Language) -> tuple[BriefLine, ...]:
    return tuple(_line(one, language) for one in told)


def _line(told: Told, language: Language) -> BriefLine:
    return BriefLine(
        label=told.label,
        answer=_said(told, language),
        translated=_translated(told),
        typed=_remarks(told, language),
    )


def _remarks(told: Told, language: Language, *before: str) -> str:
    """Return what stands under an answer: what was said aloud beside the words, and that it was typed with a helper."""
    aloud = [words for _voice, words in told.aloud] if told.written else []
    return language.listed([words for words in (*before, *aloud, told.typed(language)) if words])


def _change(change: Change, language: Language) -> BriefChange:
    before = _plain(language.listed(change.before), language) if change.before else None
    now = change.now
    said = language.say(SAID_ON, day=language.short_day(now.at)) if now.at else ""
    return BriefChange(label=now.label, before=before, now=_said(now, language), typed=_remarks(now, language, said))


def _said(told: Told, language: Language) -> Said:
    if not told.written:
        return _plain(language.listed(told.words), language)
    spoken = parts_of(current_app).languages.offered.get(told.spoken, language)
    return Said(text=language.listed(told.written), language=spoken.tag, direction=spoken.direction)


def _translated(told: Told | None) -> Said | None:
    """Return what the person wrote in French beside their own language, if they did."""
    return Said(text=told.translated, language=FIRST, direction="ltr") if told and told.translated else None


def _plain(text: str, language: Language) -> Said:
    return Said(text=text, language=language.tag, direction=language.direction)


def _words(language: Language, address: str) -> BriefWords:
    return BriefWords(
        title=language.say(TITLE),
        changed=language.say(CHANGED),
        before=language.say(BEFORE),
        now=language.say(NOW),
        steps=language.say(STEPS),
        wishes=language.say(WISHES),
        hopes=language.say(HOPES),
        question=language.say(QUESTION),
        notes=language.say(NOTES),
        rest=language.say(REST, address=address),
    )
