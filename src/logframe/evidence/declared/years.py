"""What a declaration says of years, held against the measures that it is said of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from logframe.declarations import Declaration
    from logframe.evidence.model import Definition
    from logframe.messages import Message

_YEAR = 12  # months


def idle_bare_years(
    declarations: Sequence[Declaration], definitions: Mapping[str, Definition]
) -> Iterator[Message]:
    """Tell of declarations that say what 2022 means to measures of which nobody says when their year begins.

    To those it is the calendar year, whatever is declared.

    Args:
        declarations: All of them.
        definitions: The measures by their ids.
    """
    for declaration in declarations:
        if declaration.says.bare_year is None:
            continue
        known = [definitions[name] for name in _measures(declaration) if name in definitions]
        idle = [
            one.measure
            for one in known
            if one.calendar.year_start is None and one.calendar.step_months >= _YEAR
        ]
        if idle:
            more = f" and {len(idle) - 1:,} more" if len(idle) > 1 else ""
            text = f"bare_year says nothing to measure '{idle[0]}'{more}: nobody says when its year begins"
            hint = "say it in the measure, such as year: financial"
            yield declaration.message("LF412", text, "bare_year", hint=hint)


def _measures(declaration: Declaration) -> list[str]:
    """The measures that a declaration names."""
    says = declaration.says
    codes = (says.codes.measure or {}).values()
    fixed = [says.fixed.measure] if says.fixed.measure and not says.measures else []
    return sorted({*fixed, *says.measures, *codes})
