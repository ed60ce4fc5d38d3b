"""How long the command line takes to start, as ratios to an empty Python on the same machine.

Each command is run in turn with `python -c pass`, and the medians are compared, so that a machine that slows
down slows both. Run it with `make bench`.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

RUNS = 15
EMPTY = [sys.executable, "-c", "pass"]
LOGFRAME = [sys.executable, "-m", "logframe"]
COMMANDS = {  # the most that each may take, in empty Pythons
    "--version": (["--version"], 8),
    "--help": (["--help"], 8),
    "validate": (["validate"], 20),
    "check": (["check", "--as-of", "2026-05-31"], 40),
}


def seconds(command: list[str]) -> float:
    """Time one run of a command, from its start to its end."""
    # as an installed program runs: with its modules compiled
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print a table of medians and ratios."""
    print(f"{'command':<12}{'median':>10}{'ratio':>8}{'at most':>9}")
    for name, (arguments, most) in COMMANDS.items():
        command = [*LOGFRAME, *arguments]
        seconds(command)  # the first run fills the caches
        pairs = [(seconds(command), seconds(EMPTY)) for _ in range(RUNS)]
        median = statistics.median(ours for ours, _ in pairs)
        ratio = statistics.median(ours / empty for ours, empty in pairs)
        print(f"{name:<12}{median * 1000:>7.0f} ms{ratio:>8.1f}{most:>9}")


if __name__ == "__main__":
    main()
