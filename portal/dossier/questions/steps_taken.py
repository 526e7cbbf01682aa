"""What the person has already tried, what worked and what blocks."""

from portal.core.answers import LongText, One, Option, Several
from portal.core.questions import Question, Section
from portal.core.words import say
from portal.dossier.questions.choices import NO, NOTHING_NOW, OTHER, YES
from portal.dossier.questions.promises import HELP_HARD, INTERVIEW

_DONE = Question(
    key="steps-done",
    short=say("What have you done?"),
    ask=say("What have you already done to find a job?"),
    help=say("Even a small thing counts."),
    why=say("So that you do not start again from zero."),
    answer=Several(
        (
            Option("cv", say("Made a CV"), "cv"),
            Option("read-offers", say("Looked at job offers"), "job-search"),
            Option("wrote", say("Wrote to employers"), "apply"),
            Option("called", say("Called employers"), "call"),
            Option("visited", say("Went to see employers"), "visit-employer"),
            Option("interview", say("Had a job interview"), "job-interview"),
            Option("asked-around", say("Asked people I know"), "ask-around"),
            Option("temp-agency", say("Went to a temp work agency"), "temp-work"),
            Option("course", say("Followed a course"), "training"),
            Option("tried-a-job", say("Tried a job"), "try-job"),
            OTHER,
            NOTHING_NOW,
        )
    ),
    picture="steps",
    use=INTERVIEW,
    core=True,
    again=True,
)
_REPLIES = Question(
    key="steps-replies",
    short=say("Any answers?"),
    ask=say("Have employers answered you?"),
    help=say("Many people get no answer. It is not your fault."),
    why=say("To see together what can help."),
    answer=One(
        (
            YES,
            Option("a-little", say("A little"), "a-little"),
            NO,
            Option("not-yet", say("I have not written yet"), "not-yet"),
        )
    ),
    picture="replies",
    use=INTERVIEW,
)
_WORKED = Question(
    key="steps-worked",
    short=say("What has worked?"),
    ask=say("What has worked well?"),
    help=say("A few words are enough."),
    why=say("To do more of what works."),
    answer=LongText(),
    picture="worked-well",
    use=INTERVIEW,
)
_BLOCKED = Question(
    key="steps-blocked",
    short=say("What blocks you?"),
    ask=say("What blocks you in your search?"),
    help=say("You can choose several answers."),
    why=say("To look for the right help with you."),
    answer=Several(
        (
            Option("cv", say("Making a CV"), "cv"),
            Option("offers", say("Finding job offers"), "job-search"),
            Option("no-reply", say("No answer"), "no-reply"),
            Option("talking-to-employers", say("Talking to an employer"), "meet-employer"),
            Option("computer", say("The computer"), "computer"),
            Option("journey", say("The journey"), "travel"),
            Option("french", say("The French language"), "letters"),
            OTHER,
        )
    ),
    picture="blocked",
    use=HELP_HARD,
    core=True,
    in_person=True,
    again=True,
)

STEPS_TAKEN = Section(
    key="steps-taken",
    title=say("What I have already done"),
    picture="checklist",
    questions=(_DONE, _REPLIES, _WORKED, _BLOCKED),
)
