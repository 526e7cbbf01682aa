"""Built files: named after their content, kept by the browser for ever, compressed once at set-up."""

import json
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Response, abort, request, url_for
from markupsafe import Markup

_FOR_EVER = "public, max-age=31536000, immutable"
_TURNS = frozenset({"back", "go-on", "send", "skip"})
"""Pictures of a direction: turned in languages written from right to left."""
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


@dataclass(frozen=True, slots=True)
class BuiltFiles:
    """What set-up made: style sheets, scripts, pictures."""

    folder: Path
    manifest: Mapping[str, str]
    pictures: Mapping[str, Markup]

    def address(self, name: str) -> str:
        """Return the address of a built file, like ``app.css``."""
        return url_for("web.built_file", name=self.manifest[name])

    def picture(self, name: str) -> Markup:
        """Return a picture to place beside its word: hidden from screen readers, which read the word."""
        css = "picture turns" if name in _TURNS else "picture"
        return Markup('<svg class="%s" %s') % (css, self.pictures[name])

    def send(self, name: str) -> Response:
        """Answer with a built file, compressed as the browser likes it."""
        if name not in self.manifest.values():
            abort(404)
        path = self.folder / "static" / name
        response = Response(mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream")
        for encoding, suffix in _ENCODINGS:
            packed = path.with_name(name + suffix)
            if request.accept_encodings.quality(encoding) and packed.exists():
                path = packed
                response.content_encoding = encoding
                break
        response.set_data(path.read_bytes())
        response.headers["Cache-Control"] = _FOR_EVER
        response.vary.add("Accept-Encoding")
        return response


def load_built(folder: Path) -> BuiltFiles:
    """Load what set-up made; leave with a plain sentence when it is not there."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text())
        pictograms = json.loads((folder / "pictograms.json").read_text())
    except FileNotFoundError as missing:
        message = f"{missing.filename} is not built yet: run “./dev run” once."
        raise SystemExit(message) from None
    pictures = {name: _drawn(picture["viewBox"], picture["body"]) for name, picture in pictograms.items()}
    return BuiltFiles(folder, manifest, pictures)


def _drawn(view_box: str, body: str) -> Markup:
    """Return the rest of an <svg> tag; ``body`` comes from the pinned packages, never from people."""
    drawing = Markup(body)  # noqa: S704 - see above
    return Markup('width="28" height="28" viewBox="%s" aria-hidden="true">%s</svg>') % (
        view_box,
        drawing,
    )
