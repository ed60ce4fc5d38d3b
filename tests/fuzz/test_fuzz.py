"""A short campaign, the same each time; `make fuzz` runs a long one."""

from __future__ import annotations

from tests.fuzz.campaign import try_mutants


def test_no_mutant_of_a_strategy_breaks_the_command_line():
    result = try_mutants("yaml", range(1_000))
    assert result.faults == {}
    assert set(result.statuses) == {0, 1}


def test_no_mutant_of_an_extract_breaks_the_command_line_or_its_account():
    result = try_mutants("tables", range(60))
    assert result.faults == {}
    assert set(result.statuses) == {0, 1}
