"""Log records as single lines that carry no reader's or donor's data.

Promise: a record is one line; e-mail addresses, query strings and other places of tokens are taken out; an error
shows its kind, its redacted words and the places it passed through, never the values of variables.
"""

import logging
import re
import traceback

# Each looks at a run of characters once, from its first one on: a stranger's path may be one run of thousands.
_EMAIL = re.compile(r"(?<![^\s@<>()\"'=,;:])[^\s@<>()\"'=,;:]+@[^\s@<>()\"',;:]+\.[^\s@<>()\"',;:]+")
_QUERY = re.compile(r"(?<![^\s\"'<>])([^\s\"'<>?]*)\?[^\s\"'<>]*=[^\s\"'<>]*")
_KEY_IN_PATH = re.compile(
    r"(/(?:ar|en)/(?:preview|support/(?:manage/open|confirm|receipt|sandbox/card|sandbox|thanks|pay|card))/)"
    r"[^/\s\"'<>]+"
)
_PLACES_SHOWN = 8


class OneLine(logging.Formatter):
    """Time, level, logger and message on one line, then the error if there was one."""

    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03d"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        record.message = record.getMessage()
        record.asctime = self.formatTime(record)
        line = self.formatMessage(record)
        if record.exc_info and record.exc_info[1]:
            line = f"{line} | {_error(record.exc_info[1])}"
        return redacted(" / ".join(part.strip() for part in line.splitlines() if part.strip()))


def redacted(text: str) -> str:
    """Give the text without e-mail addresses, query strings and the keys in addresses that open something."""
    return _EMAIL.sub("<e-mail>", _QUERY.sub(r"\1?...", _KEY_IN_PATH.sub(r"\1...", text)))


def _error(error: BaseException) -> str:
    """Name an error and, innermost first, the places it came through."""
    frames = traceback.extract_tb(error.__traceback__)[::-1][:_PLACES_SHOWN]
    places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__}: {error} at {places}"
