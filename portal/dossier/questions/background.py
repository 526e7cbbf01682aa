"""What the person did before: jobs, school, diplomas, here or anywhere."""

from portal.core.answers import Items, Listed, One, Option, Part
from portal.core.questions import Question, Section
from portal.core.words import say
from portal.dossier.questions.choices import NO, UNSURE
from portal.dossier.questions.promises import PLAN

_JOB = Part(
    key="job",
    ask=say("What was this job?"),
    help=say("Write a few letters, then choose."),
    answer=Listed(source="jobs", most=1),
)
_HOW_LONG = Part(
    key="how-long",
    ask=say("How long did you do this job?"),
    help=say("No need to be exact."),
    answer=One(
        (
            Option("under-6-months", say("Less than 6 months"), "short-time"),
            Option("6-months-to-2-years", say("Between 6 months and 2 years"), "medium-time"),
            Option("over-2-years", say("More than 2 years"), "long-time"),
            UNSURE,
        )
    ),
)
_WHERE = Part(
    key="where",
    ask=say("Where was this job?"),
    help=say("Both answers are good."),
    answer=One(
        (
            Option("here", say("Here, in France"), "here"),
            Option("another-country", say("In another country"), "abroad"),
        )
    ),
)
_JOBS = Question(
    key="background-jobs",
    short=say("Your past jobs?"),
    ask=say("What jobs have you already done?"),
    help=say("Here or in another country. Paid or not."),
    why=say("What you have done can help you now."),
    answer=Items((_JOB, _HOW_LONG, _WHERE)),
    picture="past-jobs",
    use=PLAN,
    core=True,
)
_LAST = Question(
    key="background-last",
    short=say("Last job: when?"),
    ask=say("When did you last work?"),
    help=say("No need for the exact date."),
    why=say("To choose with you where to start."),
    answer=One(
        (
            Option("under-6-months", say("Less than 6 months ago"), "short-time"),
            Option("6-months-to-2-years", say("Between 6 months and 2 years ago"), "medium-time"),
            Option("over-2-years", say("More than 2 years ago"), "long-time"),
            Option("not-yet", say("I have not worked yet"), "not-yet"),
        )
    ),
    picture="last-time",
    use=PLAN,
)
_SCHOOL = Question(
    key="background-school",
    short=say("Your last school?"),
    ask=say("Which school did you go to last?"),
    help=say("Here or in another country."),
    why=say("To look for a course that suits you."),
    answer=One(
        (
            Option("none", say("No school"), "no"),
            Option("primary", say("Primary school"), "primary-school"),
            Option("middle", say("Middle school"), "middle-school"),
            Option("high", say("High school"), "high-school"),
            Option("after", say("After high school"), "higher-education"),
        )
    ),
    picture="school",
    use=PLAN,
)
_DIPLOMA = Question(
    key="background-diploma",
    short=say("A diploma?"),
    ask=say("Do you have a diploma or a certificate?"),
    help=say("From here or another country. A machine licence counts too."),
    why=say("A diploma helps for some jobs."),
    answer=One(
        (
            NO,
            Option("from-here", say("Yes, from here"), "here"),
            Option("from-another-country", say("Yes, from another country"), "abroad"),
        ),
        more=say("Which diploma?"),
    ),
    picture="diploma",
    use=PLAN,
)

BACKGROUND = Section(
    key="background",
    title=say("My path"),
    picture="path",
    questions=(_JOBS, _LAST, _SCHOOL, _DIPLOMA),
)
