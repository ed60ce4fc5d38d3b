"""A verdict frame that is MADE UP: every verdict, reason, flag and relation, with figures that nobody measured."""

from __future__ import annotations

from datetime import date

import polars as pl

AS_OF = date(2026, 5, 31)

SCHEMA = {
    **dict.fromkeys(["strategy", "strategy_title", "outcome", "outcome_title", "indicator", "title"], pl.String),
    **dict.fromkeys(["owner", "measure", "area", "area_name", "group"], pl.String),
    **dict.fromkeys(["verdict", "reason", "detail", "confidence"], pl.String),
    "flags": pl.List(pl.String),
    **dict.fromkeys(["unit", "improves"], pl.String),
    "decimals": pl.Int64,
    **dict.fromkeys(["relation", "reference", "reference_name"], pl.String),
    **dict.fromkeys(["margin", "margin_percent", "tolerance", "target_value", "target_upper"], pl.Float64),
    "target_decimals": pl.Int64,
    "by": pl.String,
    "deadline": pl.Date,
    "target_period": pl.String,
    "baseline_value": pl.Float64,
    "baseline_period": pl.String,
    "baseline_decimals": pl.Int64,
    **dict.fromkeys(["latest_value", "latest_lower", "latest_upper"], pl.Float64),
    "latest_period": pl.String,
    "next_due": pl.Date,
    **dict.fromkeys(["comparator_area", "comparator_name", "comparator_period"], pl.String),
    "comparator_value": pl.Float64,
    "comparator_is": pl.String,
    "n": pl.Int64,
    **dict.fromkeys(["probability", "pace", "change_per_year", "needed_per_year"], pl.Float64),
    "projection_period": pl.String,
    **{f"projection_{name}": pl.Float64 for name in ("centre", "lower80", "upper80", "lower95", "upper95")},
    "trend": pl.String,
    **dict.fromkeys(["members_done", "members"], pl.Int64),
    **dict.fromkeys(["quote", "reading", "proxy"], pl.String),
}


def frame(*rows: dict[str, object]) -> pl.DataFrame:
    """Make a verdict frame of rows that say only what matters; the rest is null."""
    return pl.DataFrame([dict.fromkeys(SCHEMA) | {"flags": []} | row for row in rows], schema=SCHEMA)


def row(indicator: str, verdict: str, reason: str, **facts: object) -> dict[str, object]:
    """Make one row, of one indicator of one outcome unless said otherwise."""
    where = {"strategy": "ics", "strategy_title": "Integrated Care Strategy", "outcome": "best-start"}
    where["outcome_title"] = "Give children the best start"
    return where | {"indicator": indicator, "title": indicator.capitalize(), "verdict": verdict, "reason": reason} | facts


# What the sample's rows share.

KENT = {"area": "E10000016", "area_name": "Kent"}
MEDWAY = {"area": "E06000035", "area_name": "Medway"}
ICB = {"area": "E54000032", "area_name": "NHS Kent and Medway ICB"}
PERCENT = {"unit": "percent", "decimals": 1, "improves": "down", "target_decimals": 0}
RATE = {"unit": "rate per 100,000", "decimals": 1, "improves": "down", "target_decimals": 0}
BY_2028 = {"by": "2028", "deadline": date(2028, 12, 31), "target_period": "2028"}
BY_2028_29 = {"by": "2028/29", "deadline": date(2029, 3, 31), "target_period": "2028/29"}
BY_2024_25 = {"by": "2024/25", "deadline": date(2025, 3, 31), "target_period": "2024/25"}


def figure(name: str, value: float | None, period: str | None, decimals: int | None = None) -> dict[str, object]:
    """Give the columns of a baseline or a latest figure."""
    places = {"baseline_decimals": decimals} if name == "baseline" else {}
    return {f"{name}_value": value, f"{name}_period": period} | places


def ahead(
    centre: float, lower: float, upper: float, chance: float, managed: float, needed: float, n: int = 5
) -> dict[str, object]:
    """Give the columns of a projection."""
    far = 1.55 * (centre - lower), 1.55 * (upper - centre)
    ends = {"lower80": lower, "upper80": upper, "lower95": centre - far[0], "upper95": centre + far[1]}
    return {f"projection_{name}": value for name, value in ({"centre": centre} | ends).items()} | {
        "projection_period": "2028/29",
        "probability": chance,
        "pace": managed / needed if needed else None,
        "change_per_year": managed,
        "needed_per_year": needed,
        "n": n,
        "confidence": "low" if n < 5 else "medium" if n < 8 else "high",
    }


