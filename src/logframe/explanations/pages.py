"""Explanations as people and programs read them: on a terminal, as Markdown, as JSON."""

from __future__ import annotations

import json
from textwrap import fill, indent
from typing import TYPE_CHECKING, Any

from logframe.explanations import explanation
from logframe.explanations.examples import FILE, PLACES, files
from logframe.messages import CODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from logframe.explanations import Content, Explanation

_FAMILIES = {
    "LF0": "The text of a YAML file",
    "LF1": "The schema of strategies, measures, areas, standards, settings and declarations",
    "LF2": "References between things, and things that contradict each other",
    "LF3": "What is most likely a slip",
    "LF4": "Extracts and their declarations",
}
_HEAD = """\
# Messages and what they mean

This page is made by `make docs` from the same data as `logframe explain CODE`, and the tests run both
examples of every code.

Codes are stable: a retired one is never given a new meaning. Errors fail a run (exit status 1); warnings do
so with `--fail-on warning`. A warning of LF3xx can be turned off where it is known and meant, with a reason,
in the strategy itself:

```yaml
allow: {{LF307: the document names no measure for this outcome}}
```

`allow` can stand in an indicator, an outcome, a strategy, a measure, an area or a standard, and holds for all
that is inside. An `allow` that is no longer needed is told as LF318. Of one rule, ten warnings are told for
one file; the last says how many more there are.

Examples that are not whole files show an indicator, its outcome, its measure or its strategy. They stand in
this made-up project:

```yaml
{project}```
"""


def as_text(one: Explanation, width: int) -> str:
    """Write an explanation for a terminal of so many columns."""
    parts = [
        f"{one.code} {one.rule.name} ({one.rule.severity}): {one.rule.title}",
        fill(one.why, width),
        fill(one.fix, width),
        _example("Bad", one.bad),
        _example("Good", _changed(one)),
    ]
    return "\n\n".join(parts) + "\n"


def _example(title: str, example: Mapping[str, Content]) -> str:
    return "\n\n".join(
        f"{title}, {_place(name)}:\n\n{indent(_shown(content), '    ')}" for name, content in example.items()
    ).rstrip()


def _changed(one: Explanation) -> dict[str, Content]:
    """Give of the good example what the bad one has not just so."""
    return {name: content for name, content in one.good.items() if one.bad.get(name) != content}


def _place(name: str) -> str:
    return f"in {PLACES[name]}" if name in PLACES else name


def _shown(content: Content) -> str:
    if isinstance(content, str):
        return content.strip("\n") or "(nothing)"
    if "link" in content:
        return f"(a link to {content['link']})"
    return f"{content['line']}\n(and so on: {content['times']:,} lines)"


def as_markdown(one: Explanation) -> str:
    """Write an explanation as a section of a Markdown page."""
    parts = [
        f"### {one.code} {one.rule.name}",
        f"*{one.rule.severity.capitalize()}: {one.rule.title}.*",
        one.why,
        one.fix,
        *_fenced("Bad", one.bad),
        *_fenced("Good", _changed(one)),
    ]
    return "\n\n".join(parts) + "\n"


def _fenced(title: str, example: Mapping[str, Content]) -> list[str]:
    return [
        f"{title}, {_place(name) if name in PLACES else f'`{name}`'}:\n\n"
        f"```{'csv' if name.endswith('.csv') else 'yaml'}\n{_shown(content)}\n```"
        for name, content in example.items()
    ]


def as_data(one: Explanation) -> dict[str, Any]:
    """Give an explanation as plain data; examples are whole files."""
    return {
        "code": one.code,
        "name": one.rule.name,
        "severity": one.rule.severity,
        "title": one.rule.title,
        "why": one.why,
        "fix": one.fix,
        "bad": files(one.bad),
        "good": files(one.good),
    }


def as_json(some: Iterable[Explanation]) -> str:
    """Write explanations as a JSON list."""
    return json.dumps([as_data(one) for one in some], indent=2, ensure_ascii=False) + "\n"


def listing() -> str:
    """List every code with its name and title, a line each, family by family."""
    widest = max(len(rule.name) for rule in CODES.values())
    lines: list[str] = []
    for start, title in _FAMILIES.items():
        lines += ["", title] if lines else [title]
        lines += [
            f"  {code} {rule.name:<{widest}}  {rule.title}{'' if rule.severity == 'error' else ' (warning)'}"
            for code, rule in sorted(CODES.items())
            if code.startswith(start)
        ]
    return "\n".join([*lines, ""])


def whole() -> str:
    """Write the page about every code."""
    parts = [_HEAD.format(project=files({})[FILE])]
    for start, title in _FAMILIES.items():
        codes = [code for code in sorted(CODES) if code.startswith(start)]
        parts += [f"## {title}\n", *(as_markdown(explanation(code)) for code in codes)]
    return "\n".join(parts)
