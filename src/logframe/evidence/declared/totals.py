"""Totals among their parts: added up they count twice, and read as they are they make a series of both.

A first look, at all rows as they come by, finds the columns that hold both. That is often meant: England is
the total of a column of regions whose codes are the areas. So a second, at these columns alone, finds whether
both are in one figure, or one series.

A total is known by its name. Where rows are added up it is known by its figure as well: it is as much as all
others of its column together, in every sum, whatever it is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence import numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

#: How publishers call the row that stands for all others of its kind.
TOTAL = (
    r"(?i)^\s*(?:(?:grand |overall )?totals?(?: \(.*\))?|overall|everyone|_t"
    r"|all(?: (?:ages|categories|people|persons|pupils|schools|sexes|tests|treatment functions))?"
    r"|persons|both sexes|c_999|england)\s*$"
)

# In so many columns, from the first on, totals are looked for: no table has its breakdowns behind.
_MOST_COLUMNS = 500
# So many sums of a column's texts are enough to see what is a total.
_MOST_SUMS = 2_000_000
# A column of more texts is no breakdown; of numbers, more are figures.
_MOST_TEXTS, _MOST_NUMBERS = 500, 50
# So many sums are no coincidence, if they are not all alike.
_CERTAIN, _UNLIKE = 5, 3
# And one in so many may be off, as where a part was revised and its total was not.
_OFF = 10
_PARTS = 2
# Sums of floats are not exact.
_NEARLY = 1e-9
# What may be a figure.
_NUMBER = r"^\s*[-+]?[\d.,]*\s*%?\s*$"
# So many rows show whether a column is the sum of others beside it.
_ROWS = 1_000
# And not many more cells than that of so many columns.
_MOST_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class Suspect:
    """A column that may hold a total and its parts.

    Attributes:
        position: That of the column.
        text: What the total is called.
        by_sum: It is known by its figures, and by its name only otherwise.
        certain: It is no coincidence.
    """

    position: int
    text: str
    by_sum: bool = False
    certain: bool = True

    @property
    def total(self) -> pl.Expr:
        """Whether a row, whose columns are named by their positions, is of the total, Boolean."""
        text = pl.col(str(self.position)).fill_null("")
        return text.str.strip_chars() == self.text if self.by_sum else text.str.contains(TOTAL)

    @property
    def part(self) -> pl.Expr:
        """Whether it is of a part, Boolean."""
        return ~self.total if self.by_sum else ~self.total & (pl.col(str(self.position)).fill_null("") != "")


class Totals:
    """Remembers, of columns, a total that each holds and whether it holds anything else.

    Args:
        columns: Their positions.
    """

    def __init__(self, columns: Collection[int]) -> None:
        self._columns = frozenset(columns)
        self._totals: dict[int, str] = {}
        self._parts: set[int] = set()

    def look(self, rows: pl.DataFrame) -> None:
        """Look at some rows, whose columns are named by their positions; numbers are neither."""
        texts = _texts(rows, self._columns)
        if not texts or rows.is_empty():
            return
        total = pl.col(texts).str.contains(TOTAL)
        seen = rows.select(
            pl.col(texts).filter(total).first().name.suffix(" total"),
            (~total & (pl.col(texts) != "")).any().name.suffix(" parts"),
        ).row(0, named=True)
        for name in texts:
            if seen[f"{name} total"] is not None:
                self._totals.setdefault(int(name), seen[f"{name} total"].strip())
            if seen[f"{name} parts"]:
                self._parts.add(int(name))

    def suspects(self) -> list[Suspect]:
        """The columns that hold both."""
        return [Suspect(at, total) for at, total in sorted(self._totals.items()) if at in self._parts]


class Weights:
    """Remembers what each text of some columns adds to each sum.

    Args:
        columns: Their positions.
    """

    def __init__(self, columns: Collection[int]) -> None:
        self._columns = frozenset(columns)
        self._sums: dict[str, list[pl.DataFrame]] | None = None
        self._words: set[str] = set()
        self._room = _MOST_SUMS

    def add(self, rows: pl.DataFrame, counted: pl.DataFrame, cell: Sequence[str]) -> None:
        """Add some rows, whose columns are named by their positions.

        Args:
            rows: The rows.
            counted: What they come to, see `figures.counted`.
            cell: The columns of that which name a sum.
        """
        if self._sums is None:
            self._begin(rows)
        if not self._sums or self._room < 0 or rows.is_empty():
            return
        top, bottom = pl.col("top").fill_null(0.0), pl.col("bottom").fill_null(0.0)
        made = counted.select(
            cell=pl.struct(cell).hash(), top=top, bottom=bottom, bad=pl.col("bad").is_not_null()
        )
        for name, sums in self._sums.items():
            some = _added(made.with_columns(rows[name].fill_null("").str.strip_chars().alias("text")))
            sums.append(some)
            self._room -= some.height

    def _begin(self, rows: pl.DataFrame) -> None:
        """Choose the columns that may be breakdowns, by the first rows that there are."""
        self._sums, names = {}, _texts(rows, self._columns)
        if not names:
            return
        texts = rows.select(
            pl.col(names).n_unique().name.suffix(" texts"),
            (~pl.col(names).str.contains(_NUMBER)).any().name.suffix(" words"),
        ).row(0, named=True)
        self._words = {name for name in names if texts[f"{name} words"]}
        most = {name: _MOST_TEXTS if name in self._words else _MOST_NUMBERS for name in names}
        self._sums = {name: [] for name in names if texts[f"{name} texts"] <= most[name]}

    def suspects(self) -> list[Suspect]:
        """The columns that have a total by its figure; of several with totals in the same sums one."""
        found: dict[int, Suspect] = {}
        # Words first: a number may be a figure that comes along with them.
        for name in sorted(self._sums or {}, key=lambda name: (name not in self._words, int(name))):
            frames = (self._sums or {})[name]
            sums = _added(pl.concat(frames)) if len(frames) > 1 else pl.concat([_NO_SUMS, *frames])
            # Most columns have one text in each sum.
            if sums["cell"].n_unique() < sums.height:
                for suspect, cells in _heaviest(sums, int(name)):
                    found.setdefault(cells, suspect)
        return sorted(found.values(), key=lambda one: one.position)


_NO_SUMS = pl.DataFrame(
    schema={
        "cell": pl.UInt64,
        "text": pl.String,
        "top": pl.Float64,
        "bottom": pl.Float64,
        "bad": pl.Boolean,
    }
)


def _added(sums: pl.DataFrame) -> pl.DataFrame:
    return sums.group_by("cell", "text").agg(pl.col("top", "bottom").sum(), pl.col("bad").any())


def _heaviest(sums: pl.DataFrame, position: int) -> Iterator[tuple[Suspect, int]]:
    """A text that adds as much as all others to every sum in which it is, and a number for these sums."""
    whole = ("top", "bottom")
    sums = sums.with_columns(
        *(pl.col(name).sum().over("cell").alias(f"all {name}") for name in whole),
        several=pl.len().over("cell") > 1,
        bad=pl.col("bad").any().over("cell"),
        parts=(pl.col("top") != 0).sum().over("cell") - 1,
    ).filter(pl.col("several") & ~pl.col("bad"))
    half = pl.all_horizontal(_half(pl.col(name), pl.col(f"all {name}")) for name in whole)
    texts = (
        sums.filter((pl.col("top") != 0) | (pl.col("all top") != 0))
        .with_columns(half=half & (pl.col("top") != 0))
        .group_by("text")
        .agg(
            holds=pl.col("half").sum(),
            of=pl.len(),
            plain=(pl.col("half") & (pl.col("parts") >= _PARTS)).sum(),
            unlike=pl.col("top").filter("half").n_unique(),
            cells=pl.col("cell").filter("half").sum(),
        )
    )
    sure = (pl.col("holds") >= _CERTAIN) & (pl.col("unlike") >= _UNLIKE)
    found = texts.filter(
        ((pl.col("of") - pl.col("holds")) * _OFF <= pl.col("of"))
        # What is in few sums only is a total of these by chance: among many texts one often is.
        & (pl.col("holds") * _PARTS >= sums["cell"].n_unique())
        & ((pl.col("plain") > 0) | sure)
        # Two that are equal everywhere may be a total and its only part, or two parts: nobody can tell.
    ).with_columns(sure=sure & (pl.col("plain") > 0))
    for best in found.sort("holds", "text", descending=[True, False]).head(1).iter_rows(named=True):
        yield Suspect(position, best["text"], by_sum=True, certain=best["sure"]), best["cells"]


def _half(one: pl.Expr, of: pl.Expr) -> pl.Expr:
    return (2 * one - of).abs() <= _NEARLY * of.abs()


def marked(rows: pl.DataFrame, keys: Sequence[str], suspects: Sequence[Suspect]) -> pl.DataFrame:
    """Say of each figure or series, by its keys, whether it has totals and parts of each column."""
    return rows.group_by(keys).agg(
        *(one.total.any().alias(f"{at} total") for at, one in enumerate(suspects)),
        *(one.part.any().alias(f"{at} parts") for at, one in enumerate(suspects)),
    )


def mixed(
    marks: pl.DataFrame, keys: Sequence[str], suspects: Sequence[Suspect]
) -> list[tuple[Suspect, pl.DataFrame]]:
    """The columns of which some figure or series has both, and its keys, as `marked` said of all rows."""
    whole = marks.group_by(keys).agg(pl.all().any())
    found = []
    for at, one in enumerate(suspects):
        both = whole.filter(pl.col(f"{at} total") & pl.col(f"{at} parts"))
        if not both.is_empty():
            found.append((one, both.select(keys)))
    return found


def beside(rows: pl.DataFrame, columns: Sequence[int]) -> tuple[int, bool] | None:
    """A column that is as much as all the others together, of columns that are added up row by row.

    Args:
        rows: Some rows, whose columns are named by their positions. One with a withheld figure is passed
            over.
        columns: The positions.

    Returns:
        Its position, and whether that is no coincidence; None where there is none.
    """
    names = [str(at) for at in columns]
    if len(names) <= _PARTS or rows.is_empty():
        return None
    some = rows.head(min(_ROWS, max(_MOST_CELLS // len(names), 2 * _CERTAIN)))
    other = pl.Series("unit", ["other"]).new_from_index(0, some.height)
    number, whole = pl.col("number"), pl.col("number").sum().over("row")
    empty = pl.col("kind") == "empty"
    cells = (
        pl.concat(numbers.stacked(some, names, other, numbers.MARKS))
        .with_columns(number=pl.when(empty).then(0.0).otherwise(number))
        .filter(number.is_not_null().all().over("row"))
        .with_columns(whole=whole, parts=(number != 0).sum().over("row") - 1)
        .filter(pl.col("whole") != 0)
    )
    sound = cells["row"].n_unique()
    held = (
        cells.filter(_half(number, pl.col("whole")) & (number != 0))
        .group_by("column", maintain_order=True)
        .agg(pl.len(), unlike=number.n_unique(), several=(pl.col("parts") >= _PARTS).any())
        .with_columns(sure=(pl.col("len") >= _CERTAIN) & (pl.col("unlike") >= _UNLIKE))
        .filter(((sound - pl.col("len")) * _OFF <= sound) & (pl.col("sure") | pl.col("several")))
    )
    first = held.sort("column").head(1).iter_rows(named=True)
    return next(((columns[one["column"]], bool(one["sure"])) for one in first), None)


def _texts(rows: pl.DataFrame, columns: Collection[int]) -> list[str]:
    texts = [
        name
        for name, kind in rows.schema.items()
        if kind == pl.String and name.isdigit() and int(name) in columns
    ]
    return texts[:_MOST_COLUMNS]
