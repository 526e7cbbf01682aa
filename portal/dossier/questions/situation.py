"""How things stand today: where to write, and when work can start."""

from portal.core.answers import Confirm, One, Option, Several
from portal.core.questions import Question, Section
from portal.core.words import say
from portal.dossier.questions.choices import NO, NOTHING, OTHER, UNSURE, YES
from portal.dossier.questions.promises import HELP_HARD, INTERVIEW, INTERVIEW_HARD, REACH

_ADDRESS = Question(
    key="situation-address",
    short=say("Same address?"),
    ask=say("Is this still your address?"),
    help=say("If the address has changed, you can write the new one."),
    why=say("So that our letters reach you."),
    answer=Confirm(known="address", new=say("Your new address")),
    picture="house",
    use=REACH,
    core=True,
    again=True,
)
_WORK = Question(
    key="situation-work",
    short=say("Are you working?"),
    ask=say("Are you working at the moment?"),
    help=say("Even a few hours. A course counts too."),
    why=say("So that your counsellor knows what you already do."),
    answer=One(
        (
            NO,
            Option("few-hours", say("Yes, a few hours"), "few-hours"),
            Option("half-time", say("Yes, half the time"), "part-time"),
            Option("full-time", say("Yes, full time"), "full-time"),
            Option("course", say("I am on a course"), "training"),
        )
    ),
    picture="work",
    use=INTERVIEW,
    core=True,
    again=True,
)
_START = Question(
    key="situation-start",
    short=say("When can you start?"),
    ask=say("When can you start a job?"),
    help=say("An answer close to the truth is enough."),
    why=say("To talk about the right job at the right time."),
    answer=One(
        (
            Option("right-away", say("Right away"), "right-away"),
            Option("within-a-month", say("In less than 1 month"), "month"),
            Option("later", say("Later"), "later"),
            UNSURE,
        )
    ),
    picture="start",
    use=INTERVIEW,
    core=True,
    again=True,
)
_CHANGE = Question(
    key="situation-change",
    short=say("What has changed?"),
    ask=say("What has changed since the last interview?"),
    help=say("Choose only what you want to tell."),
    why=say("So that you do not tell everything again."),
    answer=Several(
        (
            NOTHING,
            Option("work", say("My work"), "work"),
            Option("home", say("My home"), "house"),
            Option("family", say("My family"), "family"),
            Option("course", say("A course"), "training"),
            OTHER,
        )
    ),
    picture="change",
    use=INTERVIEW_HARD,
    in_person=True,
    from_second_interview=True,
    again=True,
)
_PAPERS = Question(
    key="situation-papers",
    short=say("Papers to renew?"),
    ask=say("Do you have papers to renew for work?"),
    help=say("For example an identity card. We ask for no copy here."),
    why=say("To tell you where to go."),
    answer=One((NO, YES, UNSURE)),
    picture="papers",
    use=HELP_HARD,
    in_person=True,
)

SITUATION = Section(
    key="situation",
    title=say("My situation today"),
    picture="calendar",
    questions=(_ADDRESS, _WORK, _START, _CHANGE, _PAPERS),
)
