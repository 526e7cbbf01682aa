"""What every page must be for everybody: axe finds nothing, nothing sticks out sideways, targets fit a thumb."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Page

from portal.settings import ROOT

_AXE = ROOT / ".node" / "node_modules" / "axe-core" / "axe.min.js"
COLOURS = ("cat.color",)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_LOOK = """async ([least, tags, colours]) => {
  const inText = (one) => one.localName === "a" && getComputedStyle(one).display === "inline" && one.closest("p, dd");
  const stretched = (one) => getComputedStyle(one, "::after").position === "absolute";
  const box = (one) => (one.closest("label") || (stretched(one) ? one.offsetParent : one)).getBoundingClientRect();
  const all = "a[href], button:not([aria-hidden]), summary, select, textarea, input:not([type=hidden])";
  const small = () => [...document.querySelectorAll(all)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !inText(one))
    .map((one) => [one, box(one)])
    .filter(([, at]) => Math.min(at.width, at.height) < least - 0.5)
    .map(([one, at]) => `small, ${Math.round(at.width)} × ${Math.round(at.height)}: ${one.outerHTML.slice(0, 120)}`);

  const wider = () => {
    const wide = document.documentElement.scrollWidth;
    if (wide <= innerWidth) return [];
    const out = [...document.querySelectorAll("main *")].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.right > innerWidth + 1 || box.left < -1;
    });
    return [`${wide} px wide: ${out.slice(0, 2).map((one) => one.outerHTML.slice(0, 120)).join(" | ")}`];
  };

  const wrong = async () => {
    const options = { resultTypes: ["violations"], runOnly: { type: "tag", values: tags } };
    options.rules = { "color-contrast": { enabled: colours } };
    const found = await axe.run(document, options);
    return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`));
  };
  return [...wider(), ...small(), ...(tags.length ? await wrong() : [])];
}"""
"""Asked in one go: each question of its own to the browser costs as much as its answer."""
TARGET = 48
"""In CSS pixels: a thumb's width (WCAG 2.2 asks for 24)."""


@dataclass
class Audit:
    """Looks at the pages of one browser and remembers everything that is wrong with them."""

    page: Page
    rules: Sequence[str] = RULES
    colours: bool = True
    """Whether words are also measured against what they stand on: half of the time, and the same in each language."""
    target: int = TARGET
    found: list[str] = field(default_factory=list)
    pages: int = 0

    def __post_init__(self) -> None:
        self.page.context.add_init_script(path=_AXE)

    def looks(self, where: str) -> None:
        """Look at the page as it is shown now."""
        self.pages += 1
        wrong = self.page.evaluate(_LOOK, [self.target, [*self.rules], self.colours])
        self.found += [f"{where}: {one}" for one in wrong]

    def says_all_is_well(self) -> None:
        """Fail with everything that was found."""
        assert self.pages
        assert not self.found, "\n".join(self.found)
