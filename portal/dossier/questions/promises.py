"""The promises behind the questions: each says what an answer serves, who reads it and how long it is kept.

A helper reads during a live visit only, and never what is hard to say.
"""

from portal.core.permissions import Role
from portal.core.uses import MONTH, MONTHS_3, YEARS_2, Purpose, Sensitivity, Use, readers

_DESK = readers(Role.COUNSELLOR, Role.RECEPTION, Role.HELPER)
_INTERVIEW = readers(Role.COUNSELLOR, Role.HELPER)
_COUNSELLOR = readers(Role.COUNSELLOR)
_FOR_INTERVIEW = frozenset({Purpose.PREPARE_INTERVIEW})
"""Whatever a counsellor may read of a dossier, they may read to prepare the interview."""

CONTACT = Use(
    purpose=Purpose.CONTACT, also=_FOR_INTERVIEW, readers=_DESK, kept=YEARS_2, sensitivity=Sensitivity.PERSONAL
)
REACH = Use(
    purpose=Purpose.CONTACT,
    also=_FOR_INTERVIEW,
    readers=readers(Role.COUNSELLOR, Role.RECEPTION),
    kept=YEARS_2,
    sensitivity=Sensitivity.PERSONAL,
)
"""Where the person lives and their number: never for a helper, who could come back to them."""
ADAPT = Use(
    purpose=Purpose.ADAPT_SERVICE, also=_FOR_INTERVIEW, readers=_DESK, kept=YEARS_2, sensitivity=Sensitivity.PERSONAL
)
COMPANY = Use(purpose=Purpose.ADAPT_SERVICE, also=_FOR_INTERVIEW, readers=_DESK, kept=YEARS_2)
"""Somebody comes along: how many chairs, not who."""
INTERVIEW = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=_INTERVIEW, kept=YEARS_2)
INTERVIEW_HARD = Use(
    purpose=Purpose.PREPARE_INTERVIEW,
    readers=_INTERVIEW,
    kept=MONTHS_3,
    sensitivity=Sensitivity.HARD,
)
OWN_QUESTION = Use(
    purpose=Purpose.PREPARE_INTERVIEW,
    readers=_INTERVIEW,
    kept=YEARS_2,
    sensitivity=Sensitivity.HARD,
)
"""What the person asks the counsellor: it may tell much, and the person may want to find it again."""
TALK = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=_COUNSELLOR, kept=MONTH, sensitivity=Sensitivity.HARD)
"""The wish to talk in private, the only thing that the gate of the protected section can leave behind."""
PLAN = Use(purpose=Purpose.BUILD_PLAN, also=_FOR_INTERVIEW, readers=_INTERVIEW, kept=YEARS_2)
PLAN_PERSONAL = Use(
    purpose=Purpose.BUILD_PLAN,
    also=_FOR_INTERVIEW,
    readers=_INTERVIEW,
    kept=YEARS_2,
    sensitivity=Sensitivity.PERSONAL,
)
PLAN_HARD = Use(
    purpose=Purpose.BUILD_PLAN, also=_FOR_INTERVIEW, readers=_INTERVIEW, kept=MONTHS_3, sensitivity=Sensitivity.HARD
)
HELP = Use(
    purpose=Purpose.OFFER_HELP, also=_FOR_INTERVIEW, readers=_INTERVIEW, kept=YEARS_2, sensitivity=Sensitivity.PERSONAL
)
HELP_HARD = Use(
    purpose=Purpose.OFFER_HELP, also=_FOR_INTERVIEW, readers=_INTERVIEW, kept=MONTHS_3, sensitivity=Sensitivity.HARD
)
HELP_PROTECTED = Use(
    purpose=Purpose.OFFER_HELP, also=_FOR_INTERVIEW, readers=_COUNSELLOR, kept=MONTHS_3, sensitivity=Sensitivity.HARD
)
HELP_SPECIAL = Use(
    purpose=Purpose.OFFER_HELP,
    also=_FOR_INTERVIEW,
    readers=_COUNSELLOR,
    kept=MONTHS_3,
    sensitivity=Sensitivity.SPECIAL,
    consent=True,
)
"""Health, told by its effect on work and never by its name (GDPR art. 9.2.a: only after an explicit yes)."""
