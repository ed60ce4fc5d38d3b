"""The folders that a command is given: one that is another, one that is not there yet, and what in it is not read."""

from __future__ import annotations

import pytest

from tests.conftest import Folder, strategy

DAY = ("--as-of", "2025-01-31")
GOOD = strategy(
    {"id": "one", "title": "One", "measure": "m", "areas": ["A"], "target": {"at_most": 6, "by": "2028/29"}},
    measures={"m": {"title": "M", "unit": "percent", "improves": "down", "year": "financial"}},
)
ROWS = [{"measure": "m", "area": "A", "period": "2022/23", "value": 10}]
MILESTONE = {"id": "one", "title": "One", "target": {"milestone": "it is done", "by": 2027}}
TAKE_FIGURES = {
    "check": ("check",),
    "report": ("report", "--quiet"),
    "a subject": ("report", "--subject"),
    "show": ("show", "one"),
    "matrix": ("matrix", "--status"),
    "data": ("data",),
}


@pytest.fixture
def good(folder: Folder) -> Folder:
    folder.write("strategies/a.yaml", GOOD)
    folder.extract(ROWS)
    return folder


@pytest.mark.parametrize("command", TAKE_FIGURES.values(), ids=TAKE_FIGURES)
def test_a_named_folder_of_extracts_that_is_not_there_ends_it(good: Folder, command: tuple[str, ...]):
    done = good.run(*command, *DAY, "--data", "dta")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "logframe: --data: there is no folder 'dta' (did you mean 'data'?): name the folder of extracts\n"
    )


NO_FOLDERS = {
    "nothing like it": ("elsewhere", "there is no folder 'elsewhere': name the folder of extracts"),
    "beyond another that is not there": (
        "no/where",
        "there is no folder 'no/where': name the folder of extracts",
    ),
    "a file": ("strategies/a.yaml", "'strategies/a.yaml' is not a folder: name the folder of extracts"),
    "without an extract": (
        "strategies",
        "'strategies' holds no extract (.csv, .parquet, or what its extracts.yaml declares): "
        "name the folder of extracts",
    ),
}


@pytest.mark.parametrize(("named", "said"), NO_FOLDERS.values(), ids=NO_FOLDERS)
def test_what_is_no_folder_of_extracts_is_said_in_a_line(good: Folder, named: str, said: str):
    done = good.run("report", *DAY, "--quiet", "--data", named)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"logframe: --data: {said}\n")


def test_diff_with_the_project_as_it_is_now_takes_figures_too(good: Folder):
    good.run("check", *DAY, "--save", "old.run")
    assert good.run("diff", "old.run", "--data", "dta").returncode == 2
    good.run("check", *DAY, "--save", "new.run")
    assert good.run("diff", "old.run", "new.run", "--data", "dta").returncode == 0
    (good.root / "data").rename(good.root / "elsewhere")
    assert good.run("diff", "old.run", "--quiet").returncode == 2
    assert good.run("diff", "old.run", "new.run").returncode == 0


def test_errors_of_the_strategies_are_told_before_the_folder(good: Folder):
    good.write("strategies/a.yaml", GOOD | {"titel": "A"})
    done = good.run("check", "--data", "dta")
    assert (done.returncode, done.stdout) == (1, "")
    assert "unknown key 'titel'" in done.stderr


@pytest.mark.parametrize("command", [("validate", "--data", "dta"), ("matrix", "--data", "dta"), ("align",)])
def test_what_takes_no_figures_does_not_ask_for_their_folder(good: Folder, command: tuple[str, ...]):
    (good.root / "data").rename(good.root / "elsewhere")
    assert good.run(*command).returncode == 0


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
@pytest.mark.parametrize("command", TAKE_FIGURES.values(), ids=TAKE_FIGURES)
def test_without_the_usual_folder_of_extracts_it_ends_too(
    good: Folder, command: tuple[str, ...], quiet: tuple[str, ...]
):
    (good.root / "data").rename(good.root / "date")
    done = good.run(*command, *DAY, *quiet)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "logframe: --data: there is no folder 'data' (did you mean 'date'?): name the folder of extracts\n"
    )


def test_a_project_without_extracts_yet_is_judged_and_told_so(good: Folder):
    (good.root / "data" / "figures.csv").unlink()
    done = good.run("report", *DAY)
    assert done.returncode == 0
    assert done.stderr == (
        "data:1:1: LF418 this folder holds no extract, so nothing has figures "
        "(put extracts into it, or name their folder with --data)\n1 warning in 1 file\n"
    )
    assert done.stdout.split("\n\n")[1].startswith(
        "There are no extracts, and so no figures. Worst: no data."
    )
    assert good.run("check", *DAY, "--quiet").returncode == 0
    assert good.run("check", *DAY, "--fail-on", "warning").returncode == 1


