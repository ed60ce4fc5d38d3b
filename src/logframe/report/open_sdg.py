"""Open SDG's ratio of growth rates in words: for comparison with national reporting, never the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from logframe.report import figures
from logframe.report.layout import Cell

if TYPE_CHECKING:
    from logframe.report.wording import Row

#: Open SDG's words for a ratio.
BANDS: Final = {
    "on_track": "on track",
    "progress_needs_acceleration": "progress needs acceleration",
    "limited_progress": "limited progress",
    "deterioration": "deterioration",
}

#: Why there is no ratio.
REASONS: Final = {
    "not_a_level": "the target is not a level to reach",
    "missing": "a figure or a year is lacking",
    "no_direction": "neither up nor down is better",
    "too_early": "no year between the figures",
    "target_achieved": "the target is met",
    "target_is_zero": "the target is zero",
    "not_positive": "growth has no meaning from or across zero",
    "no_change_required": "the target asks for no change",
}

LEGEND: Final = (
    "Open SDG ratio: the yearly growth achieved, by that required from the baseline to the target. In "
    "quotation marks is Open SDG's own word for it, which is no verdict: from 0.95 “on track”, from 0.60 "
    "“progress needs acceleration”, below 0 “deterioration”. It takes no account of how far figures move by "
    "chance: the verdict does not rest on it."
)


def cell(row: Row) -> Cell:
    """Write the ratio with Open SDG's word for it, or that there is none and why."""
    if row["sdg_ratio"] is None:
        reason = REASONS[row["sdg_reason"] or "missing"]
        return Cell(f"none ({reason})", ("none", f"({reason})"))
    ratio, band = figures.number(row["sdg_ratio"], 2), f"“{BANDS[row['sdg_band']]}”"
    return Cell(f"{ratio}, {band}", (ratio, band))
