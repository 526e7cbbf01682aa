"""Who is acting: the signed-in person or the member of staff, as every page and every reading knows them."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What decides who may reach a person: who accompanies them, and whether an interview is near."""

    id: UUID
    counsellor_id: UUID
    interview_is_near: bool
    """An interview lies within 30 days, before or after today."""


def may_reach(actor: Actor, followed: Followed) -> bool:
    """A person reaches themself; a counsellor reaches the people they accompany, around an interview."""
    match actor:
        case Person():
            return actor.id == followed.id
        case Counsellor():
            return actor.id == followed.counsellor_id and followed.interview_is_near


def actor_of(role: Role, actor_id: UUID, agency_id: UUID) -> Actor:
    """Return the actor a session stands for; raise ``ValueError`` for a role that cannot sign in yet."""
    match role:
        case Role.PERSON:
            return Person(id=actor_id, agency_id=agency_id)
        case Role.COUNSELLOR:
            return Counsellor(id=actor_id, agency_id=agency_id)
        case Role.HELPER | Role.RECEPTION:
            message = f"a {role} has no way to sign in"
            raise ValueError(message)