def england(value: float, period: str, compared: str | None) -> dict[str, object]:
    """Give the columns of a comparison with England."""
    return {
        "comparator_area": "E92000001",
        "comparator_name": "England",
        "comparator_period": period,
        "comparator_value": value,
        "comparator_is": compared,
    }


def sample() -> pl.DataFrame:
    """Make two strategies that hold every verdict, reason, flag and relation."""
    rows: list[dict[str, object]] = []

    def outcome(strategy: str, strategy_title: str, key: str, title: str, *indicators: dict[str, object]) -> None:
        where = {"strategy": strategy, "strategy_title": strategy_title, "outcome": key, "outcome_title": title}
        rows.extend(indicator | where for indicator in indicators)

    def one(key: str, title: str, verdict: str, reason: str, *facts: dict[str, object], **more: object) -> dict[str, object]:
        merged: dict[str, object] = {}
        for each in facts:
            merged |= each
        return row(key, verdict, reason, title=title, **(merged | more))

    ics = ("made-up-ics", "Integrated Care Strategy (made up)")
    smoking = "Mothers smoking at time of delivery"
    absence = "Pupil absence"
    employment = "People with a learning disability in paid employment (aged 18 to 64)"
    outcome(
        *ics,
        "best-start",
        "Give children and young people the best start in life",
        one(
            "smoking", smoking, "off_track", "chance_low", ICB, PERCENT, BY_2028_29,
            figure("baseline", 12.8, "2019/20", 1), figure("latest", 10.2, "2023/24"),
            england(7.4, "2023/24", "worse"), ahead(8.47, 6.61, 10.78, 0.0500121825092190, -0.65, -0.84),
            relation="at_most", target_value=6.0, flags=["reading", "ageing"], next_due=date(2025, 9, 30),
            reading="The document names no year for 10.2 per cent; it is Kent's figure of 2022/23.",
        ),
        one(
            "absence", absence, "at_risk", "chance_fair", KENT, PERCENT, BY_2028, relation="below", target_value=5.0,
            **figure("baseline", 7.9, "2021/22", 1), **figure("latest", 6.96, "2024/25"),
            **england(6.83, "2024/25", "similar"), **ahead(6.1, 4.9, 7.6, 0.21, -0.31, -0.56), flags=["overlapping_periods"],
        ),
        one(
            "absence", absence, "off_track", "chance_low", MEDWAY, PERCENT, BY_2028, relation="below", target_value=5.0,
            **figure("baseline", 7.9, "2021/22", 1), **figure("latest", 8.1, "2024/25"),
            **england(6.83, "2024/25", "worse"), **ahead(8.2, 6.8, 9.9, 0.004, 0.07, -0.89),
            flags=["wrong_direction", "baseline_elsewhere"],
        ),
        one(
            "development", "Good level of development at the end of reception", "on_track", "chance_good", KENT, PERCENT,
            BY_2028, relation="at_least", target_value=70.0, improves="up", **figure("baseline", 65.8, "2021/22", 1),
            **figure("latest", 68.9, "2024/25"), **ahead(70.4, 68.8, 72.0, 0.64, 1.03, 0.28, n=4),
            flags=["baseline_revised", "break_in_series"],
        ),
        one(
            "healthy-weight", "Year 6 children of a healthy weight", "on_track", "held_so_far", KENT, PERCENT, BY_2028,
            relation="maintain", reference="baseline", target_value=63.0, improves="up", **figure("baseline", 63.0, None, 0),
            **figure("latest", 63.4, "2024/25"), **ahead(63.6, 61.9, 65.2, 0.69, 0.1, 0.0, n=9), flags=["within_sampling_error"],
        ),
        one(
            "severe-obesity", "Year 6 children with severe obesity", "at_risk", "met_but_slipping", KENT, PERCENT, BY_2028,
            relation="below", reference="baseline", target_value=5.0, **figure("baseline", 5.0, None, 0),
            **figure("latest", 4.9, "2024/25"), **ahead(5.1, 4.6, 5.7, 0.41, 0.05, 0.0), flags=["rounding_decides"],
        ),
        one(
            "attainment-gap", "Attainment 8 gap between pupils without and with an EHC plan", "not_yet_measurable",
            "no_comparator", KENT, BY_2028_29, unit="points", decimals=1, improves="down", relation="at_most",
            reference="area", reference_name="England", margin=-5.0, **figure("baseline", None, "2023/24"),
            **figure("latest", 37.1, "2024/25"),
        ),
    )  # fmt: skip
    outcome(
        *ics,
        "wider-determinants",
        "Tackle the wider determinants to prevent ill health",
        one(
            "employment", employment, "achieved", "met", KENT, PERCENT, BY_2028_29, relation="no_worse_than",
            reference="area", reference_name="England", target_value=5.1, target_decimals=1, improves="up",
            **figure("latest", 6.2, "2024/25"), **england(5.1, "2024/25", "better"),
            **ahead(6.4, 5.2, 7.8, 0.93, 0.12, 0.0, n=8), flags=["confirmed", "small_numbers"],
        ),
        one(
            "employment", employment, "missed", "outturn", MEDWAY, PERCENT, BY_2024_25, relation="no_worse_than",
            reference="area", reference_name="England", target_value=5.1, target_decimals=1, improves="up",
            **figure("latest", 3.9, "2024/25"), **england(5.1, "2024/25", "worse"),
        ),
        one(
            "lonely", "People who feel lonely often or always", "no_data", "stale", ICB, PERCENT, BY_2028_29,
            relation="at_most", target_value=5.0, **figure("baseline", 7.3, "2020/21", 1),
            **figure("latest", 7.1, "Nov 2021 - Oct 2022"), flags=["proxy"], next_due=date(2024, 5, 31),
            proxy="a survey of adults in the county, not of the whole system",
        ),
        one(
            "crime", "Violent offences", "no_data", "all_suppressed", KENT, BY_2028, unit="count", decimals=0,
            relation="below", reference="period", reference_name="2024", target_value=41873.0,
        ),
    )  # fmt: skip
    outcome(
        *ics,
        "healthy-living",
        "Support happy and healthy living",
        one(
            "alcohol", "Hospital admissions due to alcohol", "on_track", "chance_good", ICB, RATE, BY_2028,
            relation="at_most", target_value=395.0, **figure("baseline", 418.7, "2021/22", 1),
            **figure("latest", 402.3, "2024/25"), **england(1395.2, "2023/24", None),
            **ahead(388.4, 351.6, 429.9, 0.57, -5.5, -2.1, n=11), flags=["provisional", "extrapolation"],
        ),
        one(
            "frailty", "Emergency admissions of people who are frail", "not_yet_measurable", "two_points", ICB, RATE, BY_2028,
            relation="similar_to", reference="period", reference_name="2024", target_value=5512.3, target_decimals=1,
            **figure("latest", 5630.9, "2025"), change_per_year=118.6, needed_per_year=-39.5,
        ),
        one(
            "diabetes", "Diabetes complications", "not_yet_measurable", "one_point", ICB, RATE, BY_2028, relation="at_most",
            reference="baseline", margin_percent=-20.0, target_value=1234.56, target_decimals=None,
            **figure("baseline", 1543.2, "2024", 1), **figure("latest", 1543.2, "2024"),
        ),
        one(
            "at-home", "People with long-term support who live at home or with family", "not_yet_measurable", "no_baseline",
            KENT, PERCENT, BY_2028, relation="above", reference="baseline", improves="up",
        ),
        one(
            "screening", "Screening uptake", "no_data", "discontinued", ICB, PERCENT, BY_2028, relation="between",
            target_value=70.0, target_upper=75.0, detail="The collection ended with the programme in 2024",
            **figure("latest", 71.2, "2023/24"),
        ),
        one(
            "gap", "Gap in life expectancy between the most and the least deprived", "not_yet_measurable",
            "comparator_period_mismatch", KENT, BY_2028, unit="years", decimals=1, relation="within", target_value=1.0,
            **figure("latest", 7.4, "2021 - 23"),
        ),
        one(
            "suicide", "Suicides of people in contact with services", "not_yet_measurable", "no_tolerance", ICB, BY_2028,
            unit="count", decimals=0, relation="close_to", target_value=0.0, **figure("latest", 12.0, "2024"),
        ),
        one(
            "delays", "Delayed discharges a day", "missed", "outturn", ICB, BY_2024_25, unit="days", decimals=0,
            relation="close_to", target_value=0.0, tolerance=3.0, **figure("latest", 8.0, "2024/25"),
        ),
    )  # fmt: skip
    outcome(
        *ics,
        "services",
        "Improve health and care services",
        one(
            "gp", "Experience of making a GP appointment described as good", "not_yet_measurable", "first_point_not_due", ICB,
            PERCENT, BY_2028, relation="at_least", target_value=71.0, improves="up", **figure("baseline", 49.0, None, 0),
            next_due=date(2026, 7, 9),
        ),
        one(
            "diagnostics", "Waits of more than six weeks for diagnostics", "off_track", "chance_low", ICB, PERCENT,
            relation="at_most", reference="standard", reference_name="Diagnostics within six weeks", target_value=5.0,
            by="March 2026", deadline=date(2026, 3, 31), target_period="2026-03", **figure("latest", 22.4, "2026-02"),
            **ahead(22.1, 17.3, 27.8, 0.02, -1.4, -17.4, n=36), flags=["awaiting_outturn", "suppressed_latest"],
        ),
        one(
            "waits", "Waits for treatment", "not_yet_measurable", "standard_not_numeric", ICB, PERCENT, BY_2028,
            relation="standard", reference="standard", reference_name="Referral to treatment",
            detail="the standard is to be set in 2027",
        ),
        one(
            "carers-satisfied", "Carers who are very satisfied with social services", "no_data", "none", KENT, PERCENT,
            BY_2028, relation="at_least", target_value=45.0, improves="up", **figure("baseline", 32.3, "2021/22", 1),
            next_due=date(2026, 10, 23),
        ),
        one(
            "reablement", "Still at home 91 days after discharge", "no_data", "outturn_suppressed", MEDWAY, PERCENT, BY_2024_25,
            relation="similar_to", reference="area", reference_name="England", target_value=82.9, target_decimals=1,
            improves="up", **figure("latest", 80.1, "2023/24"),
        ),
    )  # fmt: skip
    people = ("made-up-people", "People plan (made up)")
    by_2027 = {"by": "2027", "deadline": date(2027, 12, 31)}
    by_2025 = {"by": "2025", "deadline": date(2025, 12, 31)}
    outcome(
        *people,
        "carers",
        "Carers",
        one(
            "carers", "Carers' strategies", "not_yet_measurable", "pending", by_2027, relation="milestone",
            detail="carers' strategy implemented", members=5, members_done=2,
        ),
        one(
            "charter", "Charter for carers", "achieved", "done", by_2025, relation="milestone", detail="charter signed",
            members=1, members_done=1,
        ),
        one(
            "passport", "Passport for carers", "missed", "late", by_2025, relation="milestone", detail="passport in use",
            members=1, members_done=0,
        ),
        one(
            "training", "Training for carers", "missed", "not_done", by_2025, relation="milestone", detail="training offered",
            members=1, members_done=0,
        ),
        one(
            "survey", "Survey of carers", "no_data", "not_reported", by_2025, relation="milestone", detail="survey carried out",
            members=1, members_done=0,
        ),
    )  # fmt: skip
    outcome(
        *people,
        "workforce",
        "Support and grow the workforce",
        one(
            "shared", "Shared workforce indicators", "not_yet_measurable", "undetermined", relation="undetermined",
            detail="partners will develop measures of retention and satisfaction",
        ),
        one("mentors", "Mentors for new staff", "not_yet_measurable", "no_target"),
    )  # fmt: skip
    outcome(
        *people,
        "values",
        "Live our values",
        one("kindness", "Staff who say that people are kind", "not_yet_measurable", "no_target", ICB, unit="score", decimals=2,
            **figure("latest", 7.09, "2025")),
    )  # fmt: skip
    return frame(*rows)
