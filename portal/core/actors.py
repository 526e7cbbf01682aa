"""Who is acting: the signed-in person or the member of staff, as every page and every reading knows them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from portal.core.permissions import Role
from portal.core.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A job seeker, signed in as themself."""

    id: UUID
    agency_id: UUID
    alone_in: Visit | None = None
    """The visit during which they are alone for a moment at its screen: then a few pages only are open."""
    role: Role = Role.PERSON

    @property
    def person_id(self) -> UUID:
        """Whose dossier it is: their own."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """A volunteer at a kiosk: beside one person during a visit, and nowhere without one."""

    id: UUID
    agency_id: UUID
    visit: Visit | None = None
    """The visit that lets them see and type now."""
    role: Role = Role.HELPER

    @property
    def person_id(self) -> UUID:
        """Whose dossier is open; raise ``LookupError`` outside of a visit."""
        if self.visit is None:
            message = "no visit: a helper is beside nobody"
            raise LookupError(message)
        return self.visit.person_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Counsellor:
    """A member of staff who accompanies people of one agency."""

    id: UUID
    agency_id: UUID
    role: Role = Role.COUNSELLOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Manager:
    """A member of staff who runs one agency, its screens and its helpers. Reaches no person."""

    id: UUID
    agency_id: UUID
    role: Role = Role.MANAGER


Actor: TypeAlias = Person | Helper | Counsellor | Manager
Teller: TypeAlias = Person | Helper
"""Who tells a dossier or a week: the person, alone or with a helper beside them."""


NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalItself:
    """Nobody: the portal, doing at its hour what a person asked of it. It reaches nobody and reads nothing."""

    id: UUID = NOBODY
    role: Role = Role.PORTAL


class Standing(StrEnum):
    """How a counsellor comes to a person: said in each entry of the person's journal, unless it is their own."""

    OWN = "own"
    """They accompany the person."""
    STAND_IN = "stand-in"
    """They replace, for some days, the colleague who accompanies the person."""
    OPENED = "opened"
    """They opened the dossier with a reason that the person sees: until midnight."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What decides who may reach a person: who accompanies them, who replaces, and whether an interview is near."""

    id: UUID
    counsellor_id: UUID
    interview_is_near: bool
    """An interview lies within 30 days, before or after today."""
    stands_in: bool = False
    """Whether whoever acts replaces the counsellor today."""
    opened: bool = False
    """Whether whoever acts opened the dossier today, with a reason."""

    def standing(self, actor: Actor) -> Standing:
        """Return how a counsellor comes to this person: a nearer way goes before a farther one."""
        if actor.id == self.counsellor_id:
            return Standing.OWN
        if self.stands_in:
            return Standing.STAND_IN
        return Standing.OPENED if self.opened else Standing.NONE


Reach: TypeAlias = Callable[[Actor, Followed], bool]
"""A rule of who reaches whom: :func:`may_reach` for what prepares an interview, :func:`may_answer` for arguments."""


def may_reach(actor: Actor, followed: Followed) -> bool:
    """A person reaches themself; a helper, whose visit it is; a counsellor, whom they accompany around an interview.

    So does who replaces the counsellor, and until midnight who opened the dossier with a reason.
    """
    match actor:
        case Person():
            return actor.id == followed.id
        case Helper():
            return actor.visit is not None and actor.visit.person_id == followed.id
        case Counsellor():
            return followed.opened or (accompanies(actor, followed) and followed.interview_is_near)
        case Manager():
            return False


def accompanies(actor: Counsellor, followed: Followed) -> bool:
    """A counsellor accompanies their own people, and for the days they replace a colleague, those of that colleague."""
    return followed.standing(actor) in {Standing.OWN, Standing.STAND_IN}


def may_look_back(actor: Actor, followed: Followed) -> bool:
    """Whoever reaches a person sees how things stood before. A helper sees what is told now."""
    return not isinstance(actor, Helper) and may_reach(actor, followed)


def may_answer(actor: Actor, followed: Followed) -> bool:
    """A person reaches what they argued; so does the counsellor who accompanies them, interview or not.

    What somebody argues is addressed to their counsellor and waits for an answer: it cannot wait for an interview, so
    whoever replaces the counsellor answers too. Who only opened the dossier with a reason has no part in it.
    """
    match actor:
        case Person():
            return actor.id == followed.id
        case Helper() | Manager():
            return False
        case Counsellor():
            return accompanies(actor, followed)


def actor_of(role: Role, actor_id: UUID, agency_id: UUID) -> Actor:
    """Return the actor a session stands for; raise ``ValueError`` for a role that cannot sign in yet."""
    match role:
        case Role.PERSON:
            return Person(id=actor_id, agency_id=agency_id)
        case Role.COUNSELLOR:
            return Counsellor(id=actor_id, agency_id=agency_id)
        case Role.HELPER:
            return Helper(id=actor_id, agency_id=agency_id)
        case Role.MANAGER:
            return Manager(id=actor_id, agency_id=agency_id)
        case Role.RECEPTION | Role.PORTAL:
            message = f"a {role} has no way to sign in"
            raise ValueError(message)
