"""One measured value with its target, and the table of them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; without a target it is only told, without a value it could not be measured."""

    name: str
    value: float | None
    unit: str
    target: float | None = None
    """The most it may be."""
    why_not: str = ""
    """What is missing to measure it."""

    @property
    def holds(self) -> bool | None:
        """Whether the value keeps to its target, if both are there."""
        return None if self.value is None or self.target is None else self.value <= self.target

    def as_json(self) -> dict[str, object]:
        """Return what --json prints."""
        told = asdict(self)
        del told["why_not"]
        return {**told, "holds": self.holds}


def show(title: str, figures: Iterable[Figure]) -> None:
    """Print the figures of one measure."""
    table = Table(title=title, title_justify="left", min_width=96)
    for heading in ("what", "value", "at most", "unit", "holds"):
        table.add_column(heading, justify="right" if heading in {"value", "at most"} else "left", ratio=None)
    for figure in figures:
        mark = {True: "[green]yes[/]", False: "[red]NO[/]", None: figure.why_not}[figure.holds]
        table.add_row(figure.name, _short(figure.value), _short(figure.target), figure.unit, mark)
    Console().print(table)


def _short(number: float | None) -> str:
    if number is None:
        return "–"
    return f"{number:.0f}" if number == int(number) else f"{number:.2f}"
