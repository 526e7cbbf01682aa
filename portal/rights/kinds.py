"""What each kind of request is called and shown with, and where it stands, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.core.requests import Ask
from portal.core.words import Words, say
from portal.storage.rights.requests import Request
from portal.web.language import Language

ANSWERED = say("We answered on %(day)s.")
ANSWER_BY = say("We answer before %(day)s.")
DONE = say("Done at once.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of request, in words and in a picture."""

    words: Words
    picture: str


KINDS: Mapping[Ask, Kind] = MappingProxyType(
    {
        Ask.QUESTION: Kind(words=say("I ask a question about my data"), picture="question"),
        Ask.READING: Kind(words=say("I do not understand a reading"), picture="who-reads"),
        Ask.CORRECTION: Kind(words=say("Something you know about me is not right"), picture="edit"),
        Ask.OBJECTION: Kind(words=say("I do not want my data used like this"), picture="refuse"),
        Ask.WITHDRAWAL: Kind(words=say("I took my health answers back"), picture="health"),
        Ask.LIMIT: Kind(words=say("I stopped the reading"), picture="padlock"),
        Ask.LIFT: Kind(words=say("I let my counsellor read again"), picture="see"),
    }
)
ASKED = (Ask.QUESTION, Ask.CORRECTION, Ask.OBJECTION)
"""What a person asks in their own words, in the order it is offered."""


def state_of(request: Request, language: Language) -> str:
    """Return where a request stands, in words."""
    if request.answers:
        return language.say(ANSWERED, day=language.day(request.answers[-1].at))
    return language.say(ANSWER_BY, day=language.day(request.due)) if request.due else language.say(DONE)
