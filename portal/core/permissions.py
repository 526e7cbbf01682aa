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
    MANAGER = "manager"
    """Runs an agency: its screens and its helpers. Reaches nobody's dossier."""
    PORTAL = "portal"
    """Nobody: the portal itself, at work while nobody is there. It signs in nowhere and may do nothing on a page."""


class Permission(StrEnum):
    """One thing that can be allowed."""

    VISIT = "visit"
    """See what is open to everybody, signed in or not."""
    FILL_DOSSIER = "fill-dossier"
    """Tell and change a story: one's own, or with the person beside whom one sits."""
    SPEAK = "speak"
    """Say with one's own voice what one would write, hear it again, erase it."""
    SEND_DOSSIER = "send-dossier"
    """Send one's own story, and take back the wish to talk."""
    KEEP_RECEIPTS = "keep-receipts"
    """See and take away the proof of what one sent."""
    SEE_HOME = "see-home"
    """See everything one can do here."""
    TELL_WEEK = "tell-week"
    """Tell and change the week of today: one's own, or with the person beside whom one sits."""
    KEEP_RECORD = "keep-record"
    """Send one's own weeks, tell any of them, and keep one's own record."""
    BEGIN_VISIT = "begin-visit"
    """Let a helper sit beside oneself, see what they did, and stop it."""
    HELP = "help"
    """Sit beside a person who asked for it."""
    SAY_CONCERN = "say-concern"
    """Say that something is not right beside this screen, without saying what."""
    SEE_JOURNAL = "see-journal"
    """See who read or wrote in one's own dossier."""
    USE_RIGHTS = "use-rights"
    """See, take away, limit and erase one's own data, and ask the agency about it."""
    SEE_INTERVIEWS = "see-interviews"
    """See when one meets one’s counsellor, take it along, and ask to be called."""
    GIVE_ARGUMENTS = "give-arguments"
    """Say in one's own words what one has to say, and see what became of it."""
    SEE_AGREEMENTS = "see-agreements"
    """See what was agreed with oneself and what was written about oneself, and say what one thinks of it."""
    READ_CASELOAD = "read-caseload"
    """Read what the people one accompanies have sent."""
    PLAN_INTERVIEWS = "plan-interviews"
    """Plan, move and cancel interviews with the people one accompanies, and say whether they took place."""
    ANSWER_ARGUMENTS = "answer-arguments"
    """Open, answer and close what the people one accompanies argue."""
    ASK_BACK = "ask-back"
    """Ask the people one accompanies to say more about an answer, and say that one waits no more."""
    AGREE = "agree"
    """Write during an interview, and send what was agreed to the people one accompanies."""
    HAND_OVER = "hand-over"
    """Say who replaces oneself, ask a colleague to take somebody over, and take somebody over."""
    OPEN_OTHER = "open-other"
    """Open the dossier of somebody whom a colleague accompanies, with a reason that the person sees at once."""
    OPEN_VISIT = "open-visit"
    """Open one visit for somebody known at the desk who has no card."""
    RUN_AGENCY = "run-agency"
    """See to one's own agency: its screens and helpers, who replaces whom, what was opened with a reason, what is not
    right there."""
    ANSWER_REQUESTS = "answer-requests"
    """Read and answer what people of one's own agency ask of their data. Opens nobody's dossier."""
    CONFIRM_HELPER = "confirm-helper"
    """Say that a new helper may begin, whom somebody else added."""
    SET_REMINDER = "set-reminder"
    """Ask for one's own weekly reminder, change it, stop it."""
    END_SESSIONS = "end-sessions"
    """See where one is signed in, and end it."""


GRANTED: dict[Role, frozenset[Permission]] = {
    Role.PERSON: frozenset(
        {
            Permission.VISIT,
            Permission.SEE_HOME,
            Permission.FILL_DOSSIER,
            Permission.SPEAK,
            Permission.SEND_DOSSIER,
            Permission.TELL_WEEK,
            Permission.KEEP_RECORD,
            Permission.BEGIN_VISIT,
            Permission.KEEP_RECEIPTS,
            Permission.SEE_INTERVIEWS,
            Permission.GIVE_ARGUMENTS,
            Permission.SEE_AGREEMENTS,
            Permission.SAY_CONCERN,
            Permission.SEE_JOURNAL,
            Permission.USE_RIGHTS,
            Permission.SET_REMINDER,
            Permission.END_SESSIONS,
        }
    ),
    Role.HELPER: frozenset(
        {Permission.VISIT, Permission.HELP, Permission.SAY_CONCERN, Permission.FILL_DOSSIER, Permission.TELL_WEEK}
    ),
    Role.RECEPTION: frozenset({Permission.VISIT}),
    Role.COUNSELLOR: frozenset(
        {
            Permission.VISIT,
            Permission.READ_CASELOAD,
            Permission.PLAN_INTERVIEWS,
            Permission.ANSWER_ARGUMENTS,
            Permission.AGREE,
            Permission.ASK_BACK,
            Permission.HAND_OVER,
            Permission.OPEN_OTHER,
            Permission.OPEN_VISIT,
            Permission.CONFIRM_HELPER,
            Permission.END_SESSIONS,
        }
    ),
    Role.MANAGER: frozenset(
        {
            Permission.VISIT,
            Permission.RUN_AGENCY,
            Permission.ANSWER_REQUESTS,
            Permission.CONFIRM_HELPER,
            Permission.END_SESSIONS,
        }
    ),
    Role.PORTAL: frozenset(),
}


DURING_A_VISIT = frozenset({Permission.FILL_DOSSIER, Permission.TELL_WEEK})
"""What a helper may do only beside a person who agreed to it."""


def may(role: Role | None, permission: Permission) -> bool:
    """Everybody may do what is open to all; the rest is what the table grants to the role."""
    return permission is Permission.VISIT or (role is not None and permission in GRANTED[role])


def roles_with(permission: Permission) -> frozenset[Role]:
    """Return the roles that hold ``permission``."""
    return frozenset(role for role in Role if may(role, permission))
