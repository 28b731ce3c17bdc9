"""The solver as everything here uses it: silent, on one core, and with the same lots every time."""

from collections.abc import Mapping, Sequence

import highspy
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

# A difference below this is the solver's own rounding.
NEARLY = 1e-6


def solver() -> highspy.Highs:
    """A fresh one."""
    made = highspy.Highs()  # type: ignore[no-untyped-call]  # Its own types leave the constructor bare.
    made.setOptionValue("output_flag", False)
    made.setOptionValue("threads", 1)
    made.setOptionValue("random_seed", 1)
    return made


def program(
    costs: Numbers, bounds: tuple[Numbers, Numbers], rows: Sequence[Mapping[int, float]], sides: tuple[Numbers, Numbers]
) -> highspy.HighsLp:
    """A linear programme: what each column costs, between which bounds it lies, and each row between its two sides."""
    made = highspy.HighsLp()
    made.num_col_, made.num_row_ = len(costs), len(rows)
    made.col_cost_ = costs
    made.col_lower_, made.col_upper_ = bounds
    made.row_lower_, made.row_upper_ = sides
    made.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    made.a_matrix_.start_ = np.cumsum([0, *(len(row) for row in rows)])
    made.a_matrix_.index_ = np.array([place for row in rows for place in row], dtype=np.int32)
    made.a_matrix_.value_ = np.array([factor for row in rows for factor in row.values()], dtype=float)
    return made
