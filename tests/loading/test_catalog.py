"""Loading: the catalogue, and a cache that is quick, private, small and never wrong."""

import gc
import json
import os
import shutil
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

import glutemed.loading.catalog
from glutemed.errors import FileError, ProblemsError
from glutemed.loading.catalog import CACHED_MAX, data_files, load_catalog
from glutemed.loading.merging import merge
from glutemed.model.catalog import Catalog


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """A copy of the catalogue's data files."""
    folder = shutil.copytree(os.path.dirname(data_files()[0]), tmp_path / "data")
    return [str(Path(folder) / os.path.basename(name)) for name in data_files()]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A folder for the cache, which is not there yet."""
    return tmp_path / "not" / "yet"


@pytest.fixture(scope="module")
def cached(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes]:
    """The name and the bytes of a good cache file."""
    folder = tmp_path_factory.mktemp("cache")
    load_catalog(cache=str(folder))
    return only(folder).name, only(folder).read_bytes()


def only(cache: Path) -> Path:
    (file,) = cache.iterdir()
    return file


def never_merge(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(names: object) -> Catalog:
        raise AssertionError(f"merged {names}")

    monkeypatch.setattr("glutemed.loading.merging.merge", refuse)


def append(file: str, text: str) -> None:
    with open(file, "a", encoding="utf-8") as out:
        out.write(text)


# The data files


def test_the_data_files_are_the_yaml_files_of_the_data_folder_in_order() -> None:
    names = [os.path.basename(name) for name in data_files()]
    assert names == sorted(names)
    assert {"exercises.yaml", "limits.yaml", "sources.yaml"} <= set(names)
    assert all(name.endswith(".yaml") and os.path.isabs(file) for name, file in zip(names, data_files(), strict=True))


def test_a_missing_data_folder_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "isdir", lambda _: False)
    with pytest.raises(FileError, match="the data folder is missing"):
        data_files()


def test_without_a_cache_the_files_are_merged(catalog: Catalog, files: list[str]) -> None:
    assert load_catalog() == catalog
    assert load_catalog(files) == catalog


# Hits and misses


def test_a_hit_gives_what_merging_gave_without_merging(
    catalog: Catalog, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_catalog(cache=str(cache)) == catalog
    assert only(cache).name.startswith("catalog-")
    never_merge(monkeypatch)
    assert load_catalog(cache=str(cache)) == catalog


def test_the_same_data_in_another_folder_is_a_hit(
    catalog: Catalog, files: list[str], cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_catalog(cache=str(cache))
    never_merge(monkeypatch)
    assert load_catalog(files, cache=str(cache)) == catalog


def test_a_changed_data_file_is_a_miss(files: list[str], cache: Path) -> None:
    before = load_catalog(files, cache=str(cache))
    (limits,) = (file for file in files if file.endswith("limits.yaml"))
    text = Path(limits).read_text(encoding="utf-8")
    Path(limits).write_text(text.replace("unit: sets", "unit: stes"), encoding="utf-8")  # the same length
    after = load_catalog(files, cache=str(cache))
    assert after == merge(files)
    assert after != before


@pytest.mark.parametrize("what, value", [("__version__", "9.9.9"), ("CODEC", 999)])
def test_another_version_or_codec_is_a_miss(
    cache: Path, monkeypatch: pytest.MonkeyPatch, what: str, value: object
) -> None:
    load_catalog(cache=str(cache))
    monkeypatch.setattr(glutemed.loading.catalog, what, value)
    load_catalog(cache=str(cache))
    assert len(list(cache.iterdir())) == 2


def signed(body: bytes) -> bytes:
    return sha256(body).hexdigest().encode() + b"\n" + body


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda raw: b"", id="empty"),
        pytest.param(lambda raw: raw[:-1], id="cut off"),
        pytest.param(lambda raw: raw + b" ", id="longer"),
        pytest.param(lambda raw: b"0" + raw[1:] if raw[:1] != b"0" else b"1" + raw[1:], id="other sum"),
        pytest.param(lambda raw: b"\xff" + raw[1:], id="sum that is no text"),
        pytest.param(lambda raw: raw.replace(b"side", b"sidf", 1), id="one byte in the data"),
        pytest.param(lambda raw: raw.partition(b"\n")[2], id="no sum"),
        pytest.param(lambda raw: bytes(reversed(raw)), id="backwards"),
        pytest.param(lambda raw: signed(b"{"), id="right sum of bad JSON"),
        pytest.param(lambda raw: signed(b'{"surprise": 1}'), id="right sum of an unknown field"),
        pytest.param(lambda raw: signed(b'{"exercises": 5}'), id="right sum of a wrong type"),
        pytest.param(lambda raw: signed(b'{"exercises": [{}]}'), id="right sum of missing fields"),
        pytest.param(lambda raw: signed(b'{"exercises": [5]}'), id="right sum of a number for a record"),
        pytest.param(lambda raw: signed(b"[]"), id="right sum of a list"),
        pytest.param(lambda raw: signed(b"[" * 100_000), id="right sum of deep nesting"),
    ],
)
def test_a_spoiled_cache_file_is_a_miss_and_is_mended(
    catalog: Catalog, cached: tuple[str, bytes], cache: Path, spoil: Callable[[bytes], bytes]
) -> None:
    name, good = cached
    cache.mkdir(parents=True)
    (cache / name).write_bytes(spoil(good))
    assert load_catalog(cache=str(cache)) == catalog
    assert only(cache).read_bytes() == good


def test_a_cache_file_opens_with_the_sum_of_its_json(cache: Path) -> None:
    load_catalog(cache=str(cache))
    head, body = only(cache).read_bytes().split(b"\n")
    assert head.decode() == sha256(body).hexdigest()
    assert "exercises" in json.loads(body)


# What must not be cached


@pytest.mark.parametrize("cached", [True, False])
def test_problems_are_told_every_time_and_never_kept(files: list[str], cache: Path, cached: bool) -> None:
    append(files[0], "surprise: 1\n")
    for _ in range(2):
        with pytest.raises(ProblemsError, match='"surprise" is not a field here'):
            load_catalog(files, cache=str(cache) if cached else None)
    assert not cache.exists()


@pytest.mark.parametrize("cached", [True, False])
def test_a_file_that_cannot_be_read_is_named(files: list[str], cache: Path, cached: bool) -> None:
    missing = files[0] + ".none"
    with pytest.raises(FileError) as caught:
        load_catalog([*files, missing], cache=str(cache) if cached else None)
    assert str(caught.value) == f"cannot read {missing}: No such file or directory"


@pytest.mark.parametrize("cached", [True, False])
def test_a_file_over_5_megabytes_is_refused(files: list[str], cache: Path, cached: bool) -> None:
    append(files[0], "#" * 5_000_000)
    with pytest.raises(ProblemsError, match="the file is larger than 5 MB"):
        load_catalog(files, cache=str(cache) if cached else None)


# The folder


def test_a_cache_that_cannot_be_made_is_passed_over(
    catalog: Catalog, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        assert load_catalog(cache=str(place)) == catalog
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("call", ["open", "replace", "scandir"])
def test_a_folder_that_refuses_to_write_is_passed_over(
    catalog: Catalog, cache: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    real = getattr(os, call)

    def refuse(path: object, *rest: object) -> object:
        if str(cache) in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *rest)

    monkeypatch.setattr(os, call, refuse)
    assert load_catalog(cache=str(cache)) == catalog


def test_the_cache_is_private_whatever_the_umask(cache: Path) -> None:
    before = os.umask(0)
    try:
        load_catalog(cache=str(cache))
    finally:
        os.umask(before)
    assert stat.S_IMODE(only(cache).stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700


def test_the_newest_eight_are_kept_and_other_files_are_left_alone(files: list[str], cache: Path) -> None:
    cache.mkdir(parents=True)
    (cache / "notes.txt").write_text("mine", encoding="utf-8")
    kept: list[str] = []
    for age in range(CACHED_MAX + 3):
        load_catalog(files, cache=str(cache))
        (new,) = {file.name for file in cache.glob("catalog-*")} - set(kept)
        os.utime(cache / new, ns=(age, age))
        kept = [*kept, new][-CACHED_MAX:]
        assert sorted(file.name for file in cache.iterdir()) == sorted([*kept, "notes.txt"])
        append(files[0], "# a change\n")
    assert len(kept) == CACHED_MAX == 8


def test_one_thread_loads_at_a_time_and_garbage_is_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = list[tuple[bool, bool]]()

    def loaded(*_: object) -> Catalog:
        seen.append((glutemed.loading.catalog._ALONE.locked(), gc.isenabled()))
        return Catalog()

    monkeypatch.setattr(glutemed.loading.catalog, "_loaded", loaded)
    load_catalog(())
    assert seen == [(True, False)]
    assert (glutemed.loading.catalog._ALONE.locked(), gc.isenabled()) == (False, True)
