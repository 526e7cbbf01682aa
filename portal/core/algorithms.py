"""Functions that turn what somebody says into a suggestion: what each may see, and what is told about it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from portal.core.words import Words


class Method(StrEnum):
    """What a suggestion may be made with. Something that learns from people is none of these."""

    LOOKUP = "lookup"
    RULE = "rule"
    TEMPLATE = "template"
    STATISTIC = "statistic"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number in a function, with its value: R311-3-1-2, 3° asks for it, and for the weights."""

    words: Words
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is told about a function, in the order of CRPA R311-3-1-2, then what the ATRS asks for besides."""

    name: Words
    does: Words
    degree: tuple[Words, ...]
    """1°: how much it has to do with what is decided, and in which way."""
    sources: tuple[Words, ...]
    """2°: the data, and where it comes from."""
    parameters: tuple[Parameter, ...]
    """3°: the parameters and, if any, their weights."""
    operations: tuple[Words, ...]
    """4°: what is done, step by step."""
    before: Words
    """How this was done before, or without it."""
    instead: Words
    """What else was thought of."""
    amiss: Words
    """What can go wrong, and what then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Algorithm:
    """One such function. It gets the words typed for the lines it names, and nothing else of anybody."""

    key: str
    method: Method
    inputs: frozenset[str]
    """Lines of the register whose words it may get."""
    suggest: Callable[..., list[str]]
    """Called with the words and the language of the page; what it returns is shown, and not kept."""
    account: Account
