"""The job the person wants: wishes, never elements of a contract, as the section itself says."""

from portal.core.answers import Grid, Listed, LongText, Money, One, Option, Several
from portal.core.questions import Question, Section
from portal.core.words import say
from portal.dossier.questions.choices import UNSURE
from portal.dossier.questions.promises import PLAN, PLAN_HARD, PLAN_PERSONAL

_JOB = Question(
    key="wish-job",
    short=say("Which job?"),
    ask=say("What job do you want to do?"),
    help=say("1 to 3 jobs. “I don't know” is a good answer."),
    why=say("To talk first about what you want."),
    answer=Listed(source="jobs", others=(UNSURE,)),
    picture="work",
    use=PLAN,
    core=True,
    again=True,
)
_PLACE = Question(
    key="wish-place",
    short=say("Where to work?"),
    ask=say("Where do you want to work?"),
    help=say("A town, several towns or your home."),
    why=say("To look in the right place. It is a wish."),
    answer=Listed(
        source="places",
        others=(
            Option("at-home", say("At home"), "house"),
            Option("near-transport", say("Anywhere near a bus or a train"), "near-transport"),
            UNSURE,
        ),
    ),
    picture="place",
    use=PLAN,
    core=True,
)
_JOURNEY = Question(
    key="wish-journey",
    short=say("How long to get there?"),
    ask=say("How long can you travel to get to work?"),
    help=say("The time to get there, without the way back."),
    why=say("To leave out jobs that are too far."),
    answer=One(
        (
            Option("15-minutes", say("15 minutes"), "minutes-15"),
            Option("30-minutes", say("30 minutes"), "minutes-30"),
            Option("45-minutes", say("45 minutes"), "minutes-45"),
            Option("1-hour", say("1 hour"), "hour"),
            Option("over-1-hour", say("More than 1 hour"), "more-than-an-hour"),
        )
    ),
    picture="journey-time",
    use=PLAN,
)
_CONTRACT = Question(
    key="wish-contract",
    short=say("Which contract?"),
    ask=say("Which contract do you want?"),
    help=say("A CDI has no end date. A CDD has one."),
    why=say("To look for the contract that suits you."),
    answer=Several(
        (
            Option("long", say("Long: CDI"), "long-contract"),
            Option("short", say("Short: CDD"), "short-contract"),
            Option("temp-work", say("A few days at a time: temp work"), "temp-work"),
            Option("season", say("A season"), "season"),
            Option("school-and-work", say("School and work"), "work-and-study"),
            Option("own-business", say("My own business"), "own-business"),
            Option("unsure", say("I don't know"), "unsure", alone=True),
        )
    ),
    picture="contract",
    use=PLAN,
)
_WHEN = Question(
    key="wish-when",
    short=say("Which days and hours?"),
    ask=say("When can you work?"),
    help=say("You do not have to say why."),
    why=say("To look for hours that fit your life."),
    answer=Grid(
        rows=(
            Option("monday", say("Monday"), "day"),
            Option("tuesday", say("Tuesday"), "day"),
            Option("wednesday", say("Wednesday"), "day"),
            Option("thursday", say("Thursday"), "day"),
            Option("friday", say("Friday"), "day"),
            Option("saturday", say("Saturday"), "day"),
            Option("sunday", say("Sunday"), "day"),
        ),
        columns=(
            Option("morning", say("Morning"), "morning"),
            Option("afternoon", say("Afternoon"), "afternoon"),
            Option("evening", say("Evening"), "evening"),
            Option("night", say("Night"), "night"),
        ),
    ),
    picture="week",
    use=PLAN,
)
_HOURS = Question(
    key="wish-hours",
    short=say("How many hours?"),
    ask=say("How many hours a week do you want to work?"),
    help=say("A full week is 35 hours."),
    why=say("To look for the right job. It is a wish."),
    answer=One(
        (
            Option("35", say("35 hours"), "full-time"),
            Option("20-to-34", say("Between 20 and 34 hours"), "part-time"),
            Option("under-20", say("Less than 20 hours"), "few-hours"),
            UNSURE,
        )
    ),
    picture="hours",
    use=PLAN,
)
_PAY = Question(
    key="wish-pay",
    short=say("What lowest pay?"),
    ask=say("What is the lowest pay you want?"),
    help=say("Per month or per hour. You can talk about it first."),
    why=say("It is a wish. Nothing is decided here."),
    answer=Money(
        per=(
            Option("month", say("Per month"), "month"),
            Option("hour", say("Per hour"), "hour"),
        )
    ),
    picture="pay",
    use=PLAN_PERSONAL,
)
_REFUSAL = Question(
    key="wish-refusal",
    short=say("A job you do not want?"),
    ask=say("Which job do you not want to do?"),
    help=say("You do not have to say why."),
    why=say("So that your counsellor knows. Nothing is decided here."),
    answer=LongText(),
    picture="refuse",
    use=PLAN_HARD,
    in_person=True,
)

WISHES = Section(
    key="wishes",
    title=say("The job I want"),
    picture="wish",
    questions=(_JOB, _PLACE, _JOURNEY, _CONTRACT, _WHEN, _HOURS, _PAY, _REFUSAL),
    note=say("These answers are wishes. They are not a contract."),
)
