"""What is kept beside the answers to questions, in plain words: each promise and each promised column is in one thing.

Whoever adds a promise or a column adds it to a thing here; the portal does not start before.
"""

from dataclasses import dataclass

from portal.core.words import Words, say
from portal.dossier.questions import SECTIONS

NOTHING_HAPPENS = say("Nothing happens. Nobody sees it.")


@dataclass(frozen=True, slots=True)
class Theme:
    """Lines that stand on one page."""

    key: str
    """Its address."""
    title: Words
    picture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that is kept, as people would call it."""

    key: str
    theme: Theme
    what: Words
    why: Words
    picture: str
    promises: tuple[str, ...] = ()
    """Names under which the vault gives it out."""
    columns: tuple[str, ...] = ()
    """Where it is kept, as ``table.column``."""
    without: Words = NOTHING_HAPPENS
    """What happens without it."""
    of_staff: bool = False
    """About people who work at the agency."""


WEEKS = Theme("weeks", say("My weeks"), "week")
ARGUMENTS = Theme("arguments", say("Give my arguments"), "arguments")
AGREED = Theme("agreed", say("What we agreed"), "agreed")
BESIDE = Theme("beside", say("The helper beside me"), "with-someone")
REST = Theme("rest", say("What else is kept"), "padlock")
THEMES = (
    *(Theme(section.key, section.title, section.picture) for section in SECTIONS),
    WEEKS,
    ARGUMENTS,
    AGREED,
    BESIDE,
    REST,
)

IT_IS_THERE = say("It makes itself. You have nothing to do.")
NOT_YOU = say("This is not about you.")

THINGS = (
    Thing(
        key="week",
        theme=WEEKS,
        what=say("The weeks you sent"),
        why=say("So that you can talk about them together."),
        picture="send",
        promises=("week",),
        columns=("weeks.week", "weeks.sealed"),
    ),
    Thing(
        key="week-of-today",
        theme=WEEKS,
        what=say("This week, before you send it"),
        why=say("So that a helper can write it with you."),
        picture="edit",
        promises=("week-of-today",),
    ),
    Thing(
        key="my-hours",
        theme=WEEKS,
        what=say("The hours in your plan"),
        why=say("You write them down for yourself."),
        picture="hours",
        promises=("my-hours",),
    ),
    Thing(
        key="reply",
        theme=ARGUMENTS,
        what=say("Your arguments, and the answer"),
        why=say("So that your counsellor hears your side."),
        picture="message",
        promises=("reply",),
        columns=("replies.sealed", "reply_events.deed", "reply_events.sealed"),
    ),
    Thing(
        key="voice-message",
        theme=ARGUMENTS,
        what=say("What you say with your voice"),
        why=say("So that you need not write."),
        picture="microphone",
        promises=("voice_messages",),
        columns=("voice_messages.sealed",),
    ),
    Thing(
        key="agreement",
        theme=AGREED,
        what=say("What you agreed together"),
        why=say("So that both of you find it again."),
        picture="paperwork",
        promises=("agreement",),
        columns=("agreements.sealed", "agreement_words.sealed"),
    ),
    Thing(
        key="notes",
        theme=AGREED,
        what=say("What your counsellor wrote about it"),
        why=say("So that you can read every word of it."),
        picture="edit",
        promises=("interview-note",),
        columns=("interview_notes.sealed",),
    ),
    Thing(
        key="agreement-drafts",
        theme=AGREED,
        what=say("What your counsellor began to write"),
        why=say("You can read it before it is sent."),
        picture="write",
        columns=("agreement_drafts.sealed",),
    ),
    Thing(
        key="visits",
        theme=BESIDE,
        what=say("When a helper sat with you"),
        why=say("So that you see who wrote with you."),
        picture="helping-hands",
        columns=("visits.helper_id", "visits.sealed", "visits.began_at", "invitations.sealed"),
    ),
    Thing(
        key="known",
        theme=REST,
        what=say("Your name and your address"),
        why=say("Your agency knew them before. It writes to you there."),
        picture="name",
        columns=("people.known",),
        without=say("Tell your agency if they are wrong."),
    ),
    Thing(
        key="two-pictures",
        theme=REST,
        what=say("Your two pictures"),
        why=say("With your card, they open your dossier."),
        picture="card",
        columns=("cards.pictures",),
        without=say("You choose others at the desk."),
    ),
    Thing(
        key="devices",
        theme=REST,
        what=say("Where you are signed in"),
        why=say("So that you can close it from somewhere else."),
        picture="phone",
        columns=("sessions.device",),
        without=IT_IS_THERE,
    ),
    Thing(
        key="interview",
        theme=REST,
        what=say("The day of your interview"),
        why=say("So that you both know when you meet."),
        picture="calendar",
        promises=("interview",),
        columns=("interviews.at", "interviews.status", "interviews.sealed"),
        without=say("Your counsellor writes it."),
    ),
    Thing(
        key="call-me",
        theme=REST,
        what=say("That you asked to be called"),
        why=say("So that your counsellor calls you."),
        picture="call",
        columns=("interviews.call_me",),
    ),
    Thing(
        key="staff-drafts",
        theme=REST,
        what=say("A calendar your counsellor looks through"),
        why=say("So that your interview is written down right."),
        picture="month",
        columns=("staff_drafts.sealed",),
        without=IT_IS_THERE,
    ),
    Thing(
        key="clarification",
        theme=REST,
        what=say("What your counsellor asks you"),
        why=say("So that they understand your answer."),
        picture="question",
        promises=("clarification",),
        columns=("clarifications.sealed", "clarification_events.deed", "clarification_events.sealed"),
    ),
    Thing(
        key="wish-to-talk",
        theme=REST,
        what=say("Your wish to talk face to face"),
        why=say("So that your counsellor finds a quiet place."),
        picture="talk",
        columns=("people.wish_to_talk",),
    ),
    Thing(
        key="receipts",
        theme=REST,
        what=say("Your receipts"),
        why=say("They prove what you sent."),
        picture="receipt",
        columns=("receipts.statement",),
        without=IT_IS_THERE,
    ),
    Thing(
        key="drafts",
        theme=REST,
        what=say("What you began and did not send"),
        why=say("So that no word of yours is gone."),
        picture="write",
        columns=("drafts.sealed",),
    ),
    Thing(
        key="reminder",
        theme=REST,
        what=say("Your address for the reminder"),
        why=say("So that the message finds you."),
        picture="reminder",
        columns=("reminders.sealed", "notices.sealed"),
    ),
    Thing(
        key="journal",
        theme=REST,
        what=say("Who read your dossier"),
        why=say("So that nobody reads it without you seeing it."),
        picture="who-reads",
        columns=(
            "journal.at",
            "journal.actor_id",
            "journal.role",
            "journal.deed",
            "journal.purpose",
            "journal.what",
            "journal_names.sealed",
        ),
        without=IT_IS_THERE,
    ),
    Thing(
        key="openings",
        theme=REST,
        what=say("Why somebody else opened your dossier"),
        why=say("So that you see it at once."),
        picture="other-dossier",
        columns=("openings.sealed",),
        without=IT_IS_THERE,
    ),
    Thing(
        key="requests",
        theme=REST,
        what=say("What you ask about your data"),
        why=say("So that your agency answers you."),
        picture="question",
        promises=("request",),
        columns=("requests.kind", "requests.sealed", "request_answers.sealed"),
    ),
    Thing(
        key="staff",
        theme=REST,
        what=say("Who works at the agency"),
        why=say("So that only they come in, with two keys."),
        picture="people",
        columns=("staff.known", "staff.second_factor"),
        without=NOT_YOU,
        of_staff=True,
    ),
    Thing(
        key="stops",
        theme=REST,
        what=say("Why an account may read again"),
        why=say("So that nobody reads too much."),
        picture="people",
        columns=("stops.word",),
        without=NOT_YOU,
        of_staff=True,
    ),
)