@pytest.mark.parametrize("named", [(), ("--data", "strategies")])
def test_promises_that_need_no_figures_are_not_told_that_there_are_none(
    folder: Folder, named: tuple[str, ...]
):
    folder.write("strategies/a.yaml", strategy(MILESTONE))
    (folder.root / "data").rmdir()
    done = folder.run("check", *DAY, *named)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_strategies_it_is_said_how_to_get_some(folder: Folder):
    (folder.root / "strategies").rmdir()
    for command in (("check",), ("validate",), ("align",)):
        done = folder.run(*command)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            "logframe: there is no folder 'strategies': name the folder of strategies with --strategies, "
            "or make one with 'logframe init'\n"
        )


NOT_READ = (
    "more.xlsx",
    "old.XLS",
    "sub/more.ods",
    "more.tsv",
    "more.txt",
    "more.json",
    "more.csv.gz",
    "more.zip",
)
ABOUT = (
    "README.md",
    "readme.txt",
    "LICENSE",
    "LICENCE.txt",
    "notes.docx",
    "map.png",
    ".hidden.xlsx",
    "~$more.xlsx",
)


def test_a_file_that_may_hold_figures_and_is_not_read_is_a_warning(good: Folder):
    for name in (*NOT_READ, *ABOUT):
        good.write(f"data/{name}", "made up")
    done = good.run("data", *DAY)
    assert done.returncode == 0
    told = [line for line in done.stderr.splitlines() if "LF417" in line]
    assert sorted(told) == sorted(
        f"data/{name}:1:1: LF417 not read: no declaration in data/extracts.yaml names it "
        "(declare it there, or keep it elsewhere)"
        for name in NOT_READ
    )
    assert good.run("data", *DAY, "--quiet").stderr == ""


def test_a_file_that_is_declared_is_read_and_not_told_of(good: Folder):
    good.write("data/more.txt", "Area\tYear\tShare\nA\t2023/24\t9\n")
    good.write(
        "data/extracts.yaml",
        {
            "logframe": 1,
            "extracts": {
                "more": {
                    "files": "more.txt",
                    "columns": {"area": "Area", "period": "Year", "value": "Share"},
                    "fixed": {"measure": "m"},
                }
            },
        },
    )
    done = good.run("data", *DAY, "--format", "csv")
    assert done.stderr == ""
    assert "data/more.txt,1,1," in done.stdout


def test_of_very_many_files_a_hundred_are_named(good: Folder):
    for number in range(120):
        good.write(f"data/{number:03}.json", "{}")
    done = good.run("data", *DAY, "--verbose")
    assert done.stderr.count("LF417") == 101
    assert "data/100.json:1:1: LF417 and 20 more files like this, not read\n" in done.stderr


def test_a_file_that_is_read_by_a_link_to_it_is_not_told_of(good: Folder):
    (good.root / "data" / "figures.csv").rename(good.root / "data" / "figures.txt")
    (good.root / "data" / "figures.csv").symlink_to("figures.txt")
    done = good.run("data", *DAY, "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert "data/figures.csv,1,1," in done.stdout


REPORTS = {
    "text": ((), lambda text: text.split("\n\n")[1].replace("\n", " ")),
    "markdown": (("--format", "markdown"), lambda text: text.split("\n\n")[2]),
    "html": (("--format", "html"), lambda text: text.partition("<table")[0]),
}


@pytest.mark.parametrize(("arguments", "top"), REPORTS.values(), ids=REPORTS)
def test_a_report_begins_with_what_could_not_be_read(good: Folder, arguments: tuple[str, ...], top):
    good.extract(
        [
            *ROWS,
            *({"measure": "m", "area": "A", "period": y, "value": "twelve"} for y in ("2021/22", "2023/24")),
        ]
    )
    good.write("data/broken.csv", b"\xff\x00 not an extract")
    done = good.run("report", *DAY, *arguments)
    assert done.returncode == 1
    said = (
        "2 rows of figures could not be read: 2 in data/figures.csv. There are errors in data/broken.csv. "
        "What follows may rest on older figures."
    )
    assert said in top(done.stdout)


def test_a_report_names_the_first_of_many_files_that_could_not_be_read(good: Folder):
    for number in range(8):
        good.extract([{"measure": "m", "area": "A", "period": "2023/24", "value": "twelve"}], f"{number}.csv")
    text = " ".join(good.run("report", *DAY).stdout.split())
    assert "8 rows of figures could not be read: 1 in data/0.csv, " in text
    assert "1 in data/4.csv and 3 more. What follows" in text
