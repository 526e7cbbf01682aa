"""Builds what pages and documents are dressed with: styles, script, pictures, fonts, and the places of France."""

import base64
import gzip
import hashlib
import json
import shutil
import subprocess
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).resolve().parents[2]
MODULES = Path(".node/node_modules")
COMMUNES = MODULES / "@etalab/decoupage-administratif/data/communes.json"
FONTS = {
    "noto-sans": ("400Regular/NotoSans_400Regular.ttf", "700Bold/NotoSans_700Bold.ttf"),
    "vazirmatn": ("400Regular/Vazirmatn_400Regular.ttf", "700Bold/Vazirmatn_700Bold.ttf"),
    "noto-emoji": ("400Regular/NotoEmoji_400Regular.ttf",),
}
"""Fonts of the printed papers, by package; pages use the fonts of the reader's own device.

Vazirmatn keeps each Arabic letter whole in the text of a PDF, for those who listen to it.
"""

SHEETS = ("app", "desk", "hear", "kiosk", "speak")
"""Styles, below portal/web/styles: the first is for every page, each other for the pages that ask for it."""

TEXTS = {
    "portal.js": ("scripts/portal.js",),
    "heard.js": ("scripts/portal.js", "scripts/listen.js"),
    "pictured.js": ("scripts/portal.js", "scripts/listen.js", "scripts/pictures.js"),
    "steering.js": ("scripts/steering.js",),
    "kiosk.js": ("scripts/kiosk.js",),
    "people.js": ("scripts/people.js",),
    "speak.js": ("scripts/speak.js",),
    "icon.svg": ("images/icon.svg",),
}
"""Files served as they are written but for comments, below portal/web: what a page needs together comes in one."""


class NotBuilt(click.ClickException):
    """Something the assets are made from is missing or wrong; the message says what to change."""


@click.command()
def assets() -> None:
    """Build styles, script, pictures, fonts and places into portal/built."""
    build_assets(ROOT)


def build_assets(root: Path) -> None:
    """Build everything below ``root``/portal/built; the same sources give the same bytes."""
    if not (root / MODULES).is_dir():
        message = "The packages of .pins/package-lock.json are not installed: start ./dev run once."
        raise NotBuilt(message)
    built = root / "portal" / "built"
    built.mkdir(exist_ok=True)
    made = _with_node(root, read_pictograms(root / "accessibility" / "pictograms.toml"))
    manifest = _write_static(built / "static", made["texts"])
    _write_json(built / "manifest.json", manifest)
    _write_json(built / "pictograms.json", made["pictures"])
    _copy_fonts(root, built / "fonts")
    _write_places(root, built / "places.tsv.gz")


def read_pictograms(register: Path) -> dict[str, str]:
    """Return ``name: "set:icon"``; two names for one icon are refused: one picture has one meaning."""
    pictograms: dict[str, str] = tomllib.loads(register.read_text(encoding="utf-8"))
    twice = [icon for icon, names in Counter(pictograms.values()).items() if names > 1]
    if twice:
        message = f"{register.name}: one picture has one meaning, but these have two names: {', '.join(twice)}."
        raise NotBuilt(message)
    return pictograms


def _joined(web: Path, sources: tuple[str, ...]) -> str:
    return "\n".join(_light((web / source).read_text(encoding="utf-8")) for source in sources)


def _light(text: str) -> str:
    """Return a text without what only whoever reads the code needs: lines of comment, and what lines begin with."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _with_node(root: Path, pictograms: dict[str, str]) -> Any:
    web = root / "portal" / "web"
    job = {
        "sheets": {f"{name}.css": str(web / "styles" / f"{name}.scss") for name in SHEETS},
        "modules": str(root / MODULES),
        "texts": {name: _joined(web, sources) for name, sources in TEXTS.items()},
        "pictures": pictograms,
    }
    node = shutil.which("node")
    if node is None:
        message = "Node.js is not on the PATH: start ./dev run, which brings one."
        raise NotBuilt(message)
    script = Path(__file__).with_name("assets.mjs")
    ran = subprocess.run(  # noqa: S603 - our own script
        [node, script], input=json.dumps(job), capture_output=True, text=True, check=False, cwd=root
    )
    if ran.returncode:
        raise NotBuilt(ran.stderr)
    made = json.loads(ran.stdout)
    if "problems" in made:
        raise NotBuilt("\n".join(made["problems"]))
    return made


def _write_static(folder: Path, texts: dict[str, dict[str, str]]) -> dict[str, str]:
    """Write each text under a name that changes with it, and its two compressed twins; return the names."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    manifest = {}
    for name, made in sorted(texts.items()):
        content = made["text"].encode()
        stem, suffix = name.rsplit(".", 1)
        hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
        (folder / hashed).write_bytes(content)
        (folder / f"{hashed}.br").write_bytes(base64.b64decode(made["brotli"]))
        (folder / f"{hashed}.gz").write_bytes(gzip.compress(content, mtime=0))
        manifest[name] = hashed
    return manifest


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def _copy_fonts(root: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for package, files in FONTS.items():
        for file in files:
            shutil.copyfile(root / MODULES / "@expo-google-fonts" / package / file, folder / Path(file).name)


def _write_places(root: Path, path: Path) -> None:
    from portal.dossier.places import write_places

    write_places(root / COMMUNES, path)
