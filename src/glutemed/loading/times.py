"""What people give for when: an hour of the day, and a time zone. Every fault is one UsageError line."""

import re
from functools import cache

from glutemed.errors import UsageError, suggest
from glutemed.loading.requests import shown

__all__ = ["read_hour", "read_zone"]

HOUR = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
CLOCK_12 = re.compile(r"(0?[1-9]|1[0-2])(?:[:.]([0-5][0-9]))? ?([ap])\.?m\.?", re.IGNORECASE)
OTHER_24 = re.compile(r"([01]?[0-9]|2[0-3])[.h]?([0-5][0-9])h?|([01]?[0-9]|2[0-3])(?:h| ?o'?clock)?", re.IGNORECASE)
OFFSET = re.compile(r"(?:etc/)?(?:utc|gmt)?_?[+-].*")
"""Hours from Greenwich: no clock change is known of them, and the signs of Etc/GMT+5 are the other way round."""
NOT_PLACES = re.compile(r"Factory|localtime|Etc/GMT[+-].*|(?:[A-Z]{2}T|[ECMP]ST)(?:[0-9][A-Z]{3})?|[CME]ET|WET")
"""Names in the data that no one lives in: short forms that know no clock change, or differ from place to place."""
SHORT = {
    **dict.fromkeys(("est", "edt", "est5edt"), "America/New_York"),
    **dict.fromkeys(("cst", "cdt", "cst6cdt"), "America/Chicago"),
    **dict.fromkeys(("mst", "mdt", "mst7mdt"), "America/Denver"),
    **dict.fromkeys(("pst", "pdt", "pst8pdt"), "America/Los_Angeles"),
    "hst": "Pacific/Honolulu",
    **dict.fromkeys(("cet", "cest", "met"), "Europe/Paris"),
    **dict.fromkeys(("wet", "west"), "Europe/Lisbon"),
    **dict.fromkeys(("eet", "eest"), "Europe/Athens"),
    "bst": "Europe/London",
}
"""A place for each short form that people use: the short form leaves out that its clocks change."""


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
    return None


def read_zone(option: str, value: str) -> str:
    """Return the IANA name of a time zone, given in any case: "europe/london" is Europe/London.

    Only names of the time zone data are taken, and no file is opened by what was given. Raises UsageError
    with the nearest name; that of a city is enough to be found.
    """
    known, text = _known(), value.strip().casefold().replace(" ", "_")
    if text in known:
        return known[text]
    cities = {zone.rpartition("/")[2]: zone for zone in known}
    near = SHORT.get(text, "").casefold()
    if not near and not OFFSET.fullmatch(text):
        near = cities.get(text) or suggest(text, known) or cities.get(suggest(text, cities) or "") or ""
    hint = f'did you mean "{known[near]}"?' if near else "write it as region/city, such as Europe/London"
    raise UsageError(f"{option}: {shown(value)} is no time zone; {hint}")


@cache
def _known() -> dict[str, str]:
    """Return the names of places by their names in small letters."""
    from zoneinfo import available_timezones

    places = (zone for zone in available_timezones() if not NOT_PLACES.fullmatch(zone))
    return {zone.casefold(): zone for zone in sorted(places, reverse=True)}
