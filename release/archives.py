"""The sdist and the wheel: built twice from clean copies, compared byte by byte, and looked into."""

import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from release.state import moment, version

__all__ = ["Archives", "build", "check", "differences", "digest", "unpack"]

OTHER_WAYS = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONOPTIMIZE": "1"}
"""What another machine may have otherwise, and must not matter."""
NEEDED = ("glutemed/py.typed", "glutemed/data/exercises.yaml", "glutemed/__init__.py")


@dataclass(frozen=True)
class Archives:
    """What is published of one version."""

    sdist: Path
    wheel: Path


def build(root: Path, folder: Path) -> Archives:
    """Return the archives of the last commit; RuntimeError when two builds of it differ, or one fails.

    The second build has other rights for new files, another time zone, locale and hash seed, and a longer path.
    """
    epoch = moment(root)
    first = _built(root, folder / "first", {"SOURCE_DATE_EPOCH": epoch}, umask=0o022)
    second = _built(root, folder / "the second build", {"SOURCE_DATE_EPOCH": epoch, **OTHER_WAYS}, umask=0o077)
    pairs = ((first.sdist, second.sdist), (first.wheel, second.wheel))
    told = [f"{one.name}: {what}" for one, other in pairs for what in differences(one, other)]
    if told:
        raise RuntimeError("two builds differ:\n" + "\n".join(told))
    return first


def check(root: Path, archives: Archives) -> None:
    """Raise RuntimeError when `twine check --strict` fails, or the wheel lacks what it must hold."""
    command: list[str | Path] = [sys.executable, "-m", "twine", "check", "--strict", archives.sdist, archives.wheel]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout)
    number = version(root)
    info = f"glutemed-{number}.dist-info"
    with zipfile.ZipFile(archives.wheel) as wheel:
        names = set(wheel.namelist())
        lacking = [name for name in (*NEEDED, f"{info}/licenses/LICENSE") if name not in names]
        manual = f"glutemed-{number}.data/data/share/man/man1/"
        strange = sorted(name for name in names if not name.startswith(("glutemed/", f"{info}/", manual)))
        told = wheel.read(f"{info}/METADATA").decode() if f"{info}/METADATA" in names else ""
    if lacking or strange:
        raise RuntimeError(f"the wheel lacks {lacking}, and has {strange} beside its package")
    if f"\nVersion: {number}\n" not in told:
        raise RuntimeError(f"the wheel's metadata does not say Version: {number}")


def unpack(sdist: Path, folder: Path) -> Path:
    """Unpack an sdist, and return the folder that it is one of."""
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (found,) = folder.iterdir()
    return found


def differences(one: Path, other: Path) -> list[str]:
    """Return in what two archives differ, member by member; empty when all bytes are the same."""
    if one.read_bytes() == other.read_bytes():
        return []
    first, second = _members(one), _members(other)
    told = [name for name in sorted(first.keys() | second.keys()) if first.get(name) != second.get(name)]
    return told or ["same members, in another order or packed otherwise"]


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    return sha256(file.read_bytes()).hexdigest()


def _members(file: Path) -> dict[str, tuple[object, ...]]:
    """Return of each member its time, rights and content."""
    if file.suffix == ".whl":
        with zipfile.ZipFile(file) as wheel:
            return {one.filename: (one.date_time, one.external_attr, wheel.read(one)) for one in wheel.infolist()}
    with tarfile.open(file) as sdist:
        contents = ((one, sdist.extractfile(one)) for one in sdist.getmembers())
        return {one.name: (one.mtime, one.mode, one.uid, one.gid, read and read.read()) for one, read in contents}


def _built(root: Path, folder: Path, settings: dict[str, str], umask: int) -> Archives:
    """Build from a copy of the last commit, whose files have the rights that go with the umask."""
    source, dist = folder / "source", folder / "dist"
    packed = subprocess.run(["git", "-C", root, "archive", "--format=tar", "HEAD"], stdout=subprocess.PIPE, check=True)
    with tarfile.open(fileobj=BytesIO(packed.stdout)) as archive:
        archive.extractall(source, filter="data")
    for path in (source, *source.rglob("*")):
        path.chmod(path.stat().st_mode & ~umask)
    command: list[str | Path] = [sys.executable, "-m", "build", "--no-isolation", "--outdir", dist, source]
    done = subprocess.run(
        command, env={**os.environ, **settings}, umask=umask, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    (sdist,), (wheel,) = dist.glob("*.tar.gz"), dist.glob("*.whl")
    return Archives(sdist, wheel)
