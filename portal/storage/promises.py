"""The promises of what is kept beside the answers: who somebody is, how they sign in, when they meet, who read."""

from portal.core.permissions import Role
from portal.core.uses import (
    DRAFT,
    MONTH,
    MONTHS_6,
    MONTHS_6_OF_HELP,
    MONTHS_24,
    TRACES,
    UNTIL_STOPPED,
    WEEKS_24,
    YEARS_2,
    Purpose,
    Use,
    readers,
)

KNOWN = Use(purpose=Purpose.CONTACT, readers=readers(Role.COUNSELLOR, Role.RECEPTION), kept=YEARS_2)
"""What the agency already knew: name and address."""
SIGNING_IN = Use(purpose=Purpose.SIGN_IN, readers=readers(), kept=YEARS_2)
SESSION = Use(purpose=Purpose.SIGN_IN, readers=readers(), kept=TRACES)
MEETING = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=readers(Role.COUNSELLOR, Role.RECEPTION), kept=YEARS_2)
WISH_TO_TALK = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=readers(Role.COUNSELLOR), kept=MONTH)
"""One wish for the whole dossier, never for a question."""
SAID = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=readers(Role.COUNSELLOR), kept=YEARS_2)
"""The row that holds an answer; what may be read of it is the promise of its question."""
SENT = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=readers(), kept=YEARS_2)
"""The statement behind a receipt: the person's own proof."""
BEGUN = Use(purpose=Purpose.FINISH_LATER, readers=readers(), kept=DRAFT)
"""What the person began and has not sent: theirs alone."""
DECLARED = Use(purpose=Purpose.TALK_ABOUT_WEEKS, readers=readers(Role.COUNSELLOR), kept=WEEKS_24, others_see=MONTHS_6)
"""A declared week: evidence that the person keeps longer than anybody else sees it."""
ARGUED = Use(purpose=Purpose.HEAR_ARGUMENTS, readers=readers(Role.COUNSELLOR), kept=MONTHS_24)
"""What the person has to say in their own words, and what their counsellor did with it."""
REACHED = Use(purpose=Purpose.REMIND, readers=readers(), kept=UNTIL_STOPPED)
"""How to reach somebody who asked for a reminder. The portal carries it to whoever delivers; nobody reads it."""
BESIDE = Use(purpose=Purpose.OFFER_HELP, readers=readers(), kept=MONTHS_6_OF_HELP)
"""Who sat beside the person, and when: the person sees it; the agency needs no list of it."""
TRACE = Use(purpose=Purpose.TRACE_READINGS, readers=readers(), kept=TRACES)
