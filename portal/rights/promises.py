"""What is promised about what somebody asks of their data: who reads it, and for how long."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.core.uses import Use
from portal.storage.rights.requests import PROMISE
from portal.storage.tables.promises import FOLLOWED

PROMISES: Mapping[str, Use] = MappingProxyType({PROMISE: FOLLOWED})
