"""Who is coming, in which language, and how to reach them."""

from portal.core.answers import Language, One, Option, Phone, Several, Text
from portal.core.questions import Question, Section
from portal.core.words import say
from portal.dossier.questions.choices import NO, NOTHING, YES
from portal.dossier.questions.promises import ADAPT, CONTACT, REACH

OFFERED = ("fr", "en", "ar")
"""The languages a person can choose to read."""

_NAME = Question(
    key="about-name",
    short=say("Your name?"),
    ask=say("What should we call you?"),
    help=say("Your counsellor will say this name at the interview."),
    why=say("To greet you the way you like."),
    answer=Text(autocomplete="nickname"),
    picture="name",
    use=CONTACT,
    core=True,
)
_LANGUAGE = Question(
    key="about-language",
    short=say("Your language?"),
    ask=say("Which language do you want to read?"),
    help=say("You can change the language on every page."),
    why=say("So that you understand every page."),
    answer=Language(offered=OFFERED),
    picture="language",
    use=ADAPT,
    core=True,
)
_INTERPRETER = Question(
    key="about-interpreter",
    short=say("Someone to translate?"),
    ask=say("Do you want someone to translate at the interview?"),
    help=say("You can also come with someone."),
    why=say("So that the agency can look for someone in time."),
    answer=One((YES, NO, Option("with-someone", say("I am coming with someone"), "with-someone"))),
    picture="interpreter",
    use=ADAPT,
    core=True,
)
_PHONE = Question(
    key="about-phone",
    short=say("Your phone?"),
    ask=say("What is your phone number?"),
    help=say("To tell you if the interview changes."),
    why=say("So that you do not come for nothing."),
    answer=Phone(),
    picture="phone",
    use=REACH,
)
_REACH = Question(
    key="about-reach",
    short=say("How can we talk to you?"),
    ask=say("How can we talk to you between two interviews?"),
    help=say("Choose everything that works for you."),
    why=say("To write or call the way you prefer."),
    answer=Several(
        (
            Option("call", say("A call"), "call"),
            Option("text-message", say("A text message"), "message"),
            Option("email", say("An e-mail"), "email"),
            Option("letter", say("A letter"), "letter"),
            Option("someone-i-choose", say("Through a person I choose"), "someone"),
        )
    ),
    picture="mailbox",
    use=CONTACT,
    core=True,
)
_READING = Question(
    key="about-reading",
    short=say("Help with reading?"),
    ask=say("What helps you to read?"),
    help=say("Your counsellor will know it before the interview."),
    why=say("To give you papers that are easy to read."),
    answer=Several(
        (
            Option("hear-the-text", say("Hearing the text"), "listen"),
            Option("large-text", say("A large text"), "large-text"),
            Option("pictures", say("Pictures"), "pictures"),
            Option("someone-beside-me", say("Someone beside me"), "with-someone"),
            NOTHING,
        )
    ),
    picture="reading",
    use=ADAPT,
)

ABOUT_ME = Section(
    key="about-me",
    title=say("About me"),
    picture="hello",
    questions=(_NAME, _LANGUAGE, _INTERPRETER, _PHONE, _REACH, _READING),
)
