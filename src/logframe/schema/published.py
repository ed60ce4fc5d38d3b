"""The schemas as JSON Schema (2020-12), for editors: what the models accept, said in another language."""

from __future__ import annotations

import ast
import inspect
import itertools
import re
from functools import cache
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

if TYPE_CHECKING:
    from pydantic_core import core_schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ATTRIBUTE = re.compile(r"(\w+): (.+)")


def json_schema(kind: Any, title: str) -> dict[str, Any]:  # noqa: ANN401  # a model or a union of models
    """Give the JSON Schema of a file.

    What it cannot say stays with `logframe validate`: what takes two numbers or two places to see, periods as
    a measure counts them, and how a value must be spelt for all programs to read the same.
    """
    schema = _tidied(TypeAdapter(kind).json_schema(schema_generator=_Described))
    return {"$schema": _DIALECT, "title": title, **_keys(schema), **schema}


def _keys(schema: dict[str, Any]) -> dict[str, Any]:
    """Name the keys of a file of several kinds, so that editors propose them all while it may be any.

    Where two kinds have a key, the first kind's is named: it has to accept what the second's does.
    """
    kinds = [schema["$defs"][choice["$ref"].rpartition("/")[2]] for choice in schema.get("anyOf", [])]
    named = {key: value for kind in reversed(kinds) for key, value in kind["properties"].items()}
    return {"properties": named} if kinds else {}


class _Described(GenerateJsonSchema):
    """Adds what each key means, from the text below it in the source."""

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        made = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        described = _descriptions(model)
        made["description"] = inspect.cleandoc(model.__doc__ or "").partition("\n\n")[0].replace("\n", " ")
        for name, field in model.model_fields.items():
            made["properties"][field.alias or name]["description"] = described.get(name, "")
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002  # as pydantic has it
        """Titles would only repeat the keys."""
        return False


@cache
def _descriptions(model: type[BaseModel]) -> dict[str, str]:
    """Read what is said of a model's fields: below each, or in its docstring's list of attributes."""
    (made,) = ast.parse(dedent(inspect.getsource(model))).body
    found = _listed(inspect.cleandoc(model.__doc__ or ""))
    body = made.body if isinstance(made, ast.ClassDef) else []
    for field, below in itertools.pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            match below:
                case ast.Expr(value=ast.Constant(value=str(words))):
                    found[field.target.id] = inspect.cleandoc(words).replace("\n", " ")
    return found


def _listed(docstring: str) -> dict[str, str]:
    _, _, attributes = docstring.partition("Attributes:\n")
    entries = re.split(r"\n(?=    \w)", attributes)
    matches = [_ATTRIBUTE.match(" ".join(entry.split())) for entry in entries]
    return {match[1]: match[2] for match in matches if match}


def _tidied(part: Any) -> Any:  # noqa: ANN401  # any part of a schema
    """Leave out defaults that say nothing, which editors would write into the file; refuse other keys.

    Of a mapping whose keys are names, pydantic says what belongs to a name, and not that there is no more.
    """
    if isinstance(part, list):
        return [_tidied(item) for item in part]
    if not isinstance(part, dict):
        return part
    tidied = {
        key: _tidied(value)
        for key, value in part.items()
        if key != "default" or (not isinstance(value, list | dict) and value is not None)
    }
    if "patternProperties" in tidied:
        ((pattern, value),) = tidied.pop("patternProperties").items()
        names = tidied.get("propertyNames", {}) | {"pattern": pattern}
        tidied |= {"propertyNames": names, "additionalProperties": value}
    return tidied
