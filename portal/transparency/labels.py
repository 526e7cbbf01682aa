"""The register in plain words: what each purpose, reader and time of keeping is called. Each table is whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.core.permissions import Role
from portal.core.uses import (
    DRAFT,
    MONTH,
    MONTHS_3,
    MONTHS_3_OF_VOICE,
    MONTHS_6,
    MONTHS_24,
    TRACES,
    UNTIL_STOPPED,
    WEEKS_24,
    YEARS_2,
    Keeping,
    Purpose,
    Sensitivity,
)
from portal.core.words import Words, say


@dataclass(frozen=True, slots=True)
class Basis:
    """What lets data be used at all: its term in DPV 2.3 (GDPR art. 6 and 9), and what it means."""

    term: str
    words: Words


PUBLIC_TASK = Basis("eu-gdpr:A6-1-e", say("It is a task of the public service."))
LAW = Basis("eu-gdpr:A6-1-c", say("The law asks us to do it."))
ASKED_FOR = Basis("eu-gdpr:A6-1-a", say("You asked for it. You can stop it."))
YES = Basis("eu-gdpr:A9-2-a", say("You said yes to it. You can take your yes back."))
"""Beside the basis of the purpose, for what is asked only after an explicit yes."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One purpose: its words, its term in DPV 2.3, its basis, and the articles it comes from, as they are called."""

    words: Words
    term: str
    basis: Basis = PUBLIC_TASK
    law: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, in words and in a picture."""

    words: Words
    picture: str


AIMS: Mapping[Purpose, Aim] = MappingProxyType(
    {
        Purpose.CONTACT: Aim(say("To call you or write to you."), "dpv:CommunicationManagement"),
        Purpose.PREPARE_INTERVIEW: Aim(
            say("To prepare your interview."),
            "dpv:ServiceProvision",
            law="Code du travail, R5312-39 4° bis, L5411-5-2",
        ),
        Purpose.BUILD_PLAN: Aim(
            say("To write your plan with your counsellor."),
            "dpv:EstablishContractualAgreement",
            law="Code du travail, L5411-6",
        ),
        Purpose.OFFER_HELP: Aim(
            say("To find help for you."), "dpv:ServiceAccessDetermination", law="Code du travail, R5312-42 2° x"
        ),
        Purpose.ADAPT_SERVICE: Aim(
            say("To talk with you in a way that suits you."), "dpv:UserInterfacePersonalisation"
        ),
        Purpose.TALK_ABOUT_WEEKS: Aim(
            say("To talk with you about your weeks."), "dpv:ServiceProvision", law="Code du travail, R5411-15"
        ),
        Purpose.HEAR_ARGUMENTS: Aim(
            say("To hear what you have to say."), "dpv:RightsFulfilment", law="Code du travail, R5412-7"
        ),
        Purpose.AGREE: Aim(say("To keep what you agreed together."), "dpv:ServiceProvision"),
        Purpose.FINISH_LATER: Aim(say("So that you can finish later."), "dpv:ServiceProvision"),
        Purpose.OWN_RECORD: Aim(say("For you alone."), "dpv:ServiceProvision"),
        Purpose.REMIND: Aim(say("To send you what you asked for."), "dpv:CommunicationManagement", ASKED_FOR),
        Purpose.SIGN_IN: Aim(say("So that nobody else comes in here."), "dpv:EnforceSecurity"),
        Purpose.TRACE_READINGS: Aim(
            say("So that you see who read your dossier."), "dpv:EnforceSecurity", LAW, "RGPD, art. 5.2, 32"
        ),
        Purpose.ANSWER_REQUESTS: Aim(
            say("To answer what you ask about your data."), "dpv:RightsFulfilment", LAW, "RGPD, art. 12, 15-22"
        ),
    }
)
READERS: Mapping[Role, Reader] = MappingProxyType(
    {
        Role.PERSON: Reader(say("You"), "someone"),
        Role.COUNSELLOR: Reader(say("Your counsellor"), "appointment"),
        Role.HELPER: Reader(say("A helper, only beside you"), "with-someone"),
        Role.RECEPTION: Reader(say("The desk of your agency"), "agency"),
        Role.MANAGER: Reader(say("The manager of your agency"), "people"),
        Role.PORTAL: Reader(say("No person: only the portal"), "computer"),
    }
)
"""In the order they are shown."""
KEPT: Mapping[Keeping, Words] = MappingProxyType(
    {
        YEARS_2: say("It is kept 2 years after your last visit."),
        MONTHS_3: say("It is kept 3 months after the interview."),
        MONTHS_3_OF_VOICE: say("It is erased after 3 months."),
        MONTH: say("It is kept 1 month after the interview."),
        DRAFT: say("It is kept 3 months after you last wrote in it."),
        WEEKS_24: say("It is kept 2 years after the week."),
        MONTHS_6: say("It is kept 6 months after the week."),
        MONTHS_24: say("It is kept 2 years."),
        UNTIL_STOPPED: say("It is kept until you stop it."),
        TRACES: say("It is kept 6 months."),
    }
)
OTHERS_SEE: Mapping[Keeping, Words] = MappingProxyType(
    {MONTHS_6: say("Your counsellor sees only the last 6 months.")},
)
"""How far back anybody but the person reads, where that is shorter."""


@dataclass(frozen=True, slots=True)
class Care:
    """How much care some data needs, in words and in terms of DPV 2.3."""

    words: Words
    terms: tuple[str, ...]


CARE: Mapping[Sensitivity, Care] = MappingProxyType(
    {
        Sensitivity.PLAIN: Care(say("Everyday things."), ("dpv:PersonalData",)),
        Sensitivity.PERSONAL: Care(say("Personal things."), ("dpv:PersonalData",)),
        Sensitivity.HARD: Care(say("Things that are hard to say."), ("dpv:SensitivePersonalData",)),
        Sensitivity.SPECIAL: Care(
            say("What your health changes at work."), ("dpv:SpecialCategoryPersonalData", "eu-gdpr:HealthData")
        ),
    }
)
