"""The square to scan that opens the page where a receipt is checked."""

from io import BytesIO

import segno


def square(address: str, *, border: int = 0) -> str:
    """Return the QR code of ``address`` as SVG, with an edge of ``border`` dots; level M still reads after a fold."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=border, xmldecl=False, omitsize=True)
    return drawn.getvalue().decode()
