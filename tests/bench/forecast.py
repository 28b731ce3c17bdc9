"""Whether the forecast's interval keeps its word, on populations whose true share is known."""

import click
import numpy as np

from tests.populations import KINDS, Population, population, truth
from uu.statistics.forecast import COMING, CONFIDENCE, DRAWS, Estimate, Forecast, forecast
from uu.statistics.intervals import wilson

RUNS = 200
# So many lives are lived; about six in ten of them are followed for a while before they have completed.
SIZES = (170, 500, 2000)


def cover() -> None:
    """Print how often the interval held the truth, and how often one that takes each month for a person did."""
    true = truth(KINDS)
    click.echo(f"\nThe forecast on {RUNS} simulated populations; the true share is {true:.1%}, aim: 85 to 95 %")
    for size in SIZES:
        share, coming, naive, people = measured(RUNS, size)
        click.echo(
            f"{people:>6.0f} people followed: the {CONFIDENCE:.0%} interval held the truth in {share:.1%}, "
            f"that of the coming years the number in {coming:.1%}; with each month as a person {naive:.1%}"
        )


def measured(runs: int, size: int, draws: int = DRAWS) -> tuple[float, float, float, float]:
    """The shares of runs that held: the share, the number of the coming years, the share with months as people.

    And how many people were followed, as a rule.
    """
    true, held, people = truth(KINDS), [], []
    for run in range(runs):
        made = population(np.random.default_rng([run, size]), size)
        found = forecast(made.seen, made.now, draws)
        held.append((holds(found.share, true), holds_coming(found, made), holds(months_as_people(found, made), true)))
        people.append(made.seen.history(0).people)
    share, coming, naive = (float(each) for each in np.mean(held, axis=0))
    return share, coming, naive, float(np.mean(people))


def holds(found: Estimate, true: float) -> bool:
    """Whether the truth lies in the interval."""
    return found.low <= true <= found.high


def holds_coming(found: Forecast, made: Population) -> bool:
    """Whether as many completed in the end as the interval for the coming years says."""
    return holds(found.coming, made.will_complete[-COMING:].sum())


def months_as_people(found: Forecast, made: Population) -> Estimate:
    """The interval of who forgets that a person's months belong together: each month stands for somebody."""
    months = int(made.seen.n.sum())
    return Estimate(found.share.value, *wilson(round(found.share.value * months), months, CONFIDENCE))
