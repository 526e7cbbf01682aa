"""The promises of what is kept beside the answers: who somebody is, how they sign in, when they meet, who read."""

from portal.core.permissions import Role
from portal.core.uses import (
    DRAFT,
    MONTH,
    MONTHS_3_OF_VOICE,
    MONTHS_6,
    MONTHS_6_OF_HELP,
    MONTHS_24,
    TRACES,
    UNTIL_STOPPED,
    WEEKS_24,
    YEARS_2,
    Purpose,
    Sensitivity,
    Use,
    readers,
)

KNOWN = Use(purpose=Purpose.CONTACT, readers=readers(Role.COUNSELLOR, Role.RECEPTION), kept=YEARS_2)
"""What the agency already knew: name and address."""
SIGNING_IN = Use(purpose=Purpose.SIGN_IN, readers=readers(), kept=YEARS_2)
SESSION = Use(purpose=Purpose.SIGN_IN, readers=readers(), kept=TRACES)
MEETING = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=readers(Role.COUNSELLOR, Role.RECEPTION), kept=YEARS_2)
PLANNING = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=readers(Role.COUNSELLOR), kept=DRAFT)
"""A calendar that a counsellor looked through and has not taken in yet."""
CALL_ME = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=readers(Role.COUNSELLOR), kept=MONTH)
"""“I cannot come, call me”: no reason is asked, and none is kept. A wish that still waits is never over by itself."""
WISH_TO_TALK = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=readers(Role.COUNSELLOR), kept=MONTH)
"""One wish for the whole dossier, never for a question."""
SAID = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=readers(Role.COUNSELLOR), kept=YEARS_2)
"""The row that holds an answer; what may be read of it is the promise of its question."""
SENT = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=readers(), kept=YEARS_2)
"""The statement behind a receipt: the person's own proof."""
BEGUN = Use(purpose=Purpose.FINISH_LATER, readers=readers(), kept=DRAFT)
"""What the person began and has not sent: theirs alone."""
DECLARED = Use(purpose=Purpose.TALK_ABOUT_WEEKS, readers=readers(Role.COUNSELLOR), kept=WEEKS_24, others_see=MONTHS_6)
"""A declared week: evidence that the person keeps longer than anybody else sees it.

It is not told after a yes, so what is taken back with the answers after a yes leaves it whole: the receipts prove it.
Why somebody could not may be about health, and its yes is a narrow one, to their own counsellor or who replaces them:
nobody reads it who only opened the dossier with a reason. It is taken back where it was said, by sending the week once
more without it: others read the newest sending alone.
"""
ARGUED = Use(purpose=Purpose.HEAR_ARGUMENTS, readers=readers(Role.COUNSELLOR), kept=MONTHS_24)
"""What the person has to say in their own words, and what their counsellor did with it."""
VOICE = Use(
    purpose=Purpose.PREPARE_INTERVIEW,
    also=frozenset({Purpose.HEAR_ARGUMENTS}),
    readers=readers(Role.COUNSELLOR),
    kept=MONTHS_3_OF_VOICE,
    sensitivity=Sensitivity.HARD,
)
"""What somebody said instead of writing, as they said it. No machine listens to it, and nobody makes words of it."""
AGREED = Use(purpose=Purpose.AGREE, readers=readers(Role.COUNSELLOR), kept=MONTHS_24)
"""What the person and their counsellor agreed, and what was said to each line of it. Not a contract."""
NOTED = Use(purpose=Purpose.AGREE, readers=readers(Role.COUNSELLOR), kept=MONTHS_24)
"""What a counsellor wrote during an interview: the person reads every word of it."""
AGREEING = Use(purpose=Purpose.AGREE, readers=readers(Role.COUNSELLOR), kept=DRAFT)
"""What a counsellor began to write of an agreement: the person reads it before it is sent, too."""
ASKED_BACK = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=readers(Role.COUNSELLOR, Role.HELPER), kept=YEARS_2)
"""What a counsellor asks about an answer, and what becomes of it. A helper sees it beside the person, as far as they
may see the answer."""
REACHED = Use(purpose=Purpose.REMIND, readers=readers(), kept=UNTIL_STOPPED)
"""How to reach somebody who asked for a reminder. The portal carries it to whoever delivers; nobody reads it."""
BESIDE = Use(purpose=Purpose.OFFER_HELP, readers=readers(), kept=MONTHS_6_OF_HELP)
"""Who sat beside the person, and when: the person sees it; the agency needs no list of it."""
OPENED = Use(purpose=Purpose.TRACE_READINGS, readers=readers(), kept=TRACES)
"""Why another counsellor opened the dossier, in their words: the person sees it at once."""
LOOKED_INTO = Use(purpose=Purpose.TRACE_READINGS, readers=readers(Role.MANAGER), kept=TRACES)
"""What a manager said when they opened an account again that had read too much. Nothing of a person."""
TRACE = Use(purpose=Purpose.TRACE_READINGS, readers=readers(), kept=TRACES)
FOLLOWED = Use(purpose=Purpose.ANSWER_REQUESTS, readers=readers(Role.MANAGER), kept=MONTHS_24)
"""What somebody asks of their data, and the answer: whoever runs the agency reads it, and sees nothing of a dossier."""
