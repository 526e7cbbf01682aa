"""What is hard to say, behind a gate that only the person opens.

The effect on work is asked, never the name of an illness, and nothing about other people.
The keys are addresses of pages, so here they are numbers that tell nothing.
"""

from portal.core.answers import One, Option, Several
from portal.core.questions import Answers, Question, Section
from portal.core.words import say
from portal.dossier.questions.choices import NO, OTHER, UNSURE, YES
from portal.dossier.questions.promises import HELP_PROTECTED, HELP_SPECIAL, TALK

_GATE = Question(
    key="more-1",
    short=say("Talk about it?"),
    ask=say("Do you want to talk about what is difficult?"),
    help=say("All 3 answers are good."),
    why=say("To choose where to talk. “No” leaves no trace."),
    answer=One(
        (
            Option("here", say("Yes, here"), "yes"),
            Option("at-the-interview", say("Yes, but at the interview"), "talk"),
            NO,
        )
    ),
    picture="talk",
    use=TALK,
    core=True,
    leaves_no_trace=True,
)
_TOPICS = Question(
    key="more-2",
    short=say("Help with what?"),
    ask=say("What do you want help with?"),
    help=say("You can choose several answers. Or none."),
    why=say("To find the right person with you."),
    answer=Several(
        (
            Option("getting-around", say("Getting around"), "travel"),
            Option("home", say("My home"), "house"),
            Option("money", say("Money"), "money"),
            Option("children", say("The children"), "children"),
            Option("close-one", say("Helping someone close"), "close-one"),
            Option("health", say("My health"), "health"),
            Option("papers", say("Papers"), "papers"),
            Option("french", say("French, reading, counting"), "letters"),
            Option("digital", say("The phone and the computer"), "computer"),
            Option("past-job", say("A problem in a past job"), "problem"),
            OTHER,
        )
    ),
    picture="help",
    use=HELP_SPECIAL,
    in_person=True,
)
_HOME = Question(
    key="more-3",
    short=say("Can you keep your home?"),
    ask=say("Can you stay in your home for a long time?"),
    help=say("We can tell you who can help."),
    why=say("Without a stable home, looking for work is harder."),
    answer=One((YES, NO, UNSURE)),
    picture="home-key",
    use=HELP_PROTECTED,
    in_person=True,
)
_CHILDREN = Question(
    key="more-4",
    short=say("Who looks after your children?"),
    ask=say("Do you have someone to look after your children?"),
    help=say("Alone with a child under 12, and nobody to look after them? You can ask for a plan without hours."),
    why=say("To choose hours that suit the children."),
    answer=One(
        (
            Option("no-children", say("No child to look after"), "nothing"),
            YES,
            Option("sometimes", say("Sometimes"), "sometimes"),
            NO,
        )
    ),
    picture="children",
    use=HELP_PROTECTED,
    in_person=True,
)
_MONEY = Question(
    key="more-5",
    short=say("Is money a worry?"),
    ask=say("Is money a worry at the moment?"),
    help=say("We do not ask how much."),
    why=say("To tell you which help you can ask for."),
    answer=One((NO, YES, UNSURE)),
    picture="money",
    use=HELP_PROTECTED,
    in_person=True,
)
_HEALTH = Question(
    key="more-6",
    short=say("A health worry at work?"),
    ask=say("Does your health change the work you can do?"),
    help=say("Do not say your illness. We do not need it."),
    why=say("To look for work that is good for you."),
    answer=One((NO, YES, UNSURE)),
    picture="health",
    use=HELP_SPECIAL,
    in_person=True,
)


def _health_changes_work(answers: Answers) -> bool:
    return answers.get(_HEALTH.key) == YES.key


_HARD_AT_WORK = Question(
    key="more-7",
    short=say("What is difficult?"),
    ask=say("At work, what is difficult for you?"),
    help=say("Choose only what you want to tell."),
    why=say("To look for a job that suits you."),
    answer=Several(
        (
            Option("carrying", say("Carrying"), "carry"),
            Option("standing", say("Standing for long"), "stand"),
            Option("walking", say("Walking"), "walk"),
            Option("noise", say("Noise"), "noise"),
            Option("seeing", say("Seeing"), "see"),
            Option("hearing", say("Hearing"), "hear"),
            Option("attention", say("Paying attention for long"), "focus"),
            Option("stress", say("Stress"), "stress"),
            Option("care", say("Care during the day"), "care"),
            OTHER,
        )
    ),
    picture="health",
    use=HELP_SPECIAL,
    in_person=True,
    depends_on=(_HEALTH.key,),
    asked_if=_health_changes_work,
)

HARD_THINGS = Section(
    key="more",
    title=say("What is difficult"),
    picture="talk",
    questions=(_GATE, _TOPICS, _HOME, _CHILDREN, _MONEY, _HEALTH, _HARD_AT_WORK),
    note=say("Nobody will ask you why you skip."),
    gate=_GATE.key,
)
