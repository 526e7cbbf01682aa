"""The sixteen pictures a person chooses two from: easy to name, easy to tell apart, in any language."""

from portal.core.answers import Option
from portal.core.words import say

PICTURES = (
    Option("cat", say("cat"), "my-cat"),
    Option("elephant", say("elephant"), "my-elephant"),
    Option("turtle", say("turtle"), "my-turtle"),
    Option("butterfly", say("butterfly"), "my-butterfly"),
    Option("horse", say("horse"), "my-horse"),
    Option("rainbow", say("rainbow"), "my-rainbow"),
    Option("palm", say("palm tree"), "my-palm"),
    Option("rose", say("rose"), "my-rose"),
    Option("watermelon", say("watermelon"), "my-watermelon"),
    Option("banana", say("banana"), "my-banana"),
    Option("umbrella", say("umbrella"), "my-umbrella"),
    Option("sailboat", say("sailboat"), "my-sailboat"),
    Option("balloon", say("balloon"), "my-balloon"),
    Option("crown", say("crown"), "my-crown"),
    Option("chair", say("chair"), "my-chair"),
    Option("guitar", say("guitar"), "my-guitar"),
)
"""240 ordered pairs: enough beside a secret of 128 bits, with ten tries."""

BY_KEY = {picture.key: picture for picture in PICTURES}
