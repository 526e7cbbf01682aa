"""The promise of an interview: when and how two people meet."""

from portal.storage.dialogue.interviews import PROMISE
from portal.storage.tables.promises import MEETING

PROMISES = {PROMISE: MEETING}
