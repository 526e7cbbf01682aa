"""What is promised about a week: who reads what of it, and for how long."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.core.permissions import Role
from portal.core.uses import DRAFT, YEARS_2, Purpose, Use, readers
from portal.storage.answers.weeks import PROMISE
from portal.storage.tables.promises import DECLARED

OWN_RECORD = Use(purpose=Purpose.OWN_RECORD, readers=readers(), kept=YEARS_2)
"""What the person writes down for themself."""
MY_HOURS = "my-hours"
"""The hours written in the person's own plan, if they note them: nobody else reads them, nothing is done with them."""
TOLD_TOGETHER = Use(purpose=Purpose.TALK_ABOUT_WEEKS, readers=readers(Role.HELPER), kept=DRAFT)
"""The week of today while it is told: a helper beside the person sees it, except for what is private."""
WEEK_OF_TODAY = "week-of-today"
PROMISES: Mapping[str, Use] = MappingProxyType({PROMISE: DECLARED, WEEK_OF_TODAY: TOLD_TOGETHER, MY_HOURS: OWN_RECORD})
