"""Options that several commands take, declared once and given to each as one mapping."""

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["sharing"]

Command = Callable[..., Any]


def sharing(into: str, options: Mapping[str, Any]) -> Callable[[Command], Command]:
    """Return what gives a command some options, which it gets as one mapping: its parameter named `into`.

    They stand in --help behind the command's arguments, before options of its own.
    """

    def share(command: Command) -> Command:
        own = inspect.signature(command, eval_str=True).parameters
        mine = [parameter for name, parameter in own.items() if name != into]
        arguments = [parameter for parameter in mine if parameter.default is inspect.Parameter.empty]
        shared = [
            inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation=kind)
            for name, kind in options.items()
        ]

        @functools.wraps(command)
        def run(**given: Any) -> Any:
            return command(**{into: {name: given.pop(name) for name in options}}, **given)

        parameters = [*arguments, *shared, *(parameter for parameter in mine if parameter not in arguments)]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what typer reads
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return run

    return share
