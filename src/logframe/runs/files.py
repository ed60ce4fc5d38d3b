"""Which files of two runs differ: told by their digests alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logframe.runs.run import Run


def files(old: Run, new: Run) -> list[tuple[str, str]]:
    """List the files that are not the same in both runs, by their names.

    Returns:
        The name of each, and "changed", "new" or "gone"; a file that only has another name is none of these.
    """
    before, after = _digests(old), _digests(new)
    listed = [
        (name, "gone" if name not in after else "new" if name not in before else "changed")
        for name in sorted(before.keys() | after)
        if before.get(name) != after.get(name)
    ]
    kept = set(before.values()) & set(after.values())
    return [
        (name, what)
        for name, what in listed
        if what == "changed" or (before if what == "gone" else after)[name] not in kept
    ]


def _digests(run: Run) -> dict[str, str | None]:
    declared = [run.declared] if run.declared else []
    sources = {source.name: source.sha256 for source in (*run.sources, *declared)}
    return sources | {extract.name: extract.sha256 for extract in run.extracts}
