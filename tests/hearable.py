"""What of a page can be heard: each text of ours is recorded, all else is marked as somebody's own."""

from functools import cache

from portal.core.heard import name_of
from portal.settings import ROOT
from portal.voices.texts import texts
from portal.web.language import load_languages
from portal.web.said import pieces

_TRANSLATIONS = ROOT / "translations"
_MARKED = dict.fromkeys(map(ord, "⟦⟧"))
"""What stands around each translated sentence where pages are tried with invented words."""


@cache
def names_of_texts(tag: str) -> frozenset[str]:
    """Return the names of everything that is said in a language."""
    return frozenset(texts(load_languages(_TRANSLATIONS).offered[tag], _TRANSLATIONS))


def unheard(page: str) -> list[str]:
    """Return what a page shows and nobody hears, by the rule of ``portal/web/said.py``."""
    if 'class="listen"' not in page:
        return []
    return [
        f"{piece.language}: {piece.text}"
        for piece in pieces(page)
        if not piece.own and name_of(piece.text.translate(_MARKED)) not in names_of_texts(piece.language)
    ]
