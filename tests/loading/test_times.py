"""Hours and time zones as people write them: taken, or refused with what was meant."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo, reset_tzpath

import pytest

from glutemed.errors import UsageError
from glutemed.loading.times import read_hour, read_zone


@pytest.mark.parametrize(
    ("value", "hour"),
    [("18:00", "18:00"), ("7:30", "07:30"), ("07:30", "07:30"), (" 0:05\n", "00:05"), ("23:59", "23:59")],
)
def test_an_hour_of_24_is_taken(value: str, hour: str) -> None:
    assert read_hour("--at", value) == hour
    assert read_hour("--at", hour) == hour


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("6pm", "18:00"),
        ("6:30 PM", "18:30"),
        ("12 a.m.", "00:00"),
        ("12pm", "12:00"),
        ("18.00", "18:00"),
        ("1830", "18:30"),
        ("18h30", "18:30"),
        ("7", "07:00"),
        ("7 o'clock", "07:00"),
        ("25:00", None),
        ("18:60", None),
        ("13pm", None),
        ("18:00:00", None),
        ("evening", None),
        ("", None),
        ("-1:00", None),
        ("\u0661\u0668:\u0660\u0660", None),  # 18:00 in Arabic digits
    ],
)
def test_another_way_to_write_it_is_told_with_what_was_meant(value: str, meant: str | None) -> None:
    with pytest.raises(UsageError) as refused:
        read_hour("--at", value)
    told = str(refused.value)
    assert told.startswith(f'--at: "{value}" is not a time of day; write it of 24 hours, such as 18:00')
    assert told.endswith(f'; did you mean "{meant}"?' if meant else "such as 18:00")


@pytest.mark.parametrize(
    ("value", "zone"),
    [
        ("Europe/London", "Europe/London"),
        ("europe/london", "Europe/London"),
        (" AMERICA/NEW_YORK ", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("america/argentina/buenos_aires", "America/Argentina/Buenos_Aires"),
        ("utc", "UTC"),
    ],
)
def test_a_time_zone_is_found_in_any_case(value: str, zone: str) -> None:
    assert read_zone("--timezone", value) == zone
    assert read_zone("--timezone", zone) == zone
    assert ZoneInfo(zone).key == zone


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("Europe/Lodnon", 'did you mean "Europe/London"?'),
        ("london", 'did you mean "Europe/London"?'),
        ("New York", 'did you mean "America/New_York"?'),
        ("Sydny", 'did you mean "Australia/Sydney"?'),
        ("Kathmandu", 'did you mean "Asia/Kathmandu"?'),
        ("Dubai", 'did you mean "Asia/Dubai"?'),
        ("GMT+5", "write it as region/city, such as Europe/London"),
        ("utc -3", "write it as region/city, such as Europe/London"),
        ("+05:30", "write it as region/city, such as Europe/London"),
        ("", "write it as region/city, such as Europe/London"),
        ("xx", "write it as region/city, such as Europe/London"),
        ("localtime", None),
        ("Factory", None),
        ("posix/Europe/London", None),
        ("../../etc/passwd", None),
        ("/etc/localtime", None),
        ("Europe/../Europe/London", None),
        ("Europe", None),
        ("\x1b[31mEurope/London", None),
        ("Europe/London\x00", None),
        ("x" * 10_000, None),
    ],
)
def test_what_is_no_time_zone_is_told_in_one_short_line(value: str, hint: str | None) -> None:
    with pytest.raises(UsageError) as refused:
        read_zone("--timezone", value)
    told = str(refused.value)
    assert " is no time zone; " in told
    assert told.endswith(hint or "")
    assert len(told) < 200
    assert told.isprintable()


def test_no_file_outside_the_time_zone_data_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is a time zone, beside the data, is not one of it."""
    secret = tmp_path / "secret"
    secret.write_bytes(b"TZif2" + b"\0" * 200)
    here = os.path.relpath(secret, "/usr/share/zoneinfo")
    for value in (str(secret), here, f"Europe/../{here}"):
        with pytest.raises(UsageError, match="is no time zone"):
            read_zone("--timezone", value)


def test_it_works_where_the_system_has_no_time_zones(tmp_path: Path) -> None:
    reset_tzpath([str(tmp_path)])
    try:
        assert read_zone("--timezone", "europe/london") == "Europe/London"
        assert ZoneInfo.no_cache("Europe/London").key == "Europe/London"
    finally:
        reset_tzpath()
