"""Figures made of several rows, which may be in several files, or published on several days.

All files of a declaration are added up together, by what a figure is: however its period is spelt, whichever
file has the row. Files that hold the same rows are not added up but held against each other, like all figures
that are given twice. Which it is can be known from what the rows say of themselves: of different parts they
say something different, and of the same parts the same. That takes a second look, at the figures concerned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import polars as pl

from logframe.characters import printable
from logframe.declarations.layouts import plain
from logframe.evidence.declared import figures
from logframe.evidence.declared.across import STATED, Doubles
from logframe.evidence.encode import encode
from logframe.evidence.extract import Batch, UncleanError, UnreadableError
from logframe.evidence.faults import LIMIT, Fault, listed, more_like_this, quoted
from logframe.evidence.wording import figure_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from logframe.declarations import Declaration
    from logframe.evidence.rows import Judge
    from logframe.evidence.sift import Sieve
    from logframe.messages import Message

# What a figure is, once its labels are read: what cannot be read is by itself.
_CELL = ("definition", "area", "group", "reading", "start", "end", "unread")
# What one file has of a cell, as it was published on one day.
_EDITION = ("cell", "day", "file")
# What a row is a part of, whatever its period.
_SERIES = ("definition", "area", "group")


class Source(Protocol):
    """A declared file."""

    @property
    def called(self) -> str:
        """How it is named to people, and which table of it."""

    def identities(
        self, wanted: pl.Series, words: Collection[str], *, careful: bool
    ) -> Iterator[pl.DataFrame]:
        """What the rows of some figures say of themselves.

        Args:
            wanted: Numbers that stand for the labels of the figures, as in `Parts`.
            words: Names of columns that may tell.
            careful: As it was read before.

        Returns:
            figure, published (as spelt), part and when: numbers that stand for all that a row says, and for
            the days that it names.
        """

    def weighed(self, wanted: pl.Series, columns: Sequence[str], *, careful: bool) -> Iterator[pl.DataFrame]:
        """What the rows of some figures add to them.

        Args:
            wanted: As of `identities`.
            columns: Names of some of the columns that are untold.
            careful: As of `identities`.

        Returns:
            figure, published (as spelt), the texts of the columns, each by its number among these; top,
            bottom and bad, see `figures.counted`.
        """

    @property
    def untold(self) -> Mapping[str, int]:
        """Columns of which the declaration says nothing, by their names without what is only spelling."""


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What one file has of figures that are made of several rows.

    Attributes:
        rows: What `figures.combined` gives by the file's own labels; a number that stands for those but
            published, `figure`; and whether no such figure can be right, `spoilt`.
        source: The file.
        words: The columns whose words may tell rows apart, by their names without what is only spelling: the
            name as spelt, and whether they hold any.
        careful: How it was read.
    """

    rows: pl.DataFrame
    source: Source
    words: Mapping[str, tuple[str, bool]]
    careful: bool


