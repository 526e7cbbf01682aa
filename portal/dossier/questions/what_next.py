"""What the person expects now: what matters most, the help they want, the question they bring."""

from portal.core.answers import LongText, One, Option, Several
from portal.core.questions import Question, Section
from portal.core.words import say
from portal.dossier.questions.choices import NO, NOTHING_NOW, OTHER, UNSURE, YES
from portal.dossier.questions.promises import COMPANY, OWN_QUESTION, PLAN

_PRIORITY = Question(
    key="next-priority",
    short=say("What matters most?"),
    ask=say("What is most important for you now?"),
    help=say("Only one answer. You can change it later."),
    why=say("To start with what matters to you."),
    answer=One(
        (
            Option("a-job-fast", say("Find a job fast"), "right-away"),
            Option("the-right-job", say("Find the right job"), "right-job"),
            Option("learn", say("Learn"), "training"),
            Option("solve-first", say("Solve a problem first"), "problem"),
            Option("know-what-to-do", say("Know what to do"), "direction"),
            OTHER,
        )
    ),
    picture="important",
    use=PLAN,
    core=True,
    again=True,
)
_GOAL = Question(
    key="next-goal",
    short=say("In 3 months?"),
    ask=say("What do you want to achieve in 3 months?"),
    help=say("A small step is enough."),
    why=say("To know where to go together."),
    answer=LongText(),
    picture="goal",
    use=PLAN,
)
_HELP = Question(
    key="next-help",
    short=say("What help?"),
    ask=say("What help do you want?"),
    help=say("Your counsellor will tell you what is possible."),
    why=say("To talk first about the help you want."),
    answer=Several(
        (
            Option("cv", say("A CV"), "cv"),
            Option("offers", say("Job offers"), "job-search"),
            Option("course", say("A course"), "training"),
            Option("try-a-job", say("Trying a job"), "try-job"),
            Option("licence", say("The driving licence"), "driving"),
            Option("french", say("The French language"), "letters"),
            Option("talk-more", say("Talking more often with my counsellor"), "talk"),
            NOTHING_NOW,
        )
    ),
    picture="help",
    use=PLAN,
    core=True,
    again=True,
)
_QUESTION = Question(
    key="next-question",
    short=say("Your question?"),
    ask=say("What question do you want to ask your counsellor?"),
    help=say("A few words are enough."),
    why=say("So that your counsellor can get ready to answer."),
    answer=LongText(),
    picture="question",
    use=OWN_QUESTION,
    core=True,
    again=True,
)
_COMPANY = Question(
    key="next-company",
    short=say("Come with someone?"),
    ask=say("Do you want to come with someone?"),
    help=say("You have the right. A friend, a relative, an association."),
    why=say("So that there is a chair for them too."),
    answer=One((YES, NO, UNSURE)),
    picture="with-someone",
    use=COMPANY,
)

WHAT_NEXT = Section(
    key="what-next",
    title=say("What comes next"),
    picture="what-next",
    questions=(_PRIORITY, _GOAL, _HELP, _QUESTION, _COMPANY),
)
