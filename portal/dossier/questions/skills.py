"""What the person can do: with their hands, with words, with a screen, on the road."""

from portal.core.answers import Option, Several
from portal.core.questions import Question, Section
from portal.core.words import say
from portal.dossier.questions.choices import NOTHING_NOW, OTHER
from portal.dossier.questions.promises import HELP, PLAN, PLAN_PERSONAL

_GOOD_AT = Question(
    key="skills-good-at",
    short=say("What can you do?"),
    ask=say("What do you do well?"),
    help=say("At home, at work or to help someone."),
    why=say("You may already know a trade."),
    answer=Several(
        (
            Option("cook", say("Cook"), "cook"),
            Option("clean", say("Clean"), "clean"),
            Option("look-after-children", say("Look after children"), "children"),
            Option("help-older-people", say("Help an older person"), "older-person"),
            Option("repair", say("Repair things"), "repair"),
            Option("build", say("Build or paint"), "build"),
            Option("drive", say("Drive"), "driving"),
            Option("grow", say("Look after plants or animals"), "grow"),
            Option("sew", say("Make or repair clothes"), "sew"),
            Option("sell", say("Sell or welcome people"), "sell"),
            Option("sort", say("Carry or sort things"), "sort"),
            OTHER,
        )
    ),
    picture="good-at",
    use=PLAN,
    core=True,
)
_LANGUAGES = Question(
    key="skills-languages",
    short=say("Your languages at work?"),
    ask=say("Which languages do you want to use at work?"),
    help=say("Speaking a language can help to find a job."),
    why=say("Some employers look for people who speak several languages."),
    answer=Several(
        (
            Option("french", say("French"), "latin-letters"),
            Option("arabic", say("Arabic"), "arabic-letters"),
            Option("english", say("English"), "latin-letters"),
            Option("spanish", say("Spanish"), "latin-letters"),
            Option("portuguese", say("Portuguese"), "latin-letters"),
            Option("turkish", say("Turkish"), "latin-letters"),
            Option("ukrainian", say("Ukrainian"), "cyrillic-letters"),
            Option("russian", say("Russian"), "cyrillic-letters"),
            Option("persian", say("Persian or Dari"), "arabic-letters"),
            Option("pashto", say("Pashto"), "arabic-letters"),
            Option("sign-language", say("Sign language"), "sign-language"),
            Option("another", say("Another language"), "other"),
        )
    ),
    picture="language",
    use=PLAN_PERSONAL,
)
_FRENCH = Question(
    key="skills-french",
    short=say("The French language?"),
    ask=say("In French, what is easy for you?"),
    help=say("This is not an exam."),
    why=say("To offer you a class if you want one."),
    answer=Several(
        (
            Option("understand", say("Understand"), "understand"),
            Option("speak", say("Speak"), "speak"),
            Option("read", say("Read"), "read"),
            Option("write", say("Write"), "write"),
            Option("count", say("Count"), "count"),
        )
    ),
    picture="letters",
    use=HELP,
)
_DIGITAL = Question(
    key="skills-digital",
    short=say("Phone, computer?"),
    ask=say("What do you do with a phone or a computer?"),
    help=say("Nothing? That is a good answer too."),
    why=say("To help you with the screen if you want."),
    answer=Several(
        (
            Option("send-a-message", say("Send a message"), "message"),
            Option("send-an-email", say("Send an e-mail"), "email"),
            Option("fill-in-a-paper", say("Fill in a paper on the internet"), "online-form"),
            Option("take-a-photo", say("Take a photo"), "photo"),
            NOTHING_NOW,
        )
    ),
    picture="computer",
    use=HELP,
)
_LICENCE = Question(
    key="skills-licence",
    short=say("A driving licence?"),
    ask=say("Do you have a driving licence?"),
    help=say("A licence from another country counts too."),
    why=say("Some jobs ask for a licence."),
    answer=Several(
        (
            Option("no", say("No"), "no", alone=True),
            Option("soon", say("Soon"), "soon"),
            Option("car", say("Car"), "car"),
            Option("motorcycle", say("Motorcycle"), "motorbike"),
            Option("truck-or-bus", say("Truck or bus"), "lorry"),
            Option("another-country", say("From another country"), "abroad"),
        )
    ),
    picture="driving",
    use=PLAN,
)
_TRAVEL = Question(
    key="skills-travel",
    short=say("How do you get around?"),
    ask=say("How do you go from one place to another?"),
    help=say("Choose everything you can do."),
    why=say("Some jobs are far from a bus or a train."),
    answer=Several(
        (
            Option("on-foot", say("On foot"), "walk"),
            Option("bike", say("By bike"), "bike"),
            Option("bus-or-train", say("By bus or train"), "bus"),
            Option("car", say("By car"), "car"),
            Option("motorcycle", say("By motorcycle"), "motorbike"),
            Option("driven", say("With someone who drives"), "passenger"),
        )
    ),
    picture="travel",
    use=PLAN,
    core=True,
)

SKILLS = Section(
    key="skills",
    title=say("What I can do"),
    picture="skills",
    questions=(_GOOD_AT, _LANGUAGES, _FRENCH, _DIGITAL, _LICENCE, _TRAVEL),
)
