"""What a person reads of those who are not their own counsellor: who it was, on whose behalf, and what they did."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.core.actors import Standing
from portal.core.words import Words, say
from portal.storage.trace.journal import Deed

COLLEAGUE: Mapping[Deed, Words] = MappingProxyType(
    {
        Deed.READ: say("A colleague of your counsellor read your answers."),
        Deed.READ_WEEKS: say("A colleague of your counsellor read the weeks you told."),
        Deed.HEARD_VOICE: say("A colleague of your counsellor heard your voice message."),
        Deed.OPENED_ARGUMENTS: say("A colleague of your counsellor opened your arguments."),
        Deed.READ_ARGUMENTS: say("A colleague of your counsellor read your arguments."),
        Deed.ANSWERED_ARGUMENTS: say("A colleague of your counsellor answered your arguments."),
        Deed.CLOSED_ARGUMENTS: say("A colleague of your counsellor read and kept your arguments."),
        Deed.ASKED_BACK: say("A colleague of your counsellor asked you something."),
        Deed.READ_ASKED: say("A colleague of your counsellor looked at what was asked."),
        Deed.CLOSED_ASKED: say("A colleague of your counsellor put a question away."),
        Deed.AGREED: say("A colleague of your counsellor sent what you agreed."),
        Deed.READ_AGREED: say("A colleague of your counsellor read what you agreed."),
        Deed.ANSWERED_AGREED: say("A colleague of your counsellor answered about what you agreed."),
        Deed.WROTE_NOTES: say("A colleague of your counsellor wrote notes. You can read them."),
        Deed.READ_NOTES: say("A colleague of your counsellor read the notes about you."),
        Deed.READ_INTERVIEWS: say("A colleague of your counsellor looked at your interviews."),
        Deed.COMPARED_INTERVIEWS: say("A colleague compared your interviews with their calendar."),
        Deed.PLANNED_INTERVIEW: say("A colleague of your counsellor planned an interview."),
        Deed.TOOK_IN_INTERVIEW: say("A colleague planned an interview, with their calendar."),
        Deed.MOVED_INTERVIEW: say("A colleague of your counsellor moved an interview."),
        Deed.CANCELLED_INTERVIEW: say("A colleague of your counsellor cancelled an interview."),
        Deed.HELD_INTERVIEW: say("A colleague noted an interview that took place."),
        Deed.NOT_HELD_INTERVIEW: say("A colleague noted an interview that did not take place."),
        Deed.CALLED: say("A colleague of your counsellor noted that they called you."),
        Deed.SAW_IN_LIST: say("A colleague of your counsellor saw your name in a list."),
        Deed.PREPARED_DAY: say("A colleague of your counsellor prepared your interview."),
        Deed.OPENED_VISIT: say("A colleague of your counsellor let a helper come to you."),
        Deed.WAS_STOPPED: say("A colleague of your counsellor wanted to read. Nothing was opened."),
        Deed.WAS_REFUSED: say("Another counsellor wanted to open your dossier. Nothing was opened."),
        Deed.OPENED_DOSSIER: say("Another counsellor opened your dossier, and said why."),
        Deed.CHANGED_COUNSELLOR: say("Another counsellor accompanies you now."),
    }
)
"""What somebody did who replaces the counsellor, or who opened the dossier with a reason."""
WHO: Mapping[Standing, Words] = MappingProxyType(
    {
        Standing.STAND_IN: say("%(name)s, in place of %(counsellor)s"),
        Standing.OPENED: say("%(name)s, with a reason"),
        Standing.NONE: say("%(name)s, whom your counsellor asked"),
    }
)
"""Who it was, and how they came to the person."""
