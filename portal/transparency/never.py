"""What data never serves here, in plain words: forbidden purposes are named to be refused, and for nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.core.uses import ForbiddenPurpose
from portal.core.words import Words, say


@dataclass(frozen=True, slots=True)
class Ban:
    """One thing that nothing here may serve, and the terms of DPV 2.3 that forbid it to machines' readers too."""

    words: Words
    picture: str
    purposes: tuple[str, ...] = ()
    processing: tuple[str, ...] = ()


NEVER: Mapping[ForbiddenPurpose, Ban] = MappingProxyType(
    {
        ForbiddenPurpose.CONTROL: Ban(
            say("to watch you"),
            "not-watched",
            purposes=("dpv:MisusePreventionAndDetection",),
            processing=("dpv:SystematicMonitoring",),
        ),
        ForbiddenPurpose.FRAUD: Ban(
            say("to see if you lie"), "not-doubted", purposes=("dpv:FraudPreventionAndDetection",)
        ),
        ForbiddenPurpose.RANKING: Ban(
            say("to compare you with others"),
            "not-compared",
            processing=("dpv:ScoringOfIndividuals", "dpv:EvaluationOfIndividuals", "dpv:Profiling"),
        ),
        ForbiddenPurpose.SANCTION: Ban(
            say("to punish you"), "not-punished", processing=("dpv:AutomatedDecisionMaking",)
        ),
    }
)


def not_named() -> list[ForbiddenPurpose]:
    """Return what is forbidden and has no plain words: nothing, or the portal does not start."""
    return [purpose for purpose in ForbiddenPurpose if purpose not in NEVER]
