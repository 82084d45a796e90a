"""Tab in real shells: installed into a home of its own, then typed into bash, zsh and fish."""

import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PATIENCE = 30
"""Seconds to wait for a shell."""
RC = b"# mine: caf\xe9\nPS1='ready> '"
"""A start-up file that someone has: not UTF-8, and without an end of its last line."""
TYPED = [
    ("glutemed sho\t", "glutemed|show"),
    ("glutemed log exp\t", "glutemed|log|export"),
    ("glutemed plan --go\t", "glutemed|plan|--goal"),
    ("glutemed plan --goal re\t", "glutemed|plan|--goal|rehab"),
    ("glutemed plan --goal=re\t", "glutemed|plan|--goal=rehab"),
    ("glutemed plan --equipment band,ste\t", "glutemed|plan|--equipment|band,step"),
    ("glutemed plan --equipment band,ste\t,cab\t", "glutemed|plan|--equipment|band,step,cable"),
    ("glutemed plan --goal re\t--stag\te\t", "glutemed|plan|--goal|rehab|--stage|early"),
    ("glutemed show hip-hitch-h\t", "glutemed|show|hip-hitch-hold"),
    ('glutemed show "hip-hitch-h\t', "glutemed|show|hip-hitch-hold"),
    ("glutemed show 'hip-hitch-h\t", "glutemed|show|hip-hitch-hold"),
    ('glutemed next --person "Ana\t', "glutemed|next|--person|Ana $HOME `id` Ruiz"),
    ("glutemed next --person 'Ana\t", "glutemed|next|--person|Ana $HOME `id` Ruiz"),
    ("glutemed next --person Ana\\ \t", "glutemed|next|--person|Ana $HOME `id` Ruiz"),
    ("glutemed show HIP-HITCH-H\t", "glutemed|show|hip-hitch-hold"),
    ("glutemed show pelvic-d\t", "glutemed|show|pelvic-drop"),
    ("glutemed show leg-c\t", "glutemed|show|leg-circle"),
    ("glutemed learn four\t", "glutemed|learn|four-mistakes"),
    ("glutemed sources BOREN\t", "glutemed|sources|boren2011"),
    ("glutemed plan --timezone Europe/Lond\t", "glutemed|plan|--timezone|Europe/London"),
    ("glutemed next --person Ana\t", "glutemed|next|--person|Ana $HOME `id` Ruiz"),
    ("glutemed show clamshell --format j\t", "glutemed|show|clamshell|--format|json"),
    ("glutemed check my\t", "glutemed|check|my plan.yaml"),
    ("glutemed batch x.csv --output-dir she\t", "glutemed|batch|x.csv|--output-dir|sheets"),
    ("glutemed plan --pain my\t", "glutemed|plan|--pain|my"),
    ("glutemed nothing my\t", "glutemed|nothing|my"),
]
"""What is typed, and the words of the line that it becomes."""
OWN = re.compile("^```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a start-up file for each shell, a log, a catalogue of one's own, and a few files."""
    home = tmp_path_factory.mktemp("home")
    for name in (".bashrc", ".zshrc"):
        (home / name).write_bytes(RC)
    work = home / "work"
    (work / "sheets").mkdir(parents=True)
    (work / "my plan.yaml").write_text("goal: rehab\n")
    config = home / ".config/glutemed"
    config.mkdir(parents=True)
    example = OWN.search((ROOT / "docs/own-catalogue.md").read_text())
    assert example
    (config / "catalog.yaml").write_text(example[1])
    call(home, "glutemed", "plan", "--goal", "rehab", "--save", "--person", "Ana $HOME `id` Ruiz")
    return home


def environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    path = f"{BIN}:{os.environ['PATH']}"
    return {"HOME": str(home), "PATH": path, "TERM": "xterm", "LC_ALL": "C.UTF-8", "COLUMNS": "200", **kept}


def call(home: Path, *command: str) -> str:
    """Return what a command prints; it has to succeed."""
    done = subprocess.run(
        command, cwd=home / "work", env=environment(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(home: Path) -> Path:
    """The home, after completion was installed twice for every shell."""
    for _ in range(2):
        for shell in ("bash", "zsh", "fish"):
            call(home, "glutemed", "--install-completion", shell)
    return home


class Shell:
    """An interactive shell in a pseudo-terminal."""

    def __init__(self, home: Path, *command: str) -> None:
        leader, follower = pty.openpty()
        self.process = subprocess.Popen(
            command,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env=environment(home),
            cwd=home / "work",
            start_new_session=True,
        )
        os.close(follower)
        self.terminal = leader
        self.until("ready> ")

    def until(self, pattern: str) -> re.Match[str]:
        """Return what matches on the screen, as soon as it does."""
        shown = ""
        while select.select([self.terminal], [], [], PATIENCE)[0]:
            shown += os.read(self.terminal, 65536).decode(errors="replace")
            if found := re.search(pattern, shown):
                return found
        raise AssertionError(f"{pattern} never came: {shown!r}")

    def words(self, typed: str) -> str:
        """Return the words of the line that keys make, with lines between them."""
        os.write(self.terminal, f"{typed}\x05 END\x01printf '<%s>' \n".encode())
        found = self.until("((?:<[^%>]*>)+)<END>")[1]
        os.write(self.terminal, b"\n")
        self.until("ready> ")
        return "|".join(re.findall("<([^>]*?)/?>", found))

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)


@pytest.fixture(scope="module")
def shells(installed: Path) -> Iterator[Callable[[str], Shell]]:
    """Returns the shell of a name, begun once."""
    begun: dict[str, Shell] = {}

    def begin(name: str) -> Shell:
        if name not in begun:
            begun[name] = Shell(installed, name, "-i")
        return begun[name]

    yield begin
    for shell in begun.values():
        shell.close()


@pytest.mark.parametrize(("typed", "words"), TYPED)
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_tab_in_a_shell_completes(shells: Callable[[str], Shell], shell: str, typed: str, words: str) -> None:
    assert shells(shell).words(typed) == words


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("glutemed sho", "show\tShow one exercise"),
        ("glutemed log ex", "export\tWrite the log to a file"),
        ("glutemed plan --goal=re", "--goal=rehab"),
        ("glutemed plan --equipment band,ste", "band,step"),
        ("glutemed show CLAMSHELL", "clamshell\tClamshell"),
        ("glutemed show pelvic-d", "pelvic-drop\tHip hitch"),
        ("glutemed show 'hip-hitch-h", "hip-hitch-hold\tHip hitch hold"),
        ("glutemed show leg-c", "leg-circle\tSide-lying leg circle"),
        ("glutemed plan --timezone Europe/Lond", "Europe/London"),
        ("glutemed next --person Ana", "Ana $HOME `id` Ruiz"),
        ("glutemed check my", "my plan.yaml"),
        ("glutemed batch x.csv --output-dir she", "sheets/"),
        ("glutemed plan --pain my", ""),
        ("glutemed nothing my", ""),
    ],
)
def test_fish_completes(installed: Path, line: str, first: str) -> None:
    found = call(installed, "fish", "-c", 'complete -C "$argv[1]"', line).splitlines()
    assert (found or [""])[0].split("\t")[: 1 + first.count("\t")] == first.split("\t")


