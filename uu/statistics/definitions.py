"""The measures as people read them: what each one says, how it is worked out, and where it comes from."""

from uu.statistics.definitions_of_places import OF_PLACES
from uu.statistics.explained import OWN, Measure
from uu.vocabulary import N_

CAVEAT = N_(
    "All figures are of the registered young people. They are not of everybody who lives in the area, "
    "so they say nothing about those whom nobody has registered."
)

MEASURES = (
    Measure(
        "n",
        N_("Registered young people"),
        N_("Reached + on the way + needs effort + unknown"),
        N_(
            "Everybody aged 15 to 24 who is registered and active on the day. Each is counted once, "
            "in the area where they lived on that day. Those who have moved away or turned 25 are not "
            "counted."
        ),
        OWN,
    ),
    Measure(
        "reached_share",
        N_("Reached"),
        N_("Reached ÷ registered"),
        N_(
            "The share who have completed an upper-secondary education or more. Most people under 19 "
            "cannot have finished yet, so look at those who turn 25 first."
        ),
        N_(
            "Copenhagen's draft policy for vulnerable areas (2011) asks for 95 per cent. The Ministry's "
            "2017 target is 90 per cent of 25-year-olds by 2030."
        ),
    ),
    Measure(
        "range",
        N_("Range"),
        N_("From reached ÷ registered, to (reached + unknown + stale) ÷ registered"),
        N_(
            "The true share lies somewhere in the range, because we do not know how everybody is "
            "doing. The low end is certain. The high end holds if every unknown and every stale "
            "status turned out to be completed. The fewer unknown, the narrower the range."
        ),
        OWN,
    ),
    Measure(
        "completed_or_enrolled",
        N_("Completed or enrolled"),
        N_("(Reached + enrolled in an upper-secondary education) ÷ registered"),
        N_(
            "The share who have completed an upper-secondary education or are in one now. Its range "
            "counts a stale enrolment as possible, not as certain."
        ),
        N_("The measure of a Danish evaluation from 2016 of education efforts in vulnerable areas."),
    ),
    Measure(
        "distance",
        N_("Distance to the target"),
        N_("Target × registered, rounded up, minus reached; never below 0"),
        N_(
            "How many more young people must complete an education before the target is met. Counted "
            "in people."
        ),
        OWN,
    ),
    Measure(
        "coverage",
        N_("Coverage"),
        N_("1 − unknown ÷ registered"),
        N_("The share whose status we know. When it is low, find out how the unknown are doing first."),
        OWN,
    ),
    Measure(
        "stale_share",
        N_("Stale"),
        N_("Status on the way or needs effort, older than six months ÷ registered"),
        N_(
            "The share whose status is too old to rely on. A completed education does not lapse, so "
            "it never becomes stale. Your administrator can change the six months."
        ),
        OWN,
    ),
    Measure(
        "neet_share",
        N_("In neither education nor work"),
        N_("Young people known to be in neither education nor work ÷ registered"),
        N_(
            "The share told to be outside both education and work. Its range goes from those whose status is "
            "not stale, to these with every unknown and every stale person."
        ),
        N_(
            "The Ministry's 2017 target: halve the share of 15-24-year-olds without ties to education "
            "or work. The official share is of all residents."
        ),
    ),
    Measure(
        "index",
        N_("Index"),
        N_("100 × the area's share ÷ the city's share, from least ÷ most to most ÷ least"),
        N_(
            "The share is that who have reached the target. The city is 100. Below 100 the area's share is lower than "
            "the city's, above 100 it is higher; where the range holds 100 it cannot be told. Not possible while "
            "nobody in the city has reached it for certain. In a small area one person moves the index a lot."
        ),
        OWN,
    ),
    Measure(
        "cohort_25",
        N_("Those who turn 25 this year"),
        N_("From reached ÷ those who turn 25 this year, to (reached + unknown + stale) ÷ those who turn 25 this year"),
        N_(
            "The fairest comparison with the target, because this is the age the target is about: most people under "
            "19 cannot have finished yet. Counted are all who turn 25 in the calendar year. Whoever has turned 25 "
            "counts as they stood on that day: with the last status before, where they lived last, and as stale when "
            "the status was old by that day. Those who have moved away are not counted."
        ),
        N_("The Ministry's 2017 target is measured on 25-year-olds."),
    ),
    *OF_PLACES,
    Measure(
        "wilson",
        N_("Uncertainty of a share"),
        N_("Wilson's interval, 95 per cent"),
        N_(
            "How far a share could move by chance alone. The fewer people, the wider the interval. Where a share is a "
            "range, it goes from the low end for those who are certain to the high end for those who are possible."
        ),
        N_("E. B. Wilson, 1927."),
    ),
    Measure(
        "movement",
        N_("Movement: closer, unchanged or further away"),
        N_("People with a higher, the same or a lower rung on the last day than on the first ÷ counted on both days"),
        N_(
            "The rungs are unknown, needs effort, on the way before upper-secondary, on the way in upper-secondary, "
            "reached. Both days are judged as the statuses count on the last, so that a changed rule moves nobody. "
            "In a place count those who lived there on both days; whoever is new or gone in the period is counted "
            "apart, also whoever moved in from another place or out to one. From unknown to known counts as closer "
            "by the formula, and is said apart, because to be known is not yet to have moved; so is the way back. "
            "The interval is Wilson's, 95 per cent."
        ),
        OWN,
    ),
    Measure(
        "as_known",
        N_("As it was known on a day"),
        N_("The same figures of what had been recorded when the day ended at midnight, Danish time"),
        N_(
            "What was recorded or corrected later is left out: statuses, where people live, and how a status counts. "
            "So a figure that was reported then can be found again. A day lasts from midnight to midnight, 23 or 25 "
            "hours when the clocks change. Whoever is protected today is shown as protected then, too. Of a day after "
            "the one that is asked for, nothing could be known: what was known last stands unchanged."
        ),
        OWN,
    ),
    Measure(
        "outcome",
        N_("Outcome: in education or work"),
        N_("Cumulative incidence 24 months (730 days) after the first session, by Aalen and Johansen"),
        N_(
            "How many of a hundred young people come into education or work, for the first time and however long "
            "it lasts, within 24 months of their first session; an attempted contact is no session. Education is a "
            "completed or ongoing upper-secondary or higher education, work is a job that counts as being in work: "
            "the bucket and kind of the status decide, as they were on the day of the status. Whoever moves away, "
            "turns 25 or is closed first has left and is not counted as reached. Whoever is still followed counts "
            "for the time they have been. Whoever was in education or work on the day of the first session is not "
            "counted. Each counts where they lived on that day, also after a move. Shown from five people on whose "
            "first session is 24 months ago."
        ),
        N_(
            "O. Aalen and S. Johansen, 1978. The 25 per cent it is compared with is the share in work or education "
            "within two years in a neighbouring effort for adults; your administrator can change it."
        ),
    ),
    Measure(
        "radar",
        N_("Under the radar"),
        N_(
            "Long without contact, or status old or unknown, or 15-17 without activity, or a follow-up overdue; "
            "each counted by itself, and who has at least one of them"
        ),
        N_(
            "Long without contact: nobody has spoken with them, or since the registration, for more than 60 days; "
            "whoever has completed an education is not counted. Status old or unknown: as in stale and coverage. "
            "15-17 without activity: known to be in neither education nor work, and not exempt or temporarily unable. "
            "Follow-up overdue: the earliest open deadline has passed. Each counts where they live today. The "
            "counsellors see the names of their own by the same rule. Your administrator can change the 60 days and "
            "the six months."
        ),
        OWN,
    ),
    Measure(
        "control",
        N_("Weekly control"),
        N_(
            "Running at the end of the week = running at its start + started − done in time − done late − no longer "
            "needed − dropped for another reason"
        ),
        N_(
            "What happened with the two deadlines from Monday to Sunday. A deadline starts on the day of the status "
            "that set it off. Contact is done on the day of the session that met it, everything else on the day it "
            "was closed; done in time is on the last day or before. Missed are the deadlines that passed in the week "
            "with nothing done, also where it was done later. What was told or corrected afterwards changes past "
            "weeks as well. Each counts where the young person lived on the day it started. A help, no legal record."
        ),
        OWN,
    ),
    Measure(
        "forecast",
        N_("Forecast: completed at 25"),
        N_("Everybody who was seen as a 15-year-old walks on to 25 by the shares who moved on each month, age by age"),
        N_(
            "How many of a hundred 15-year-olds will have completed an upper-secondary education at 25, if all goes "
            "on as it did in the last years: a picture of the period, no prophecy. Each month counts by age and by "
            "state: completed, in upper-secondary education, preparing, needs effort, unknown. Whoever leaves is "
            "treated as if they had gone on as those who stay. Unknown at 25 is not completed, so the forecast is more "
            "likely too low than too high. The interval holds the true share nine times of ten if the assumptions "
            "hold. Shown from 100 people followed over a year, 10 of them seen to complete and 5 seen at 15. Worked "
            "out each night."
        ),
        N_(
            "A profile model with our own history, as the Ministry's profile of a year's young people. The interval is "
            "a bootstrap by person (A. C. Davison and D. V. Hinkley, 1997)."
        ),
    ),
    Measure(
        "activity",
        N_("Activity"),
        N_("Sessions, attempts and first contacts from the first to the last day of a period, both included"),
        N_(
            "A session counts once for each young person who took part; an attempted contact is no session, and a "
            "withdrawn session counts nowhere. Attempts before the first contact are those made before the moment of "
            "the first session; the median is of those who were met for the first time in the period. Whoever has "
            "never been met, although somebody has tried, is counted apart. Young people met are those with at least "
            "one session in the period, each once."
        ),
        OWN,
    ),
    Measure(
        "resources",
        N_("Resources"),
        N_(
            "Young people followed today ÷ full-time counsellors of today; sessions in the period ÷ full-time "
            "counsellors on the average day; kroner that fall on the period ÷ young people met in it"
        ),
        N_(
            "Full-time counsellors and budgets are what leaders have entered, with their days. Kroner are spread "
            "evenly over the days of their budget, so the cost is an estimate. A place has what is entered for it and "
            "for what lies wholly within it. There is a figure when something is entered for every day for the place "
            "itself, or for each of its areas with young people; otherwise it is not possible."
        ),
        OWN,
    ),
    Measure(
        "deadlines",
        N_("Deadlines for 15-17-year-olds"),
        N_("Contact within 5 working days, an offer within 30 days"),
        N_(
            "Runs when a 15-17-year-old has stopped or has nothing to go to. Weekends, public "
            "holidays, 5 June, 24 December and 31 December are not working days. A help for you, not "
            "a legal record."
        ),
        N_("The national guidance rules for young people outside school, as described in 2020."),
    ),
)
