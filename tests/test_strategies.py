"""This repository's own strategies and figures: complete, word for word, and judged as they should be."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import logframe

ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"  # the documents themselves, where this machine holds them

# Every sentence of the five documents that sets an indicator or a target, and how many indicators it sets.
SENTENCES: dict[str, dict[str, int]] = {
    "ekhuft": {
        "Providing services that deliver national standards": 2,
        "Improving the experience for staff including workforce transformation and modernisation.": 2,
        "We will publish the strategy in April 2025.": 1,
    },
    "kchft-our-strategy": {
        "promote positive staff experience": 2,
    },
    "kchft-we-care": {
        "Achieve less than a one per cent gap in missed appointment rates between the most and least deprived communities.": 1,
        "87 per cent of patients wait less than their service waiting time target, by March 2027.": 1,
        "We increase our staff engagement score to 7.5 out of 10, as measured by the NHS Staff Survey, from 7.3 in March 23.": 1,
        "We increase our staff morale score to 6.4 out of 10, as measured by the NHS Staff Survey, from 6.23 in March 23.": 1,
        "Staff spend less time on admin processes that don't add value to patient care by March 2027.": 1,
    },
    "kent-medway-ics": {
        "By 2028/29, the proportion of mothers smoking at time of delivery will have reduced from 10.2 per cent to no more than six per cent.": 1,
        "By 2028, the percentage of children in Year 6 who are a healthy weight will be maintained at the current level of 63 per cent and severe obesity will have reduced from five per cent.": 2,
        "By 2028, pupil absence rates will have fallen from 7.9 per cent to below five per cent.": 1,
        "By 2028, pupils achieving a good level of development at the end of the early years foundation stage will have improved from 65.8 per cent to at least 70 per cent.": 1,
        "By 2028/29, the average attainment eight scores for both SEND and non-SEND pupils will have increased, and the gap between the two groups will be five points lower than the national average.": 5,
        "By 2028/29, the proportion of people who feel lonely often or always will have reduced from 7.3 per cent to no more than five per cent across Kent and Medway.": 1,
        "By 2028/29, the percentage of the population who are in contact with secondary mental health services that are in paid employment (aged 18 to 69) will increase from eight per cent to above 10 per cent.": 1,
        "All NHS organisations and councils will make progress towards their net-zero targets.": 1,
        "By 2028/29, the percentage of the population in receipt of long-term support for a learning disability that are in paid employment (aged 18 to 64) is similar to, or better than, the national average.": 1,
        "By 2028, the percentage of adults in Kent and Medway who are physically inactive will have fallen from 22.3 per cent to 20 per cent.": 1,
        "By 2028, the percentage of adults in Kent and Medway who are overweight or obese will have fallen from 64.1 per cent to 62 per cent.": 1,
        "By 2028, hospital admissions in Kent and Medway due to alcohol will have fallen from 418.7 to 395 per 100,000.": 1,
        "By 2028, the rate of emergency admissions for those who are frail will be similar to 2024, despite significant population growth.": 1,
        "By 2028, diabetes complications such as stroke, heart attacks, amputations, etc., will be below the rate for 2024.": 1,
        "By 2028, we will increase the proportion of people who receive long-term support who live in their home or with family.": 1,
        "By 2028, the number of people describing their overall experience of making a GP appointment as 'good' will have increased from 49 per cent to at least 71 per cent.": 1,
        "There will be an increasing number of patients with high or very high needs being supported through integrated teams by 2028.": 1,
        "By 2027, we will have implemented our organisational carers' strategies.": 1,
        "By 2028, the proportion of carers who report that they are very satisfied with social services will have improved from 32.3 per cent to at least 45 per cent.": 1,
        "By 2028, waits for diagnostics will meet national ambitions.": 1,
        "By 2028/29, the percentage of people aged 65 and over who were still at home 91 days after discharge from hospital into reablement services will have increased in Kent to at least 85 per cent and in Medway to be in line with the national average.": 2,
        "By 2025, we will meet national expectations for patients with length of stay of 21+ days who no longer meet with criteria to reside.": 1,
        "Inappropriate out-of-area mental health placements will be at or close to zero.": 1,
        "Shared workforce indicators will be developed by partners working across the system and are likely to include measures around: … vacancies": 1,
        "Shared workforce indicators will be developed by partners working across the system and are likely to include measures around: … staff wellbeing": 1,
        "Shared workforce indicators will be developed by partners working across the system and are likely to include measures around: … sickness absence": 1,
        "Shared workforce indicators will be developed by partners working across the system and are likely to include measures around: … VCSE workforce": 1,
        "Shared workforce indicators will be developed by partners working across the system and are likely to include measures around: … supporting employment in under-represented groups.": 1,
    },
    "kmmh": {
        "Being a great place to work, with engaged and capable staff living our values.": 2,
        "Efficiency and Sustainability: Achieving financial sustainability, exceeding NHS Greener programme goals, and transforming how we work": 1,
    },
}

# Sentences with a number, a target or a date in them that promise nothing: context, headings, and what others do.
CONTEXT = (
    "most (bottom 10 per cent) socially deprived areas",
    "more than 20 per cent growth is predicted between 2011 and 2031",
    "More than two thirds of adults are overweight or obese",
    "lags behind the national average on some indicators of economic success",
    "Smoking prevalence in Swale is 21 per cent",
    "not improving as fast as the national average",
    "all partners can target our limited resources",
    "clinical care only accounting for 20 per cent of the impact",
    "Target prevention activities for each community group",
    "we have targeted five key areas",
)
PROMISING = re.compile(
    r"\bby (?:march |april )?20\d\d|\bin april 20\d\d|per cent|net-zero|out of 10"
    r"|national (?:standards|ambitions|expectations|average)|\btarget(?!s?$)|close to zero",
    re.IGNORECASE,
)


@cache
def project() -> logframe.Project:
    return logframe.load(ROOT / "strategies", ROOT / "data")


@cache
def rows() -> list[dict[str, Any]]:
    evaluation = logframe.evaluate(project(), date(2026, 5, 31))
    assert evaluation.messages == []
    return evaluation.assessments.to_dicts()


def row(indicator: str, area: str | None, strategy: str = "kent-medway-ics") -> dict[str, Any]:
    (found,) = (
        each
        for each in rows()
        if (each["strategy"], each["indicator"], each["area"]) == (strategy, indicator, area)
    )
    return found


def folded(text: str) -> str:
    text = re.sub(r"[*_]{1,2}|^\s*[-•]\s+", " ", text, flags=re.MULTILINE)
    for mark, plain in {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "\u00a0": " "}.items():
        text = text.replace(mark, plain)
    return re.sub(r"\s+", " ", text).strip().casefold()


def test_the_files_have_no_fault():
    assert [str(message) for message in project().messages] == []


@pytest.mark.parametrize("strategy", SENTENCES)
def test_every_sentence_with_a_target_has_its_indicators(strategy: str):
    quoted = Counter(
        promise.indicator.quote
        for promise in project().catalogue.promises()
        if promise.strategy.strategy == strategy
    )
    assert quoted == SENTENCES[strategy]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the documents are not at hand")
def test_no_sentence_of_the_documents_is_overlooked():
    known = [
        folded(part).rstrip(".")
        for sentences in SENTENCES.values()
        for sentence in sentences
        for part in sentence.split("…")
    ]
    overlooked = [
        line.strip()
        for path in sorted(SEEDS.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if PROMISING.search(line)
        and not any(part in folded(line) for part in known)
        and not any(folded(context) in folded(line) for context in CONTEXT)
    ]
    assert overlooked == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the documents are not at hand")
def test_every_quote_is_the_documents_own_wording():
    documents = " ¶ ".join(folded(path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt")))
    for sentences in SENTENCES.values():
        for sentence in sentences:
            for part in sentence.split("…"):
                assert folded(part).rstrip(".") in documents


def test_the_verdicts_on_real_figures():
    absence = row("pupil-absence", "E10000016")
    assert (absence["latest_value"], absence["latest_period"]) == (6.96, "2024/25")
    assert (absence["relation"], absence["target_value"], absence["target_period"]) == ("below", 5, "2027/28")
    assert (absence["verdict"], absence["reason"]) == ("off_track", "chance_low")
    assert absence["needed_per_year"] == pytest.approx(-0.6533, abs=1e-4)
    assert absence["change_per_year"] == pytest.approx(-0.3167, abs=1e-4)
    ready = row("good-level-of-development", "E10000016")
    assert (ready["latest_value"], ready["relation"], ready["target_value"]) == (68.9, "at_least", 70)
    assert (ready["verdict"], ready["reason"]) == ("at_risk", "chance_fair")
    diagnostics = row("diagnostics", "E54000032")
    assert (diagnostics["relation"], diagnostics["target_value"], diagnostics["verdict"]) == (
        "at_most",
        5,
        "off_track",
    )


def test_a_baseline_that_is_another_areas_is_flagged_and_nothing_else_is():
    flagged = {(each["indicator"], each["area"]) for each in rows() if "baseline_elsewhere" in each["flags"]}
    assert flagged == {("pupil-absence", "E06000035"), ("good-level-of-development", "E06000035")}


def test_what_is_not_comparable_is_not_compared():
    assert {row("alcohol-admissions", area)["reason"] for area in ("E10000016", "E06000035")} == {"none"}
    ready = row("good-level-of-development", "E10000016")
    assert (ready["n"], "break_in_series" in ready["flags"]) == (4, True)  # 2021/22 to 2024/25
    absence = row("pupil-absence", "E10000016")
    assert absence["n"] == 8  # 2015/16 to 2024/25 without 2019/20 (not published) and 2020/21 (exceptional)


REASONS = {
    ("year-6-severe-obesity", "E10000016"): ("no_data", "none"),
    ("gp-appointment-experience", "E54000032"): ("no_data", "discontinued"),
    ("carers-strategies", None): ("not_yet_measurable", "pending"),
    ("out-of-area-placements", "E54000032"): ("not_yet_measurable", "no_tolerance"),
    ("no-criteria-to-reside", "E54000032"): ("not_yet_measurable", "standard_not_numeric"),
    ("vacancies", None): ("not_yet_measurable", "undetermined"),
    ("learning-disability-employment", "E10000016"): ("not_yet_measurable", "no_comparator"),
    ("smoking-at-delivery", "E10000016"): ("no_data", "stale"),
}


@pytest.mark.parametrize(("place", "expected"), REASONS.items(), ids=[name for name, _ in REASONS])
def test_what_cannot_be_judged_says_why(place: tuple[str, str | None], expected: tuple[str, str]):
    found = row(*place)
    assert (found["verdict"], found["reason"]) == expected


def test_every_measure_says_its_direction_and_every_figure_its_source():
    evaluation = logframe.evaluate(project(), date(2026, 5, 31))
    assert evaluation.observations["source"].null_count() == 0
    assert evaluation.account["refused"].sum() == 0
