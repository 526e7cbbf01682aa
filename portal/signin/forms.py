"""The two forms of signing in: a card's letters, a member of staff's account."""

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField


class CardForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The letters of a card, in any grouping and case."""

    code = StringField()


class StaffForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Name, password, and the code from the telephone."""

    login = StringField()
    password = PasswordField()
    code = StringField()
