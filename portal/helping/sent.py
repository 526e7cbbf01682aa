"""What was sent in a visit by the person's own gesture: its receipts, for the slip."""

from collections.abc import Iterable

from portal.core.visits import Visit
from portal.storage.answers.drafts import keep_draft, read_draft
from portal.storage.answers.receipts import Receipt
from portal.web.current import work


def note_sent(visit: Visit, receipts: Iterable[Receipt]) -> None:
    """Keep the codes of what was sent in a visit."""
    current = work()
    codes = [*codes_sent(visit), *(receipt.code for receipt in receipts)]
    keep_draft(current.connection, current.key, _what(visit), codes, current.now)


def codes_sent(visit: Visit) -> list[str]:
    """Return the codes of what was sent in a visit, the oldest first; of nothing that was sent elsewhere meanwhile."""
    kept = read_draft(work().connection, work().key, _what(visit))
    return [str(code) for code in kept] if isinstance(kept, list) else []


def _what(visit: Visit) -> str:
    return f"sent in visit {visit.id.hex}"
