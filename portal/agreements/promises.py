"""What is promised about agreements and notes: who reads them, and for how long."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.core.uses import Use
from portal.storage.dialogue.agreements import PROMISE as AGREEMENT
from portal.storage.dialogue.interview_notes import PROMISE as NOTE
from portal.storage.tables.promises import AGREED, NOTED

PROMISES: Mapping[str, Use] = MappingProxyType({AGREEMENT: AGREED, NOTE: NOTED})
