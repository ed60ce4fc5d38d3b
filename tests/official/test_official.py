"""Real files in the layouts that publishers use, each read by a declaration alone and held against figures.

What each makes hard is in the test's name.
"""

from __future__ import annotations

from datetime import date

import pytest

from logframe.evidence import Definition
from logframe.periods import Calendar
from tests.evidence.made_up import adds_up
from tests.official.reading import here, published, read, values

pytestmark = here

YEAR, MONTH = Calendar("year"), Calendar("month")
FINANCIAL, SCHOOL, SURVEY = Calendar("year", (4, 1)), Calendar("year", (9, 1)), Calendar("year", (11, 16))


def percent(measure: str, calendar: Calendar) -> Definition:
    return Definition(measure, calendar, "percent", 0, 100)


def agree(found: dict[tuple[str, str], float], figures: list, starts: str, within: float) -> int:
    """Hold values against published figures whose period begins on `starts` of their first year."""
    compared = 0
    for figure in figures:
        value = found.get((figure["area_code"], f"{figure['period'][:4]}-{starts}"))
        if value is not None:
            assert value == pytest.approx(float(figure["value"]), abs=within), figure
            compared += 1
    return compared


# Fingertips

CAMPYLOBACTER = """
layout: fingertips
codes: {measure: {93356: campylobacter}}
"""


def test_fingertips_rows_end_before_the_header_does_and_names_hold_line_breaks():
    found = read(
        "fingertips/indicators-CountyUA.data.csv",
        CAMPYLOBACTER + "keep: {Age: All ages}",
        [Definition("campylobacter", YEAR)],
    )
    assert found.messages == []
    assert adds_up(found)
    assert found.account["read"].to_list() == [852]
    england = found.observations.filter(area="E92000001")
    # 51,897 of 54,786,327 are 94.73 in 100,000: the value can be worked out from the file's own counts.
    rates = (england["numerator"] / england["denominator"] * 100_000).to_list()
    assert england["value"].to_list() == pytest.approx(rates, rel=1e-6)
    assert england["start"].to_list() == [date(year, 1, 1) for year in (2015, 2016, 2017)]


def test_fingertips_ages_side_by_side_are_conflicts_that_name_the_column():
    found = read(
        "fingertips/indicators-CountyUA.data.csv", CAMPYLOBACTER, [Definition("campylobacter", YEAR)]
    )
    assert {message.code for message in found.messages} == {"LF405"}
    assert found.messages[0].hint == "the rows differ in 'Age': keep one of its texts in a declaration"
    assert adds_up(found)


def test_fingertips_back_end_has_years_alone_and_two_deprivation_categories():
    found = read(
        "fingertips/fingertipsnext_healthdata_6ea09e8.csv",
        """
columns:
  measure: IndicatorId
  area: AreaCode
  period: Year
  value: Value
  lower: LowerCI
  upper: UpperCI
  numerator: Count
  denominator: Denominator
keep: {CategoryType: ""}
codes: {measure: {93085: smoking}}
bare_year: begins
""",
        [percent("smoking", FINANCIAL)],
    )
    assert found.messages == []
    assert adds_up(found)
    assert found.account["read"].to_list() == [44_452]
    figures = published("Smoking status", "DHSC", category="")
    assert agree(values(found), figures, "04-01", 5e-7) == 6


# Department for Education

PHASES = '{Total: "", Primary: primary, Secondary: secondary, Special: special}'


def test_attendance_is_a_rate_beside_a_count_of_the_same_name_and_of_a_part_of_the_year():
    declaration = f"""
layout: dfe-explore-education-statistics
columns: {{group: education_phase}}
codes: {{group: {PHASES}}}
measures: {{absence: overall_absence_perc}}
"""
    measures, groups = [percent("absence", SCHOOL)], ("", "primary", "secondary", "special")
    file = "dfe/EES_ytd_data_202526.csv"
    found = read(file, declaration, measures, groups=groups, as_of=date(2026, 12, 31))
    assert found.messages == []
    assert adds_up(found)
    assert found.account["read"].to_list() == [647]
    for group in groups:
        category = f"School phase: {group.title() or 'Total'}"
        year = "DfE Pupil attendance in schools, year to date 2025"
        figures = published("Pupil absence rate", year, category=category)
        assert agree(values(found, group=group), figures, "09-01", 0.006) == 4
    aside = read(file, declaration + "partial: true", measures, groups=groups, as_of=date(2026, 12, 31))
    assert aside.account["partial"].to_list() == [647]
    assert aside.observations.is_empty()


