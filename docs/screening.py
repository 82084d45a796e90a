"""The generated parts about screening: the safety questions, the home tests, the gates, and a whole answers file."""

from tables import CATALOG, plain, table

from glutemed.engine.gates import judged
from glutemed.model.log import Person
from glutemed.model.plan import Request
from glutemed.model.screening import Gate
from glutemed.rendering.citing import marked
from glutemed.rendering.entry import to_yaml

MEANING = {
    "emergency": "stop, emergency care now",
    "same-day": "stop, a doctor today",
    "urgent": "stop, a doctor soon",
    "clearance": "clearance first",
    "modify": "clearance first, exercises may have to change",
}
ANY_DAY = "2026-12-01"


def questions() -> str:
    """Return every safety question with what yes means and what it rests on."""
    rows = (
        (f"`{row.id}`", plain(row.text), MEANING[row.means], plain(row.go), marked(CATALOG, row.sources))
        for row in CATALOG.questions
    )
    return table(("Id", "Question", "Yes means", "Told then", "Sources"), rows)


def tests() -> str:
    """Return every home test: how a result is written, who can tell it, and what it says."""
    rows = []
    for row in CATALOG.tests:
        values = " or ".join(f"`{word}`" for word in row.scale) or f"{plain(row.unit)}, 0 to {row.highest:g}"
        fields = "`left`, `right`" if row.sided else "`result`"
        rows.append(
            (f"`{row.id}`", plain(row.name), fields, values, row.by, plain(row.reads), marked(CATALOG, row.sources))
        )
    return table(("Id", "Test", "Fields", "Result", "Told by", "What it says", "Sources"), rows)


def gates() -> str:
    """Return every gate with what it asks for."""
    rows = []
    for gate in CATALOG.gates:
        (asked,) = (one for one in judged(CATALOG, _request(gate), Person(name="me"), ANY_DAY) if one.gate == gate.id)
        rows += [(f"`{gate.id}`", gate.to, plain(one.text), marked(CATALOG, one.sources)) for one in asked.criteria]
    return table(("Gate", "To", "What it asks for", "Sources"), rows)


def _request(gate: Gate) -> Request:
    return Request(goal="rehab", stage="early", days=3, condition=gate.conditions)


def answers() -> str:
    """Return a whole answers file."""
    data = {
        "schema": "glutemed.answers/1",
        "facts": {"goal": "pain", "pain": 2, "condition": ["patellofemoral-pain"], "side": "left", "age": 42},
        "questions": {row.id: "no" for row in CATALOG.questions},
        "tests": [
            {"test": "step-down", "left": 2, "right": 1},
            {"test": "side-plank-hold", "left": 31, "right": 34.5},
        ],
    }
    return f"```yaml\n{to_yaml(data)}```"
