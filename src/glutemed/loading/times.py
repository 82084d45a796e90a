"""What people give for when: an hour of the day, and a time zone. Every fault is one UsageError line."""

import re

from glutemed.errors import UsageError, suggest
from glutemed.loading.documents import shown

__all__ = ["read_hour", "read_zone"]

HOUR = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
CLOCK_12 = re.compile(r"(0?[1-9]|1[0-2])(?:[:.]([0-5][0-9]))? ?([ap])\.?m\.?", re.IGNORECASE)
OTHER_24 = re.compile(r"([01]?[0-9]|2[0-3])[.h]?([0-5][0-9])h?|([01]?[0-9]|2[0-3])(?:h| ?o'?clock)?", re.IGNORECASE)
OFFSET = re.compile(r"(utc|gmt)?_?[+-].*")
"""Hours from Greenwich: no clock change is known of them, and the signs of Etc/GMT+5 are the other way round."""
NOT_PLACES = ("Factory", "localtime")
"""Names in the data that no one lives in: what they stand for differs from one computer to the next."""


def read_hour(option: str, value: str) -> str:
    """Return an hour of the day as "07:30": hours from 0 to 23, of 24; UsageError tells how to write it."""
    text = value.strip()
    if found := HOUR.fullmatch(text):
        return f"{int(found[1]):02}:{found[2]}"
    hint = f'; did you mean "{meant}"?' if (meant := _meant(text)) else ""
    raise UsageError(f"{option}: {shown(value)} is not a time of day; write it of 24 hours, such as 18:00{hint}")


def _meant(text: str) -> str | None:
    """Return the hour that another way of writing it stands for."""
    if found := CLOCK_12.fullmatch(text):
        return f"{int(found[1]) % 12 + (12 if found[3] in 'pP' else 0):02}:{found[2] or '00'}"
    if found := OTHER_24.fullmatch(text):
        return f"{int(found[1] or found[3]):02}:{found[2] or '00'}"
    return "00:00" if text == "24:00" else None


def read_zone(option: str, value: str) -> str:
    """Return the IANA name of a time zone, given in any case: "europe/london" is Europe/London.

    Only names of the time zone data are taken, and no file is opened by what was given. Raises UsageError
    with the nearest name; that of a city is enough to be found.
    """
    from zoneinfo import available_timezones

    known = {zone.casefold(): zone for zone in sorted(available_timezones() - set(NOT_PLACES), reverse=True)}
    text = value.strip().casefold().replace(" ", "_")
    if text in known:
        return known[text]
    cities = {zone.rpartition("/")[2]: zone for zone in known}
    near = None
    if not OFFSET.fullmatch(text):
        near = cities.get(text) or suggest(text, known) or cities.get(suggest(text, cities) or "")
    hint = f'did you mean "{known[near]}"?' if near else "write it as region/city, such as Europe/London"
    raise UsageError(f"{option}: {shown(value)} is no time zone; {hint}")
