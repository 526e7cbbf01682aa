"""Who is acting: the signed-in person or the member of staff, as every page and every reading knows them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from portal.core.permissions import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A job seeker, signed in as themself."""

    id: UUID
    agency_id: UUID
    role: Role = Role.PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Counsellor:
    """A member of staff who accompanies people of one agency."""

    id: UUID
    agency_id: UUID
    role: Role = Role.COUNSELLOR


Actor: TypeAlias = Person | Counsellor


NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalItself:
    """Nobody: the portal, doing at its hour what a person asked of it. It reaches nobody and reads nothing."""

    id: UUID = NOBODY
    role: Role = Role.PORTAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What decides who may reach a person: who accompanies them, and whether an interview is near."""

    id: UUID
    counsellor_id: UUID
    interview_is_near: bool
    """An interview lies within 30 days, before or after today."""


Reach: TypeAlias = Callable[[Actor, Followed], bool]
"""A rule of who reaches whom: :func:`may_reach` for what prepares an interview, :func:`may_answer` for arguments."""


def may_reach(actor: Actor, followed: Followed) -> bool:
    """A person reaches themself; a counsellor reaches the people they accompany, around an interview."""
    match actor:
        case Person():
            return actor.id == followed.id
        case Counsellor():
            return actor.id == followed.counsellor_id and followed.interview_is_near


def may_answer(actor: Actor, followed: Followed) -> bool:
    """A person reaches what they argued; so does the counsellor who accompanies them, interview or not.

    What somebody argues is addressed to their counsellor and waits for an answer: it cannot wait for an interview.
    """
    match actor:
        case Person():
            return actor.id == followed.id
        case Counsellor():
            return actor.id == followed.counsellor_id


def actor_of(role: Role, actor_id: UUID, agency_id: UUID) -> Actor:
    """Return the actor a session stands for; raise ``ValueError`` for a role that cannot sign in yet."""
    match role:
        case Role.PERSON:
            return Person(id=actor_id, agency_id=agency_id)
        case Role.COUNSELLOR:
            return Counsellor(id=actor_id, agency_id=agency_id)
        case Role.HELPER | Role.RECEPTION | Role.PORTAL:
            message = f"a {role} has no way to sign in"
            raise ValueError(message)
