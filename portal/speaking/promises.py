"""What is promised about a voice message: who hears it, and for how long."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.core.uses import Use
from portal.storage.dialogue.voice_messages import PROMISE
from portal.storage.tables.promises import VOICE

PROMISES: Mapping[str, Use] = MappingProxyType({PROMISE: VOICE})
