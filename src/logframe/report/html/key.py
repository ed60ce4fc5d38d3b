"""What the signs of a chart mean: only those that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logframe.report.picture import NOT_USED

if TYPE_CHECKING:
    from logframe.report.picture import Picture


class Sign(NamedTuple):
    """A sign's kind, which is the layer's name in the chart, and its meaning."""

    kind: str
    words: str


def key(picture: Picture) -> list[Sign]:
    """Say what each sign of a chart means."""
    uses = {point.use for point in picture.points}
    unused = [words for use, words in NOT_USED.items() if use in uses and use != "suppressed"]
    undated = picture.baseline is not None and not picture.baseline.period
    signs = {
        Sign("actual", "difference" if picture.difference else "figure"): picture.used,
        Sign("interval", "its 95% interval"): any(point.lower is not None for point in picture.points),
        Sign("unused", f"shown, not used: {'; '.join(unused)}"): unused,
        Sign("break", "break in the series"): "before_break" in uses,
        Sign("suppressed", NOT_USED["suppressed"]): "suppressed" in uses,
        Sign("baseline", "baseline (undated)" if undated else "baseline"): picture.baseline,
        Sign("target", "target"): picture.goal,
        Sign("meets", "meets the target"): picture.goal,
        Sign("planned", "planned path"): picture.plan,
        Sign("other", picture.other_name or "compared with"): picture.other,
        Sign("projected", "projection"): picture.fan,
        Sign("fan80", "its 80% interval"): picture.fan,
        Sign("fan95", "its 95% interval"): picture.fan,
    }
    return [sign for sign, present in signs.items() if present]