def test_early_years_have_totals_beside_every_breakdown():
    found = read(
        "dfe/1_eyfsp_headline_measures_2022.csv",
        """
layout: dfe-explore-education-statistics
keep: {characteristic: Total, characteristic_type: Total, gender: Total}
measures:
  development:
    columns: {value: gld_percentage, numerator: gld_number, denominator: children_number}
""",
        [percent("development", SCHOOL)],
    )
    assert found.messages == []
    assert adds_up(found)
    assert found.account["read"].to_list() == [12_852]
    figures = published("Children achieving", "DfE Early years", sex="Persons")
    assert agree(values(found), figures, "09-01", 0.05) == 4
    kent = found.observations.filter(area="E10000016").row(0, named=True)
    assert (kent["numerator"], kent["denominator"], kent["decimals"]) == (11_951, 18_149, 6)


def test_the_interactive_tool_writes_the_year_in_which_a_school_year_ends():
    found = read(
        "dfe/lait_bds_long_0.parquet",
        """
columns: {measure: Data item, area: LA and Regions, period: Years, value: Values}
codes:
  area: {Kent: E10000016, Medway: E06000035, South East: E12000008, England: E92000001}
  measure:
    FSP (NEW) - % achieving a good level of development: development
    Average Attainment 8 score per pupil at end of KS4 - Pupils with No Identified SEN: attainment
bare_year: ends
""",
        [percent("development", SCHOOL), Definition("attainment", SCHOOL)],
    )
    assert [message for message in found.messages if message.severity == "error"] == []
    assert adds_up(found)
    assert found.account["read"].to_list() == [641_070]
    development = published("Children achieving", "DfE Local Authority")
    assert agree(values(found, measure="development"), development, "09-01", 1e-6) >= 4
    attainment = published("Average Attainment 8 score - no identified", "DfE Local")
    assert agree(values(found, measure="attainment"), attainment, "09-01", 1e-6) >= 4


# Office for National Statistics

ONS = [
    ("adult-obesity-prevalence", "Adult obesity prevalence", "Adult obesity prevalence", SURVEY, "11-16", 3_510, 40),
    ("persistent-absences-for-all-pupils", "Persistent absences for all pupils", "Persistent absences", SCHOOL, "08-01", 2_909, 72),
    ("healthy-life-expectancy", "Male healthy life expectancy", "Male healthy", Calendar("year", (1, 1), 3), "01-01", 5_814, 48),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "name", "indicator", "calendar", "starts", "rows", "compared"),
    ONS,
    ids=[case[0] for case in ONS],
)
def test_local_statistics_have_intervals_of_time_and_are_in_no_order(
    file: str, name: str, indicator: str, calendar: Calendar, starts: str, rows: int, compared: int
):
    declaration = f"layout: ons\ncodes: {{measure: {{{name}: measure}}}}"
    found = read(f"ons/{file}.csv", declaration, [Definition("measure", calendar)])
    assert found.messages == []
    assert adds_up(found)
    assert found.account["read"].to_list() == [rows]
    starts = "09-01" if starts == "08-01" else starts  # a school year that is written from August
    assert agree(values(found), published(indicator, "ONS Explore"), starts, 1e-9) == compared


# NHS England


def test_diagnostic_waits_are_a_ratio_of_sums_over_the_tests():
    found = read(
        "nhs-england-dm01/dm01_commissioner_icb_2023-04_2026-03.csv",
        """
layout: nhs-england-dm01
fixed: {measure: waits}
codes: {area: {QKS: E54000032}}
""",
        [percent("waits", MONTH)],
    )
    assert found.messages == []
    assert adds_up(found)
    account = found.account.row(0, named=True)
    assert (account["read"], account["used"], account["combined"]) == (22_874, 36, 36 * 14)
    by_month = {(area, start[:7]): value for (area, start), value in values(found).items()}
    figures = published("Diagnostics (DM01)", "NHS England", area_code="E54000032")
    assert len(figures) == 36
    for figure in figures:
        assert by_month["E54000032", figure["period"]] == pytest.approx(float(figure["value"]), abs=0.006)


def test_a_proportion_becomes_a_percentage():
    found = read(
        "nhs-england-dm01/dm01_commissioner_icb_2023-04_2026-03.csv",
        """
columns:
  area: icb code
  period: reporting period
  group: Diagnostic Test Name
  value: {of: Percentage waiting 6+ weeks, times: 100}
fixed: {measure: waits}
""",
        [percent("waits", MONTH)],
        groups=["Gastroscopy"],
    )
    rows = found.observations.filter(area="QKS", start=date(2023, 6, 1))
    assert rows["value"].to_list() == pytest.approx([100 * 2983 / 4716], abs=0.06)  # printed as 0.633


WITHIN = '["Gt 0? To *", "Gt 1[0-7] To *"]'


