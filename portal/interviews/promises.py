"""The promise of an interview: when and how two people meet."""

from portal.storage.interviews import PROMISE
from portal.storage.promises import MEETING

PROMISES = {PROMISE: MEETING}
