"""An alignment as JSON for other programs: names and meanings of the fields are stable."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from logframe.characters import json_safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logframe.strategy.alignment import Alignment, Part, SharedMeasure, SharedStrategy, Twins
    from logframe.strategy.catalogue import Promise


def to_json(found: Alignment) -> str:
    """Write an alignment as one JSON object, in ASCII: what a file says reaches no terminal unescaped."""
    content = {
        "logframe": 1,
        "shared": [_shared(each) for each in found.shared],
        "unserved": [part.name for part in found.unserved],
        "serving_none": [_part(part) for part in found.serving_none],
        "measures": [_measure(each) for each in found.measures],
        "twins": [_twins(each) for each in found.twins],
    }
    return json_safe(json.dumps(content, indent=1)) + "\n"


def _shared(shared: SharedStrategy) -> dict[str, Any]:
    return {
        "strategy": shared.strategy.strategy,
        "organisation": shared.strategy.organisation.id,
        "contributors": [strategy.strategy for strategy in shared.contributors],
        "outcomes": [
            {
                "name": outcome.part.name,
                "served_by": [
                    {**_part(service.part), "through": service.through.name if service.through else None}
                    for service in outcome.services
                ],
            }
            for outcome in shared.outcomes
        ],
    }


def _part(part: Part) -> dict[str, Any]:
    indicators = part.outcome.indicators if part.outcome else []
    return {
        "name": part.name,
        "organisation": part.strategy.organisation.id,
        "indicators": [indicator.id for indicator in indicators],
    }


def _measure(shared: SharedMeasure) -> dict[str, Any]:
    return {
        "measure": shared.measure,
        "differs": list(shared.differs),
        "promises": _promises(shared.promises),
    }


def _twins(twins: Twins) -> dict[str, Any]:
    return {
        "measures": list(twins.measures),
        "alike": twins.alike,
        "differs": list(twins.differs),
        "promises": _promises(twins.promises),
    }


def _promises(promises: Sequence[Promise]) -> list[dict[str, str | None]]:
    return [
        {
            "strategy": promise.strategy.strategy,
            "organisation": promise.strategy.organisation.id,
            "outcome": promise.outcome.id,
            "indicator": promise.indicator.id,
            "measure": promise.indicator.measure,
        }
        for promise in promises
    ]
