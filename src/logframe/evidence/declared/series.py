"""Series whose periods are of different breakdowns: of all people in one year, of men in another.

No two of their figures stand for one cell, so that none contradicts another, and nothing is refused. What
tells of it is a column that the declaration does not name, or lets several texts of through. Most such
columns change from period to period by right: remarks, marks, trends, ways to sort. So only those are looked
at that are known for breakdowns, by their names or because they have totals, sexes or ages in them; and a
text that is only spelt otherwise is the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from logframe.declarations.layouts import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

# So many texts a breakdown may have.
_MOST_TEXTS = 100
# So many cells of a file's first rows are looked at for breakdowns, and so many rows at most.
_CELLS, _ROWS = 200_000, 500
# Floats that differ by less are one number.
_NOISE = 1e-9

_NAMES = ("sex", "gender", "age", "ages", "age group", "age band", "age range", "ethnicity", "ethnic group")
_WHOLE = re.compile(
    r"(?:grand |overall )?totals?|overall|everyone|persons|people|both(?: sexes)?"
    r"|all(?: (?:ages|categories|people|persons|pupils|sexes))?"
)
_SEXES = {
    **dict.fromkeys(("male", "males", "men", "boys", "man", "boy"), "male"),
    **dict.fromkeys(("female", "females", "women", "girls", "woman", "girl"), "female"),
}
_AGE = re.compile(
    r"(?:aged? )?(?P<below><|under |below )?\s*(?P<from>\d{1,3})"
    r"(?:\s*(?P<above>\+|plus|and over|and above|or over)|\s*(?:-|–|to)\s*(?P<to>\d{1,3}))?"
    r"(?P<unit>\s*(?:y|yr|yrs|years?)(?: old| of age)?)?(?: and (?P<over>over|above))?"
)


@dataclass(frozen=True, slots=True)
class Mixture:
    """A breakdown of which some series have several.

    Attributes:
        position: That of its column.
        texts: Two that are in one series.
        series: How many series are so.
    """

    position: int
    texts: tuple[str, str]
    series: int


def kind(text: str) -> str:
    """What a text of a breakdown stands for, however it is spelt; "" for a blank one."""
    said = plain(text)
    if _WHOLE.fullmatch(said):
        return "all"
    return _SEXES.get(said) or _age(said) or said


def _age(said: str) -> str:
    """Ages, the bounds of which are the same in many spellings; "" for what is no age for certain."""
    found = _AGE.fullmatch(said)
    if found is None or not any(found[name] for name in ("below", "above", "to", "unit", "over")):
        return ""
    if found["below"]:
        return f"under {found['from']}"
    return f"{found['from']} to {found['to'] or ('' if found['above'] or found['over'] else found['from'])}"


def breakdowns(
    names: Sequence[str], rows: Iterable[Sequence[str]], passed_over: Collection[int]
) -> frozenset[int]:
    """The positions of columns that are known for breakdowns.

    Args:
        names: The names of all columns.
        rows: Some rows.
        passed_over: Positions of columns that are something else.
    """
    found = {at for at, name in enumerate(names) if plain(name).replace("_", " ") in _NAMES}
    texts: set[tuple[int, str]] = {
        (at, text) for row in rows for at, text in enumerate(row) if at < len(names) and text
    }
    found |= {at for at, text in texts if _is_known(plain(text))}
    return frozenset(found - set(passed_over))


def _is_known(said: str) -> bool:
    return bool(_WHOLE.fullmatch(said)) or said in _SEXES or bool(_age(said))


def first_rows(columns: int) -> int:
    """How many rows are looked at for breakdowns, in a file of so many columns."""
    return max(min(_ROWS, _CELLS // max(columns, 1)), 1)


class Vocabulary:
    """Remembers the texts of columns, as long as they are few.

    Args:
        columns: Their positions.
    """

    def __init__(self, columns: Collection[int]) -> None:
        self._texts: dict[int, set[str]] = {at: set() for at in columns}

    def look(self, rows: pl.DataFrame) -> None:
        """Look at some rows, whose columns are named by their positions."""
        for at, texts in list(self._texts.items()):
            if rows.schema[str(at)] == pl.String:
                texts.update(rows[str(at)].unique().drop_nulls().to_list())
            if len(texts) > _MOST_TEXTS:
                del self._texts[at]

    def varied(self) -> dict[int, dict[str, str]]:
        """The columns that have texts of several kinds: what each text stands for."""
        kinds = {at: {text: kind(text) for text in texts} for at, texts in self._texts.items()}
        return {at: known for at, known in kinds.items() if len(set(known.values()) - {""}) > 1}


def cells(rows: pl.DataFrame, value: int, kinds: Mapping[int, Mapping[str, str]]) -> pl.DataFrame:
    """What is needed of rows to tell series that are mixed.

    Args:
        rows: Rows whose columns are named by their positions; and `series` and `period`, numbers that tell
            one from another.
        value: The position of the values.
        kinds: For each column what its texts stand for.

    Returns:
        The numbers, the value (Float64, null where it is none), and the texts of each column.
    """
    said = pl.col(str(value)).cast(pl.String).str.strip_chars()
    return rows.select(
        "series",
        "period",
        value=said.str.replace_all(",", "").cast(pl.Float64, strict=False),
        **{f"text {at}": pl.col(str(at)).cast(pl.Categorical) for at in kinds},
    )


def mixtures(found: pl.DataFrame, kinds: Mapping[int, Mapping[str, str]]) -> Iterator[Mixture]:
    """The columns of which some series have several kinds, of all `cells`.

    Figures of one cell that are not equal contradict each other; they are told as that, and are in no series.
    """
    for at, known in kinds.items():
        numbers = {text: sorted(set(known.values())).index(one) for text, one in known.items()}
        text = pl.col(f"text {at}").cast(pl.String)
        of_kind = found.with_columns(
            text=text, kind=text.replace_strict(list(numbers), list(numbers.values()), default=None)
        ).filter(text.replace_strict(list(known), list(known.values()), default="") != "")
        spread = pl.col("value").max() - pl.col("value").min()
        agrees = spread <= _NOISE * pl.col("value").max().abs()
        series = (
            of_kind.group_by("series", "period")
            .agg(
                pl.col("kind", "text"),
                sole=pl.col("kind").n_unique() == 1,
                agrees=agrees.fill_null(value=False),
            )
            .filter(pl.col("sole") | pl.col("agrees"))
            .explode("kind", "text")
            .group_by("series")
            .agg(kinds=pl.col("kind").n_unique(), texts=pl.col("text").unique())
            .filter(pl.col("kinds") > 1)
        )
        if not series.is_empty():
            texts = min(sorted(texts) for texts in series["texts"].to_list())
            yield Mixture(at, _two(texts, known), series.height)


def _two(texts: Sequence[str], kinds: Mapping[str, str]) -> tuple[str, str]:
    """Two texts of different kinds, the total first where there is one."""
    ordered = sorted(texts, key=lambda text: (kinds[text] != "all", text))
    first = ordered[0]
    return first, next(text for text in ordered if kinds[text] != kinds[first])
