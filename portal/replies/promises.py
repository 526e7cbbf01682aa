"""What is promised about what somebody argues: who reads it, and for how long."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.core.uses import Use
from portal.storage.dialogue.replies import PROMISE
from portal.storage.tables.promises import ARGUED

PROMISES: Mapping[str, Use] = MappingProxyType({PROMISE: ARGUED})
