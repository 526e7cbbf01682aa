"""What was erased when its time was over, in words: for the line of the journal that says so."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.core.words import Words, say

FORGOTTEN: Mapping[str, Words] = MappingProxyType(
    {
        "answers": say("Old answers"),
        "weeks": say("Old weeks"),
        "drafts": say("Things you began and left"),
        "voice_messages": say("Old voice messages"),
        "replies": say("Old arguments"),
        "reply_events": say("Old answers of your counsellor"),
        "agreements": say("Old things you agreed"),
        "agreement_words": say("Old words about what you agreed"),
        "interview_notes": say("Old notes of your counsellor"),
        "agreement_drafts": say("What your counsellor began and left"),
        "clarifications": say("Old questions of your counsellor"),
        "clarification_events": say("What became of these questions"),
        "openings": say("Why others opened your dossier, long ago"),
        "receipts": say("Old receipts"),
        "interviews": say("Old meetings"),
        "visits": say("Old visits of helpers"),
        "cards": say("Old cards"),
        "requests": say("Old requests"),
        "request_answers": say("Old answers of the agency"),
        "reminders": say("An old reminder"),
        "people": say("The wish to talk face to face"),
    }
)
"""By the table it was in."""
