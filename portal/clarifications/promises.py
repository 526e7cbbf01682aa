"""What is promised about a question back: who reads it, and for how long."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.core.uses import Use
from portal.storage.dialogue.clarifications import PROMISE
from portal.storage.tables.promises import ASKED_BACK

PROMISES: Mapping[str, Use] = MappingProxyType({PROMISE: ASKED_BACK})