def test_referral_to_treatment_has_total_rows_and_a_total_column_that_is_empty():
    found = read(
        "nhs-england-rtt/RTT_Jan26_QKS_rows_only.csv",
        f"""
layout: nhs-england-rtt
keep: {{RTT Part Type: Part_2}}
codes: {{area: {{QKS: E54000032}}}}
measures:
  within: {{columns: {{value: {{of: {WITHIN}, over: Total All, times: 100}}}}}}
  waiting: Total All
""",
        [percent("within", MONTH), Definition("waiting", MONTH)],
    )
    assert found.messages == []
    assert adds_up(found)
    (figure,) = published("RTT incomplete pathways waiting within", "NHS", area_code="E54000032")
    rows = {row["measure"]: row for row in found.observations.iter_rows(named=True)}
    assert rows["within"]["value"] == pytest.approx(float(figure["value"]), abs=0.006)
    assert rows["within"]["numerator"] == float(figure["count"])
    assert rows["within"]["denominator"] == float(figure["denominator"]) == rows["waiting"]["value"]


def test_specialties_and_their_total_added_up_together_are_found_out():
    found = read(
        "nhs-england-rtt/RTT_Jan26_QKS_rows_only.csv",
        """
columns: {area: Commissioner Parent Org Code, period: Period}
keep: {RTT Part Type: Part_2}
codes: {area: {QKS: E54000032}}
blank: zero
combine: sum
measures: {waiting: Total All}
""",
        [Definition("waiting", MONTH)],
    )
    assert [(message.code, message.line, message.column) for message in found.messages] == [
        ("LF413", 1, 223), ("LF413", 1, 247)
    ]  # fmt: skip
    assert "'Treatment Function Code' is 'C_999'" in found.messages[0].text


def test_patients_ready_to_leave_are_counted_daily_and_judged_monthly():
    found = read(
        "nhs-england-discharge/england_icb_criteria_to_reside.csv",
        """
fixed: {measure: ready}
columns: {area: icb22_code, period: {column: date, first: 7}, value: do_not_meet_criteria_to_reside}
combine: mean
""",
        [Definition("ready", MONTH)],
    )
    assert found.messages == []
    assert adds_up(found)
    assert found.account["read"].to_list() == [51_727]
    by_month = {(area, start[:7]): value for (area, start), value in values(found).items()}
    figures = published("Patients in acute hospital", "NHS England", area_code="E54000032")
    compared = [one for one in figures if ("E54000032", one["period"]) in by_month]
    assert len(compared) > 30
    for figure in compared:
        assert by_month["E54000032", figure["period"]] == pytest.approx(float(figure["value"]), abs=0.06)


COMMUNITY = {
    "blank leading columns": ("2023-03-01", 5, "column 3", "England", "E92000001", "January 2023"),
    "the next year's first month": ("2023-06-01", 5, "column 3", "England", "E92000001", "April 2023"),
    "codes of organisations": ("2023-10-01", 4, "Organisation Code", "QKS", "E54000032", "August 2023"),
}


@pytest.mark.parametrize(
    ("day", "skip", "column", "name", "area", "month"), COMMUNITY.values(), ids=COMMUNITY
)
def test_community_waits_are_added_up_over_the_services_of_a_sheet(
    day: str, skip: int, column: str, name: str, area: str, month: str
):
    pytest.importorskip("fastexcel")
    # A service that an area does not have is blank, and adds nothing.
    found = read(
        f"nhs-england-community/community_health_{day}.xlsx",
        f"""
sheet: Table 4
skip: {skip}
columns: {{area: {column}, value: {{of: ["(A)*", "(CYP)*"]}}}}
fixed: {{measure: waiting, period: {month}}}
codes: {{area: {{{name}: {area}}}}}
blank: zero
""",
        [Definition("waiting", MONTH)],
    )
    assert found.messages == []
    assert adds_up(found)
    (figure,) = published("Community health services total", "NHS", area_code=area, period=month)
    assert found.observations["value"].to_list() == [float(figure["value"])]


def test_months_side_by_side_in_a_sheet_become_rows():
    pytest.importorskip("fastexcel")
    found = read(
        "nhs-england-community/community_health_2023-10-01.xlsx",
        """
sheet: Table 2
skip: 2
long: {columns: "*-2[34]", into: period}
fixed: {measure: waiting, area: E92000001}
keep: {Service: England}
blank: missing
""",
        [Definition("waiting", MONTH)],
    )
    assert found.messages == []
    assert adds_up(found)
    held = found.observations.filter(found.observations["value"].is_not_null())
    by_month = {row["start"].strftime("%B %Y"): row["value"] for row in held.iter_rows(named=True)}
    figures = published("Community health services total", "NHS", area_code="E92000001")
    shared = {one["period"]: float(one["value"]) for one in figures if one["period"] in by_month}
    assert {month: by_month[month] for month in shared} == shared
    assert len(shared) == 5
