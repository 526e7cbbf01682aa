"""Activities: a person says what they did in a week, in pictures, in a minute."""
