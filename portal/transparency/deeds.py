"""What was done with a person's data, in the words the person reads, by who did it; each with its picture."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.core.permissions import Role
from portal.core.words import Words, say
from portal.storage.trace.journal import Deed

OWN: Mapping[Deed, Words] = MappingProxyType(
    {
        Deed.SIGNED_IN: say("You opened your dossier."),
        Deed.WROTE: say("You answered or changed something."),
        Deed.SPOKE: say("You said something with your voice."),
        Deed.ERASED_VOICE: say("You erased a voice message."),
        Deed.SENT: say("You sent your answers."),
        Deed.TOLD_WEEK: say("You told something about a week."),
        Deed.SENT_WEEK: say("You sent a week."),
        Deed.VISIT_BEGAN: say("You let a helper sit with you."),
        Deed.VISIT_ENDED: say("You stopped a helper’s visit."),
        Deed.TOOK_COPY: say("You took a copy of your weeks."),
        Deed.WROTE_ARGUMENTS: say("You wrote arguments."),
        Deed.SENT_ARGUMENTS: say("You sent your arguments."),
        Deed.TOLD_ASKED: say("You answered what your counsellor asks."),
        Deed.ANSWERED_ASKED: say("You sent what your counsellor asked."),
        Deed.WANTS_TO_TALK: say("You said that you prefer to talk."),
        Deed.SPOKE_OF_AGREED: say("You said something about what you agreed."),
        Deed.SAW_INTERVIEW: say("You saw what is new about your interview."),
        Deed.ASKED_FOR_CALL: say("You said that you cannot come, and asked for a call."),
        Deed.NEEDS_NO_CALL: say("You said that you can come after all."),
        Deed.ASKED_FOR_REMINDER: say("You asked for a reminder each week."),
        Deed.STOPPED_REMINDER: say("You stopped the reminder."),
        Deed.ASKED_AGENCY: say("You asked something about your data."),
        Deed.TOOK_EVERYTHING: say("You took a copy of everything."),
        Deed.TOOK_BACK: say("You took your health answers back."),
        Deed.LIMITED: say("You stopped the reading."),
        Deed.LIFTED: say("You let your counsellor read again."),
        Deed.READ_JOURNAL: say("You looked at who read your dossier."),
        Deed.TELLS_MORE: say("You chose to tell more."),
    }
)
COUNSELLOR: Mapping[Deed, Words] = MappingProxyType(
    {
        Deed.READ: say("Your counsellor read your answers, before the interview."),
        Deed.HEARD_VOICE: say("Your counsellor heard your voice message."),
        Deed.READ_WEEKS: say("Your counsellor read the weeks you told."),
        Deed.OPENED_ARGUMENTS: say("Your counsellor opened your arguments."),
        Deed.READ_ARGUMENTS: say("Your counsellor read your arguments."),
        Deed.ANSWERED_ARGUMENTS: say("Your counsellor answered your arguments."),
        Deed.CLOSED_ARGUMENTS: say("Your counsellor read and kept your arguments."),
        Deed.ASKED_BACK: say("Your counsellor asked you something."),
        Deed.READ_ASKED: say("Your counsellor looked at what was asked."),
        Deed.CLOSED_ASKED: say("Your counsellor put a question away."),
        Deed.AGREED: say("Your counsellor sent what you agreed."),
        Deed.READ_AGREED: say("Your counsellor read what you agreed."),
        Deed.ANSWERED_AGREED: say("Your counsellor answered about what you agreed."),
        Deed.WROTE_NOTES: say("Your counsellor wrote notes about you. You can read them."),
        Deed.READ_NOTES: say("Your counsellor read the notes about you."),
        Deed.READ_INTERVIEWS: say("Your counsellor looked at your interviews."),
        Deed.COMPARED_INTERVIEWS: say("Your counsellor compared your interviews with their calendar."),
        Deed.PLANNED_INTERVIEW: say("Your counsellor planned an interview."),
        Deed.TOOK_IN_INTERVIEW: say("Your counsellor planned an interview, with their calendar."),
        Deed.MOVED_INTERVIEW: say("Your counsellor moved an interview."),
        Deed.CANCELLED_INTERVIEW: say("Your counsellor cancelled an interview."),
        Deed.HELD_INTERVIEW: say("Your counsellor noted that an interview took place."),
        Deed.NOT_HELD_INTERVIEW: say("Your counsellor noted that an interview did not take place."),
        Deed.CALLED: say("Your counsellor noted that they called you."),
        Deed.SAW_IN_LIST: say("Your counsellor saw your name in a list."),
        Deed.PREPARED_DAY: say("Your counsellor prepared your interview, in the list of the day."),
        Deed.OPENED_VISIT: say("Your counsellor let a helper come to you, without your card."),
        Deed.WAS_STOPPED: say("Your counsellor wanted to read. Nothing was opened."),
        Deed.WAS_REFUSED: say("Your counsellor wanted to read, without the right to. Nothing was opened."),
        Deed.OPENED_DOSSIER: say("Your counsellor opened your dossier, and said why."),
        Deed.ASKED_COLLEAGUE: say("Your counsellor asked a colleague to accompany you."),
        Deed.CHANGED_COUNSELLOR: say("Another counsellor accompanies you now."),
    }
)
PORTAL: Mapping[Deed, Words] = MappingProxyType(
    {
        Deed.REMINDED: say("We used your address, for your reminder. Nobody read it."),
        Deed.TOLD_OF_NEWS: say("We used your address, to tell you of something new. Nobody read it."),
        Deed.VISIT_ENDED: say("The agency ended the helper’s visit."),
        Deed.FORGOT: say("We erased what was too old."),
        Deed.CARD_MADE: say("The agency made a card for you."),
        Deed.CARD_ENDED: say("Your old card no longer works."),
        Deed.WRONG_PICTURES: say("Wrong pictures were tapped, several times. Nothing was opened."),
        Deed.ALTERED: say("This line was changed."),
    }
)
MANAGER: Mapping[Deed, Words] = MappingProxyType(
    {
        Deed.CHANGED_COUNSELLOR: say("Your agency gave you another counsellor."),
        Deed.READ_REQUEST: say("Whoever runs your agency read what you asked."),
        Deed.ANSWERED_REQUEST: say("Whoever runs your agency answered you."),
        Deed.WAS_REFUSED: say("Whoever runs another agency wanted to read what you asked. Nothing was opened."),
        Deed.READ_JOURNAL: say("Whoever runs your agency read the line that you asked about."),
    }
)
PICTURES: Mapping[Deed, str] = MappingProxyType(
    {
        Deed.SIGNED_IN: "phone",
        Deed.WROTE: "edit",
        Deed.SPOKE: "microphone",
        Deed.HEARD_VOICE: "microphone",
        Deed.ERASED_VOICE: "gone",
        Deed.SENT: "send",
        Deed.TOLD_WEEK: "week",
        Deed.SENT_WEEK: "send",
        Deed.TOOK_COPY: "take-away",
        Deed.READ_WEEKS: "who-reads",
        Deed.OPENED_VISIT: "who-reads",
        Deed.VISIT_BEGAN: "with-someone",
        Deed.VISIT_ENDED: "with-someone",
        Deed.WROTE_ARGUMENTS: "write",
        Deed.SENT_ARGUMENTS: "send",
        Deed.OPENED_ARGUMENTS: "who-reads",
        Deed.READ_ARGUMENTS: "who-reads",
        Deed.ANSWERED_ARGUMENTS: "message",
        Deed.CLOSED_ARGUMENTS: "paperwork",
        Deed.ASKED_BACK: "question-back",
        Deed.READ_ASKED: "who-reads",
        Deed.TOLD_ASKED: "edit",
        Deed.ANSWERED_ASKED: "send",
        Deed.WANTS_TO_TALK: "talk",
        Deed.CLOSED_ASKED: "paperwork",
        Deed.ASKED_FOR_REMINDER: "reminder",
        Deed.STOPPED_REMINDER: "no-reminder",
        Deed.REMINDED: "reminder",
        Deed.TOLD_OF_NEWS: "reminder",
        Deed.READ: "who-reads",
        Deed.AGREED: "agreed",
        Deed.READ_AGREED: "who-reads",
        Deed.SPOKE_OF_AGREED: "message",
        Deed.ANSWERED_AGREED: "message",
        Deed.WROTE_NOTES: "noted",
        Deed.READ_NOTES: "who-reads",
        Deed.READ_INTERVIEWS: "who-reads",
        Deed.COMPARED_INTERVIEWS: "who-reads",
        Deed.PLANNED_INTERVIEW: "appointment",
        Deed.TOOK_IN_INTERVIEW: "appointment",
        Deed.MOVED_INTERVIEW: "moved",
        Deed.CANCELLED_INTERVIEW: "cancelled",
        Deed.HELD_INTERVIEW: "yes",
        Deed.NOT_HELD_INTERVIEW: "not-held",
        Deed.SAW_INTERVIEW: "appointment",
        Deed.ASKED_FOR_CALL: "call",
        Deed.NEEDS_NO_CALL: "yes",
        Deed.CALLED: "call",
        Deed.SAW_IN_LIST: "people",
        Deed.ASKED_AGENCY: "question",
        Deed.TOOK_EVERYTHING: "take-away",
        Deed.TOOK_BACK: "health",
        Deed.LIMITED: "padlock",
        Deed.LIFTED: "who-reads",
        Deed.WAS_STOPPED: "padlock",
        Deed.FORGOT: "gone",
        Deed.READ_REQUEST: "who-reads",
        Deed.ANSWERED_REQUEST: "message",
        Deed.OPENED_DOSSIER: "other-dossier",
        Deed.ASKED_COLLEAGUE: "hand-over",
        Deed.CHANGED_COUNSELLOR: "hand-over",
        Deed.PREPARED_DAY: "my-day",
        Deed.READ_JOURNAL: "who-reads",
        Deed.TELLS_MORE: "add",
        Deed.WAS_REFUSED: "padlock",
        Deed.CARD_MADE: "card",
        Deed.CARD_ENDED: "card",
        Deed.WRONG_PICTURES: "padlock",
        Deed.ALTERED: "something-wrong",
    }
)


TELLING = frozenset({Deed.WROTE, Deed.SPOKE, Deed.TOLD_WEEK, Deed.WROTE_ARGUMENTS, Deed.TOLD_ASKED})
"""A person does these many times a day: one line a day is enough."""
HELPER: Mapping[Deed, Words] = MappingProxyType(
    {
        Deed.READ: say("The helper saw questions with you."),
        Deed.WROTE: say("The helper wrote for you, beside you."),
        Deed.READ_WEEKS: say("The helper saw this week with you."),
        Deed.TOLD_WEEK: say("The helper wrote in your week, beside you."),
        Deed.VISIT_BEGAN: say("The helper came. Your counsellor let them come to you."),
        Deed.VISIT_ENDED: say("The helper’s visit ended."),
        Deed.READ_ASKED: say("The helper saw what your counsellor asks."),
        Deed.TOLD_ASKED: say("The helper wrote your answer to your counsellor, beside you."),
        Deed.TELLS_MORE: say("The helper opened more questions, beside you."),
    }
)
TOLD: Mapping[Role, Mapping[Deed, Words]] = MappingProxyType(
    {
        Role.PERSON: OWN,
        Role.COUNSELLOR: COUNSELLOR,
        Role.MANAGER: MANAGER,
        Role.HELPER: HELPER,
        Role.PORTAL: PORTAL,
    }
)
