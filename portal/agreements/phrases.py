"""The phrases that an agreement is made of: each an action with a picture, whoever does it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.core.agreements import Who
from portal.core.words import Words, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One thing that is often agreed. It names no person: who does it is chosen beside it."""

    key: str
    """Never changed: agreements are kept under it."""
    words: Words
    picture: str
    who: Who
    """Who does it most often: chosen until somebody chooses otherwise."""


PHRASES: tuple[Phrase, ...] = (
    Phrase(key="cv", words=say("Write the CV"), picture="cv", who=Who.BOTH),
    Phrase(key="send-cv", words=say("Send the CV"), picture="send-cv", who=Who.PERSON),
    Phrase(key="offers", words=say("Look for job offers"), picture="job-search", who=Who.PERSON),
    Phrase(key="apply", words=say("Answer a job offer"), picture="apply", who=Who.PERSON),
    Phrase(key="employer", words=say("Meet an employer"), picture="meet-employer", who=Who.PERSON),
    Phrase(key="call", words=say("Make a phone call"), picture="call", who=Who.PERSON),
    Phrase(key="letter", words=say("Write a letter"), picture="letter", who=Who.COUNSELLOR),
    Phrase(key="practise", words=say("Practise for a job interview"), picture="job-interview", who=Who.BOTH),
    Phrase(key="try-job", words=say("Try a job for a few days"), picture="try-job", who=Who.BOTH),
    Phrase(key="course", words=say("Look for a course"), picture="training", who=Who.COUNSELLOR),
    Phrase(key="french", words=say("Learn French"), picture="letters", who=Who.PERSON),
    Phrase(key="licence", words=say("Learn to drive"), picture="driving", who=Who.PERSON),
    Phrase(key="papers", words=say("Get papers ready"), picture="papers", who=Who.PERSON),
    Phrase(key="childcare", words=say("Find someone to look after the children"), picture="children", who=Who.PERSON),
    Phrase(key="transport", words=say("Find a way to get there"), picture="bus", who=Who.BOTH),
    Phrase(key="meet", words=say("Meet again"), picture="appointment", who=Who.BOTH),
    Phrase(key="nothing", words=say("Nothing to do for now"), picture="nothing", who=Who.BOTH),
)
BY_KEY: Mapping[str, Phrase] = MappingProxyType({phrase.key: phrase for phrase in PHRASES})
OWN_PICTURE = "write"
"""Beside a line in free words."""
