"""Bytes -> Sheet: a text table exactly as found, and everything that was decided on the way."""

from cxdata.reading.containers.files import read
from cxdata.reading.mapping import Mapping, Question, Suggestion
from cxdata.reading.sheet import Sheet

__all__ = ["Mapping", "Question", "Sheet", "Suggestion", "read"]