class Sums:
    """Collects the parts of figures from the files of a declaration, and makes the figures of them.

    Args:
        declaration: Whose files they are.
        sieve: What is asked for.
        judge: Reads the labels.
    """

    def __init__(self, declaration: Declaration, sieve: Sieve, judge: Judge) -> None:
        self._declaration, self._sieve, self._judge = declaration, sieve, judge
        self._parts: dict[int, Parts] = {}
        self._lost: dict[int, Fault] = {}
        self.messages: list[Message] = []

    def put(self, file: int, parts: Parts) -> None:
        """Take in what a file has, in place of what it gave before."""
        self._parts[file] = parts

    def lose(self, file: int, fault: Fault | None) -> None:
        """Take in that a file has a row that may be a part of anything, by what is wrong with it, or none."""
        self._lost.pop(file, None)
        if fault is not None:
            self._lost[file] = fault

    def batches(self) -> Iterator[tuple[int, Batch]]:
        """The figures, once all files were read: each with the number of the file that stands for it."""
        if not any(parts.rows.height for parts in self._parts.values()):
            return
        rows = self._read()
        related = self._related(rows)
        found = Doubles(self._declaration, self._parts, self._columns())
        rows, spoilt = found.marked(_stated(rows, related))
        self.messages += found.messages
        rows, lacking = self._incomplete(self._without_shares(rows))
        if not related.is_empty() and not self._declaration.says.parts:
            self._tell(rows, related.filter(~pl.col("torn") & ~pl.col("cell").is_in(spoilt.implode())))
        sums = _summed(rows)
        given = rows.group_by("file").agg(pl.col("rows").sum() + pl.col("again").list.len().sum())
        mean = self._declaration.says.combine == "mean"
        good, bad = figures.worked_out(sums.filter(~pl.col("torn")), mean=mean)
        for file, count in given.sort("file").iter_rows():
            here = sums.filter(file=file)
            torn = [self._torn(row, related) for row in here.filter("torn").iter_rows(named=True)]
            once = good.filter(file=file)
            again = once.with_columns(record="again").explode("record").drop_nulls("record")
            whole = pl.concat([once, again])
            more, spoilt = count - here.height - again.height, whole.filter("spoilt")["record"]
            yield file, Batch(_given(whole), tuple(torn), combined=more, spoilt=spoilt)
            yield file, Batch(_given(bad.filter(file=file)))
        for file, fault in lacking:
            yield file, Batch(_given(bad.clear()), (fault,))

    def _read(self) -> pl.DataFrame:
        """All parts, with what their labels mean, and the number of the cell that they are of."""
        frames = [
            parts.rows.with_columns(file=pl.lit(file, dtype=pl.UInt32)) for file, parts in self._parts.items()
        ]
        rows = pl.concat(frames, how="diagonal").with_columns(pl.col("published", "group").fill_null(""))
        if "again" not in rows.columns:
            rows = rows.with_columns(again=pl.lit(None, dtype=pl.List(pl.UInt64)))
        rows = self._sieve.sift(encode(rows.lazy(), rows.columns).collect()).wanted
        labels = self._judge.labels(rows.select("definition", "period", "published"))
        rows = rows.hstack(labels.select("reading", "start", "end", "tentative", "day", "why_not"))
        unread = pl.when(pl.col("reading") == "unreadable").then("period")
        rows = rows.with_columns(unread=unread)
        cells = rows.select(_CELL).unique(maintain_order=True).with_row_index("cell")
        return rows.join(cells, on=_CELL, nulls_equal=True, maintain_order="left")

    def _without_shares(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Mark figures as spoilt that are sums of what cannot be added up, and tell of their measures."""
        name = pl.col("measure").cast(pl.String).str.strip_chars()
        shares = ~pl.col("ratio") & name.is_in(list(self._judge.uncounted))
        if self._declaration.says.combine != "sum":
            return rows
        some = rows.filter(shares & (pl.col("reading") == "whole"))
        sums = some.group_by(STATED).agg(name.first(), pl.col("rows").sum()).filter(pl.col("rows") > 1)
        measures = sums["measure"].unique().sort().to_list()
        for measure in measures[:LIMIT]:
            said = f"figures of {quoted(measure)} are added up, and by its unit they are no counts"
            hint = "add up what they are made of: value: {of: ..., over: ...}; or keep one row of each figure"
            self.messages.append(self._declaration.message("LF427", said, "combine", hint=hint))
        return rows.with_columns(spoilt=pl.col("spoilt") | (shares & name.is_in(measures)))

    def _incomplete(self, rows: pl.DataFrame) -> tuple[pl.DataFrame, list[tuple[int, Fault]]]:
        """Mark sums as spoilt that a row may be a part of which could not be read, or not its period.

        That is a part of its own file's sums, or of those of files that are added up with it. Of a row with
        an unknown period these are the sums of its series.

        Returns:
            The rows; and what is told of the first such row of each file, with the file's number.
        """
        whole = pl.col("reading") == "whole"
        unknown = rows.filter((pl.col("reading") == "unreadable") & (pl.col("area") != "")).sort("record")
        told = []
        for file in sorted({*unknown["file"], *self._lost}):
            among = whole & (pl.col("file").is_in(_added_with(rows.filter(whole), file).implode()))
            among &= (pl.col("file") == file) | pl.all_horizontal(pl.col("by_day", "by_file").is_null())
            some = unknown.filter(file=file)
            series = pl.struct(_SERIES).is_in(some.select(pl.struct(_SERIES)).to_series().implode())
            lacks = rows.select(among & (series | pl.lit(file in self._lost))).to_series()
            hit = rows.filter(lacks)
            if hit.is_empty():
                continue
            rows = rows.with_columns(spoilt=pl.col("spoilt") | lacks)
            others = self._called([one for one in hit["file"].unique().sort() if one != file])
            where = f"the file and of {others}" if others else "the file"
            if file in self._lost:
                told.append((file, _lost(self._lost[file], where)))
            of_sums = some.join(hit, on=_SERIES, how="semi", nulls_equal=True)
            told += [(file, _lacking(row, where)) for row in of_sums.head(1).iter_rows(named=True)]
        return rows, told

    def _related(self, rows: pl.DataFrame) -> pl.DataFrame:
        """How the editions of each cell are related that has several, as `_related` says it."""
        sound = rows.filter((pl.col("reading") == "whole") & (pl.col("area") != ""))
        editions = sound.select(_EDITION).unique()
        editions = editions.filter(pl.len().over("cell") > 1)
        said = [
            editions.clear().with_columns(part=pl.lit(0, dtype=pl.UInt64), when=pl.lit(0, dtype=pl.UInt64))
        ]
        wanted = rows.join(editions, on=_EDITION, how="semi", nulls_equal=True)
        places = wanted.select(*_EDITION, "figure", "published").unique()
        for (file,), some in places.group_by("file", maintain_order=True):
            parts = self._parts[int(str(file))]
            try:
                for one in parts.source.identities(some["figure"], self._words(), careful=parts.careful):
                    said.append(some.join(one, on=("figure", "published")).select(said[0].columns).unique())
            except (UncleanError, UnreadableError):
                continue  # it is not what it was any more: nobody can tell
        return _related(editions, pl.concat(said).unique())

    def _columns(self) -> list[str]:
        """The columns in which totals may stand among parts: those that tell rows apart."""
        named = {plain(name) for name in self._declaration.says.parts or ()}
        named = {name for name in named if all(name in one.source.untold for one in self._parts.values())}
        return sorted(named.union(self._words()))

    def _called(self, files: Sequence[int]) -> str:
        return listed([quoted(self._parts[file].source.called) for file in files])

    def _words(self) -> list[str]:
        """The columns that may tell rows apart in all files; what one file alone has tells nothing."""
        known = [parts.words for parts in self._parts.values()]
        every = set(known[0]).intersection(*known[1:])
        return sorted(name for name in every if any(words[name][1] for words in known))

    def _tell(self, rows: pl.DataFrame, related: pl.DataFrame) -> None:
        """Tell what was done with figures of several files or days, unless it is certain to be right."""
        spelt = next(iter(self._parts.values())).words
        such = ", ".join(printable(spelt[word][0]) for word in self._words()[:2])
        hint = "name in 'parts' the columns that tell its rows apart" + (
            f", such as parts: [{such}]" if such else ""
        )
        apart = (pl.col("of_files") == "apart") | (pl.col("of_days") == "apart")
        for some, said in (
            (related.filter(apart & ~pl.col("sure")), "{figure} is made of rows {where}{more}"),
            (
                related.filter(of_files="same"),
                "rows {where} say the same: {figure} is not made of both{more}",
            ),
        ):
            if some.is_empty():
                continue
            first = rows.join(some, on=_EDITION, how="semi", nulls_equal=True)
            row = first.sort("file", "record").row(0, named=True)
            number = some["cell"].n_unique() - 1
            more = f" ({more_like_this(number, 'figure')})" if number else ""
            where = self._where(some.filter(cell=row["cell"]))
            text = said.format(figure=figure_of(row), where=where, more=more)
            self.messages.append(self._declaration.message("LF422", text, "combine", hint=hint))

    def _where(self, editions: pl.DataFrame) -> str:
        files = editions["file"].unique().sort()
        if len(files) > 1:
            return f"in {self._called(files.to_list())}"
        days = editions["day"].unique().sort()
        return f"published on {listed([str(day or 'no stated day') for day in days])}"

    def _torn(self, row: Mapping[str, Any], related: pl.DataFrame) -> Fault:
        where = self._where(related.filter(cell=row["cell"]))
        text = f"{figure_of(row)}: some of its rows {where} say the same, and some do not"
        hint = "none is used: keep each row once, or name in 'parts' the columns that tell them apart"
        return Fault("LF405", row["record"], "value", text, hint)


def _stated(rows: pl.DataFrame, related: pl.DataFrame) -> pl.DataFrame:
    """Say which rows make one figure: those of a cell, or of a day or a file where each says the same.

    Returns:
        The rows, with by_day and by_file, see `across.STATED`; and whether nobody can tell, `torn`.
    """
    rows = rows.join(related, on=_EDITION, how="left", nulls_equal=True, maintain_order="left")
    return rows.with_columns(
        by_day=pl.when(pl.col("of_days") == "same").then("day"),
        by_file=pl.when(pl.col("of_files") == "same").then("file"),
        torn=pl.col("torn").fill_null(value=False),
    ).drop("of_days", "of_files", "sure")


def _added_with(rows: pl.DataFrame, file: int) -> pl.Series:
    """The files that have a part of a figure of which a file has one too.

    Where it has none, nobody knows: then all, unless of several others no two are added up with each other,
    as where each file is of a period of its own.
    """
    mine = rows.filter(file=file)
    if not mine.is_empty():
        return rows.join(mine, on=STATED, how="semi", nulls_equal=True)["file"].unique()
    files = rows["file"].unique()
    apart = files.len() > 1 and rows.select(*STATED, "file").unique().select(STATED).is_unique().all()
    return files.clear() if apart else files


def _lost(fault: Fault, where: str) -> Fault:
    said = f"this row may be a part of any figure that rows of {where} make: none of these is used"
    hint = "mend the row; if it is a note below the table, say so: footer: true"
    return replace(fault, text=said, hint=hint, a_row=False)


def _lacking(row: Mapping[str, Any], where: str) -> Fault:
    whose = f"{quoted(row['measure'])} in {quoted(row['area'])}"
    said = f"this row may be a part of any figure of {whose} that rows of {where} make: none is used"
    return Fault("LF404", row["record"], "period", said, "mend the period", a_row=False)


def _related(editions: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """How the editions of a cell are related: one, apart, same or mixed.

    Args:
        editions: What several files or days have of one cell, `_EDITION`.
        said: What their rows say, each once: `_EDITION`, part and when.

    Returns:
        The editions, with `of_files`, for those of one day; `of_days`; whether they are of other days of
        their period, and so `sure` to be apart; and whether nobody can tell, `torn`.
    """
    seen = said.select(_EDITION).unique().with_columns(seen=pl.lit(True))
    related = (
        editions.join(
            _relation(said, ("cell", "day"), "file", "part"), on=("cell", "day"), how="left", nulls_equal=True
        )
        .rename({"relation": "of_files"})
        .join(_relation(said, ("cell",), "day", "part"), on="cell", how="left")
        .rename({"relation": "of_days"})
        .join(
            _relation(said.with_columns(at=pl.struct("day", "file")), ("cell",), "at", "when"),
            on="cell",
            how="left",
        )
        .join(seen, on=_EDITION, how="left", nulls_equal=True)
    )
    unclear = (
        pl.col("seen").is_null()
        | (pl.col("of_files") == "mixed")
        | (pl.col("of_days") == "mixed")
        | ((pl.col("of_days") == "apart") & (pl.col("of_files") == "same"))
    )
    return related.with_columns(sure=pl.col("relation") == "apart", torn=unclear.any().over("cell")).drop(
        "seen", "relation"
    )


def _relation(said: pl.DataFrame, of: Sequence[str], among: str, what: str) -> pl.DataFrame:
    """How sets are related, each `among` some `of` something, of `what`."""
    said = said.select(*of, among, what).unique()
    sizes = said.group_by(*of, among).agg(size=pl.len())
    sets = sizes.group_by(of).agg(pl.len(), pl.col("size").sum(), least=pl.col("size").min())
    whole = said.group_by(of).agg(whole=pl.col(what).n_unique())
    relation = (
        pl.when(pl.col("len") == 1)
        .then(pl.lit("one"))
        .when(pl.col("size") == pl.col("whole"))
        .then(pl.lit("apart"))
        .when(pl.col("least") == pl.col("whole"))
        .then(pl.lit("same"))
        .otherwise(pl.lit("mixed"))
    )
    return sets.join(whole, on=of, nulls_equal=True).select(*of, relation=relation)


def _summed(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a figure: what `figures.combined` gives, its labels, torn, spoilt, start and end."""
    first = pl.col("measure", "area", "start", "end").first()
    tentative = pl.col("period").filter("tentative").first()
    unread = pl.col("published").filter(pl.col("why_not").is_not_null()).first()
    labels = (
        rows.sort("file", "record")
        .group_by(STATED, maintain_order=True)
        .agg(
            first,
            pl.col("group").first(),
            pl.coalesce(tentative, pl.col("period").first()).alias("period"),
            # A figure is published once all of it is.
            pl.coalesce(unread, pl.col("day").max().cast(pl.String)).alias("published"),
            pl.col("torn", "spoilt").any(),
        )
    )
    kept = [name for name in rows.columns if name not in labels.columns or name in STATED]
    sums = figures.combined(rows.select(kept), STATED)
    return sums.join(labels, on=STATED, nulls_equal=True, maintain_order="left")


def _given(rows: pl.DataFrame) -> pl.DataFrame:
    """Figures as rows of an extract are given."""
    rows = rows.drop(*STATED, "again", "figure", "torn", "spoilt", "start", "end", "file")
    if rows["published"].is_null().all():
        rows = rows.drop("published")
    text = pl.col("measure", "area", "group", "period").cast(pl.String)
    columns = [name for name in rows.columns if name != "record"]
    return encode(rows.lazy().with_columns(text), columns).collect()
