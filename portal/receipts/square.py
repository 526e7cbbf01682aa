"""Squares to scan: each opens one page of the portal."""

from io import BytesIO

import segno
from markupsafe import Markup


def square(address: str, *, border: int = 0) -> str:
    """Return the QR code of ``address`` as SVG, with an edge of ``border`` dots; level M still reads after a fold."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=border, xmldecl=False, omitsize=True)
    return drawn.getvalue().decode()


def square_on_page(address: str) -> Markup:
    """Return the same for a page, with the edge that readers need."""
    return Markup(square(address, border=2))  # noqa: S704 - drawn from our own addresses and codes
