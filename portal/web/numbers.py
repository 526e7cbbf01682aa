"""Numbers among words: a telephone number, a date or an amount reads from left to right in every language."""

import re

from markupsafe import Markup, escape

_GROUPS = re.compile("((?<!\\d)\\+?\\d+(?:[ .,:/\u00a0\u202f-]\\d+)+)")
"""Figures in groups; between Arabic words a browser would show the last group first (Unicode, UAX 9).

A group is looked for only where figures begin: from each of a million figures on, a million would be read.
"""
_KEPT_TOGETHER = Markup('<bdi dir="ltr">%s</bdi>')


def in_order(words: str) -> Markup:
    """Return what somebody wrote for a page, its groups of figures in the order they were written."""
    pieces = _GROUPS.split(words)
    return Markup("").join(_KEPT_TOGETHER % piece if at % 2 else escape(piece) for at, piece in enumerate(pieces))
