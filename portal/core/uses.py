"""The promises: what each piece of data serves, who reads it, how long it is kept, and what it never serves."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from portal.core.permissions import Role


class Purpose(StrEnum):
    """Everything personal data may serve here. A reading names one of these or does not happen."""

    CONTACT = "contact"
    PREPARE_INTERVIEW = "prepare-interview"
    BUILD_PLAN = "build-plan"
    OFFER_HELP = "offer-help"
    ADAPT_SERVICE = "adapt-service"
    TALK_ABOUT_WEEKS = "talk-about-weeks"
    HEAR_ARGUMENTS = "hear-arguments"
    AGREE = "agree"
    """Keep what two people agreed, and what led to it."""
    FINISH_LATER = "finish-later"
    OWN_RECORD = "own-record"
    REMIND = "remind"
    SIGN_IN = "sign-in"
    TRACE_READINGS = "trace-readings"
    ANSWER_REQUESTS = "answer-requests"


class ForbiddenPurpose(StrEnum):
    """What data is never used for. These exist only to be refused."""

    CONTROL = "control"
    FRAUD = "fraud"
    RANKING = "ranking"
    SANCTION = "sanction"


_FORBIDDEN = frozenset(ForbiddenPurpose)


class Sensitivity(StrEnum):
    """How much harm a disclosure could do (source: GDPR art. 9; the portal's own care for the rest)."""

    PLAIN = "plain"
    PERSONAL = "personal"
    HARD = "hard"
    SPECIAL = "special"
    """A special category of GDPR art. 9: asked only with explicit consent."""


HARD_TO_SAY = frozenset({Sensitivity.HARD, Sensitivity.SPECIAL})
"""What stays between the person and who accompanies them: nobody sees it who only opened the dossier with a reason.

So do the wish to talk face to face, and why a week was not possible.
"""


class Event(StrEnum):
    """What a time of keeping is counted from."""

    LAST_CONTACT = "last-contact"
    INTERVIEW = "interview"
    LAST_EDIT = "last-edit"
    WEEK = "week"
    """The Sunday a declared week ends on."""
    RECORDED = "recorded"
    STOPPED = "stopped"
    """The person turned it off."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long something is kept: so many days after an event."""

    days: int
    after: Event


YEARS_2 = Keeping(730, Event.LAST_CONTACT)
"""Source: CNIL guide for social support; C. trav. R5312-44 allows up to three years."""
MONTHS_3 = Keeping(90, Event.INTERVIEW)
"""The portal's choice for what is hard to say; R5312-44 III allows six months for disability details."""
MONTH = Keeping(30, Event.INTERVIEW)
"""The wish to talk in private dies with the interview."""
DRAFT = Keeping(90, Event.LAST_EDIT)
WEEKS_24 = Keeping(730, Event.WEEK)
"""The person's proof lasts as long as what they did can be held against them: C. trav. R5412-3-4, 24 months."""
MONTHS_6 = Keeping(183, Event.WEEK)
"""The portal's choice: evidence outlives the agency's own view of it."""
MONTHS_24 = Keeping(730, Event.RECORDED)
"""What somebody argued is kept as long as what it is about: C. trav. R5412-3-4, 24 months."""
MONTHS_3_OF_VOICE = Keeping(90, Event.RECORDED)
"""The portal's choice: a voice says more than its words, so it goes first."""
UNTIL_STOPPED = Keeping(0, Event.STOPPED)
"""Gone with the tap that turns it off."""
MONTHS_6_OF_HELP = Keeping(182, Event.RECORDED)
"""The portal's choice: who typed with whom is of use for half a year."""
TRACES = Keeping(182, Event.RECORDED)
"""Source: C. trav. R5312-44 I, six months for access logs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What one piece of data serves, who reads it, and how long it is kept."""

    purpose: Purpose
    readers: frozenset[Role]
    kept: Keeping
    others_see: Keeping | None = None
    """How long anybody but the person may read it, where that is shorter."""
    sensitivity: Sensitivity = Sensitivity.PLAIN
    also: frozenset[Purpose] = frozenset()
    """Other purposes of the same promise."""
    consent: bool = False
    """Asked only after an explicit yes (GDPR art. 9.2.a)."""

    def allows(self, role: Role, purpose: Purpose) -> bool:
        """The person always reads their own; anyone else is named in the promise and keeps to its purpose."""
        return role is Role.PERSON or (role in self.readers and purpose in {self.purpose, *self.also})


class Refused(Exception):
    """A reading or a writing that no promise covers."""


class OutOfReach(Refused):
    """A try to come to somebody whom one does not reach: the person sees that there was one."""

    def __init__(self, role: Role, person_id: UUID) -> None:
        super().__init__(f"this {role} does not reach this person")
        self.person_id = person_id


class Forgotten(Refused):
    """Whose it was is erased, key and all: nothing is left that anybody could open."""

    def __init__(self) -> None:
        super().__init__("whose it was is erased")


def purpose_named(name: str) -> Purpose:
    """Return the purpose called ``name``; a forbidden or unknown one raises :class:`Refused`."""
    if isinstance(name, Purpose):
        return name
    if name in _FORBIDDEN:
        message = f"“{name}” is a forbidden purpose: nothing here may serve it."
        raise Refused(message)
    try:
        return Purpose(name)
    except ValueError:
        message = f"“{name}” is not a purpose of the register."
        raise Refused(message) from None


@dataclass(frozen=True, slots=True)
class Technical:
    """A column that says nothing about a person by itself, and why it is there."""

    why: str


def readers(*roles: Role) -> frozenset[Role]:
    """Return the readers of a promise; the person is always one of them."""
    return frozenset({Role.PERSON, *roles})
