"""What is promised about a week: who reads what of it, and for how long."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.core.uses import YEARS_2, Purpose, Use, readers
from portal.storage.promises import DECLARED
from portal.storage.weeks import PROMISE

OWN_RECORD = Use(purpose=Purpose.OWN_RECORD, readers=readers(), kept=YEARS_2)
"""What the person writes down for themself."""
MY_HOURS = "my-hours"
"""The hours written in the person's own plan, if they note them: nobody else reads them, nothing is done with them."""
PROMISES: Mapping[str, Use] = MappingProxyType({PROMISE: DECLARED, MY_HOURS: OWN_RECORD})
