"""Turning what was typed into values, for the types that need no more than a call.

Typer asks pydantic, which takes longer to load than all of a query's own work.  Texts, paths and defaults
are as they should be without it, and so are choices; Typer does the rest: numbers and every complaint.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, get_args

from typer import BadParameter
from typer.core import TyperArgument, TyperOption

SIMPLE: Final[dict[Any, type[str | Path]]] = {str: str, Path: Path, list[str]: str, list[Path]: Path}


class Simple:
    """Stands before Typer's own way from text to value, and takes the simple cases."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401 - Typer's own signature
        """The value of a parameter."""
        wanted = param.type_descriptor.annotation
        many = param.multiple or param.nargs == -1
        if value is None:
            return () if many else None
        simple = SIMPLE.get(wanted)
        if simple is Path and "" in (value if many else [value]):
            raise BadParameter("an empty path; name a file or a folder", ctx=ctx, param=param)
        if simple is not None:
            return [simple(each) for each in value] if many else simple(value)
        if not isinstance(value, str) or value in get_args(wanted):
            return value
        param._runtime_param = None  # noqa: SLF001 - what Typer had there before it was put off
        return param.get_runtime_param().coerce(value, param, ctx)


def simple_first(parameters: list[Any]) -> list[Any]:
    """The parameters of a command, made to be parsed by ``Simple`` first.

    Typer keeps its way in a private attribute.  Should a later Typer not look there, only time is lost.
    """
    for parameter in parameters:
        if isinstance(parameter, TyperArgument | TyperOption):
            parameter._runtime_param = Simple()  # type: ignore[assignment]  # noqa: SLF001 - see above
    return parameters


def database_of(ctx: Any) -> Path | None:  # noqa: ANN401 - Typer keeps the type of a context to itself
    """The database of a command: as typed after it, or before it (``claimdb speakers --db FILE undo``)."""
    each = ctx
    while each is not None:
        if getattr(each.get_parameter_source("db"), "name", None) == "COMMANDLINE":
            return Path(each.params["db"])
        each = each.parent
    given = ctx.params.get("db")
    return None if given is None else Path(given)
