"""The programs in docs/ that write its generated parts, as modules."""

import importlib.util
from pathlib import Path
from types import ModuleType

__all__ = ["ROOT", "doc_module"]

ROOT = Path(__file__).resolve().parents[1]


def doc_module(name: str) -> ModuleType:
    """Return docs/NAME.py as a module."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / f"docs/{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
