"""Failures that no retry can cure."""


class RefusedError(Exception):
    """The data or the model is not good enough; a person has to look."""
