"""The promises of what is kept beside the answers: who somebody is, how they sign in, when they meet, who read."""

from portal.core.permissions import Role
from portal.core.uses import MONTH, TRACES, YEARS_2, Purpose, Use, readers

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
TRACE = Use(purpose=Purpose.TRACE_READINGS, readers=readers(), kept=TRACES)
