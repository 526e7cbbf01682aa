"""Who may do what: one table.

A permission is named after what is done, then what it is done to, never after a page.
"""

from enum import StrEnum


class Role(StrEnum):
    """The part somebody plays when they use the portal or read from it."""

    PERSON = "person"
    HELPER = "helper"
    RECEPTION = "reception"
    COUNSELLOR = "counsellor"


class Permission(StrEnum):
    """One thing that can be allowed."""

    VISIT = "visit"
    """See what is open to everybody, signed in or not."""
    FILL_DOSSIER = "fill-dossier"
    """Tell, change, send and take back one's own story."""
    SEE_JOURNAL = "see-journal"
    """See who read or wrote in one's own dossier."""
    READ_CASELOAD = "read-caseload"
    """Read what the people one accompanies have sent."""
    END_SESSIONS = "end-sessions"
    """See where one is signed in, and end it."""


GRANTED: dict[Role, frozenset[Permission]] = {
    Role.PERSON: frozenset(
        {Permission.VISIT, Permission.FILL_DOSSIER, Permission.SEE_JOURNAL, Permission.END_SESSIONS}
    ),
    Role.HELPER: frozenset({Permission.VISIT}),
    Role.RECEPTION: frozenset({Permission.VISIT}),
    Role.COUNSELLOR: frozenset({Permission.VISIT, Permission.READ_CASELOAD, Permission.END_SESSIONS}),
}


def may(role: Role | None, permission: Permission) -> bool:
    """Everybody may do what is open to all; the rest is what the table grants to the role."""
    return permission is Permission.VISIT or (role is not None and permission in GRANTED[role])


def roles_with(permission: Permission) -> frozenset[Role]:
    """Return the roles that hold ``permission``."""
    return frozenset(role for role in Role if may(role, permission))
