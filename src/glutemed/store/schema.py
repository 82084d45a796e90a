"""The tables of the log, step by step: a file of step N becomes one of step N + 1 by the statements between them.

A step that was published is never changed. Entries are only ever added; each is there once, by its
whole content, so that a file may be merged with copies of itself.
"""

__all__ = ["APPLICATION", "STEPS"]

APPLICATION = 0x676C7574
"""What SQLite keeps in the head of a file to tell whose it is: "glut"."""

_DAY = "2[0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
_CLOCK = "[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]"
_MOMENT = f"{_DAY}T{_CLOCK}Z"

_FIRST = (
    """
    CREATE TABLE people (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
        folded TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    f"""
    CREATE TABLE programs (
        id INTEGER PRIMARY KEY,
        person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
        program TEXT NOT NULL CHECK (length(program) = 32 AND program NOT GLOB '*[^0-9a-f]*'),
        saved TEXT NOT NULL CHECK (saved GLOB '{_MOMENT}'),
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        plan TEXT NOT NULL,
        UNIQUE (person, program)
    ) STRICT
    """,
    f"""
    CREATE TABLE sessions (
        id INTEGER PRIMARY KEY,
        program INTEGER NOT NULL REFERENCES programs ON DELETE CASCADE,
        week INTEGER NOT NULL CHECK (week BETWEEN 1 AND 1000),
        session INTEGER NOT NULL CHECK (session BETWEEN 1 AND 7),
        date TEXT NOT NULL CHECK (date GLOB '{_DAY}'),
        UNIQUE (program, week, session, date)
    ) STRICT
    """,
    f"""
    CREATE TABLE sets (
        id INTEGER PRIMARY KEY,
        workout INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
        recorded TEXT NOT NULL CHECK (recorded GLOB '{_MOMENT}'),
        exercise TEXT NOT NULL CHECK (length(exercise) BETWEEN 2 AND 60),
        side TEXT NOT NULL CHECK (side IN ('left', 'right', 'both')),
        number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 50),
        reps INTEGER CHECK (reps BETWEEN 0 AND 500),
        seconds INTEGER CHECK (seconds BETWEEN 0 AND 3600),
        load REAL CHECK (load BETWEEN 0 AND 1000),
        band TEXT CHECK (length(band) BETWEEN 1 AND 80),
        pain INTEGER CHECK (pain BETWEEN 0 AND 10),
        effort INTEGER CHECK (effort BETWEEN 0 AND 10),
        control TEXT CHECK (control IN ('clean', 'wobbled')),
        skipped INTEGER NOT NULL CHECK (skipped IN (0, 1)),
        note TEXT CHECK (length(note) BETWEEN 1 AND 500)
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX sets_once ON sets (
        workout, recorded, exercise, side, number, ifnull(reps, -1), ifnull(seconds, -1), ifnull(load, -1),
        ifnull(band, ''), ifnull(pain, -1), ifnull(effort, -1), ifnull(control, ''), skipped, ifnull(note, '')
    )
    """,
    f"""
    CREATE TABLE told (
        id INTEGER PRIMARY KEY,
        workout INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
        recorded TEXT NOT NULL CHECK (recorded GLOB '{_MOMENT}'),
        pain INTEGER CHECK (pain BETWEEN 0 AND 10),
        after INTEGER CHECK (after BETWEEN 0 AND 10),
        morning INTEGER CHECK (morning BETWEEN 0 AND 10),
        usual INTEGER CHECK (usual BETWEEN 0 AND 10),
        effort INTEGER CHECK (effort BETWEEN 0 AND 10),
        finished INTEGER CHECK (finished IN (0, 1)),
        worse_after_effort INTEGER CHECK (worse_after_effort IN (0, 1)),
        note TEXT CHECK (length(note) BETWEEN 1 AND 500)
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX told_once ON told (
        workout, recorded, ifnull(pain, -1), ifnull(after, -1), ifnull(morning, -1), ifnull(usual, -1),
        ifnull(effort, -1), ifnull(finished, -1), ifnull(worse_after_effort, -1), ifnull(note, '')
    )
    """,
    f"""
    CREATE TABLE screenings (
        id INTEGER PRIMARY KEY,
        person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
        recorded TEXT NOT NULL CHECK (recorded GLOB '{_MOMENT}'),
        date TEXT NOT NULL CHECK (date GLOB '{_DAY}')
    ) STRICT
    """,
    "CREATE INDEX screenings_of ON screenings (person, recorded)",
    """
    CREATE TABLE answers (
        screening INTEGER NOT NULL REFERENCES screenings ON DELETE CASCADE,
        place INTEGER NOT NULL,
        question TEXT NOT NULL CHECK (length(question) BETWEEN 2 AND 60),
        yes INTEGER NOT NULL CHECK (yes IN (0, 1)),
        PRIMARY KEY (screening, place),
        UNIQUE (screening, question)
    ) STRICT
    """,
    """
    CREATE TABLE results (
        screening INTEGER NOT NULL REFERENCES screenings ON DELETE CASCADE,
        place INTEGER NOT NULL,
        test TEXT NOT NULL CHECK (length(test) BETWEEN 2 AND 60),
        side TEXT NOT NULL CHECK (side IN ('left', 'right', 'both')),
        value REAL NOT NULL CHECK (value BETWEEN 0 AND 1000),
        PRIMARY KEY (screening, place),
        UNIQUE (screening, test, side)
    ) STRICT
    """,
)

_PAIN_OF_SCREENINGS = ("ALTER TABLE screenings ADD COLUMN pain INTEGER CHECK (pain BETWEEN 0 AND 10)",)

STEPS: tuple[tuple[str, ...], ...] = (_FIRST, _PAIN_OF_SCREENINGS)
"""The statements that lead from each version of the file to the next; version 0 is an empty file."""