def test_installing_leaves_what_is_in_a_start_up_file_and_adds_its_line_once(installed: Path) -> None:
    for shell in ("bash", "zsh"):
        before, _, added = (installed / f".{shell}rc").read_bytes().partition(RC)
        script = installed / f".local/share/glutemed/completion.{shell}"
        assert before == b""
        assert added.decode() == f"\nif [ -r {script} ]; then . {script}; fi  # glutemed completion\n"


def test_a_start_up_file_that_is_a_link_stays_one_and_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    kept = tmp_path / "dotfiles"
    kept.write_text("alias ll='ls -l'\n")
    kept.chmod(0o644)
    (tmp_path / ".bashrc").symlink_to(kept)
    call(tmp_path, "glutemed", "--install-completion", "bash")
    assert (tmp_path / ".bashrc").is_symlink()
    assert kept.stat().st_mode & 0o777 == 0o644
    assert kept.read_text().startswith("alias ll='ls -l'\nif ")


def test_what_is_printed_takes_completion_away_again(installed: Path, tmp_path: Path) -> None:
    """The lines of docs/start.md."""
    (tmp_path / "work").mkdir()
    (tmp_path / ".bashrc").write_text("PS1='ready> '\n")
    told = call(tmp_path, "glutemed", "--install-completion", "bash")
    script = tmp_path / ".local/share/glutemed/completion.bash"
    assert f"delete {script}" in told
    call(
        tmp_path,
        "bash",
        "-c",
        "rm ~/.local/share/glutemed/completion.bash; sed -i '/# glutemed completion$/d' ~/.bashrc",
    )
    assert (tmp_path / ".bashrc").read_text() == "PS1='ready> '\n"
    shell = Shell(tmp_path, "bash", "-i")
    assert shell.words("glutemed sho\t") == "glutemed|sho"
    shell.close()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_that_is_shown_is_the_one_installed_and_a_shell_reads_it(installed: Path, shell: str) -> None:
    shown = call(installed, "glutemed", "--show-completion", shell)
    places = {"fish": ".config/fish/completions/glutemed.fish"}
    assert shown == (installed / places.get(shell, f".local/share/glutemed/completion.{shell}")).read_text()
    call(installed, shell, "-n", "-c" if shell != "fish" else "--command", shown)
