"""Set partitioning: the cheapest choice of tours in which each visit is made once.

The linear relaxation bounds the cost from below; a tour whose reduced cost is more than
what is left between that bound and the best plan cannot be in a better one (fixing by
reduced costs, e.g. Baldacci, Christofides and Mingozzi, Mathematical Programming 115,
2008), so that far fewer are left for the exact model.
"""

import warnings

import numpy as np

with warnings.catch_warnings():
    # Their enumerations are built in a way that Python 3.13 complains of.
    warnings.simplefilter("ignore", DeprecationWarning)
    from ortools.linear_solver import pywraplp
    from ortools.sat.python import cp_model

# Share of the patience for the relaxation.
RELAXING = 0.5
# More tours than this are never given to the exact model: the cheapest are.
MOST_EXACT = 4000


def choose(orders, costs, kinds, shifts, prizes, known, patience, seconds=None):
    """The best choice of tours that is found.

    Parameters
    ----------
    orders : list of ndarray of int
        Visits of each tour.
    costs : ndarray of int64, shape (T,)
    kinds : ndarray of int, shape (T,)
        Kind of shift of each tour.
    shifts : ndarray of int, shape (kinds,)
        Shifts that there are of each kind.
    prizes : ndarray of int64, shape (N,)
        What it costs to leave out each visit.
    known : ndarray of bool, shape (T,)
        The choice to begin with.
    patience : float
        Deterministic seconds of both models: the same work each time.
    seconds : float, optional
        By the clock, at most.

    Returns
    -------
    ndarray of int or None
        The tours chosen; ``None`` when nothing better than ``known`` was found.
    """
    made = np.zeros(len(prizes), bool)
    for tour in np.flatnonzero(known):
        made[orders[tour]] = True
    best = int(costs[known].sum() + prizes[~made].sum())
    share = None if seconds is None else RELAXING * seconds
    relaxed = _relax(orders, costs, kinds, shifts, prizes, RELAXING * patience, share)
    kept = np.arange(len(costs))
    if relaxed is not None:
        bound, reduced = relaxed
        kept = np.flatnonzero((reduced < best - bound) | known)
        if len(kept) > MOST_EXACT:
            order = np.argsort(np.where(known, -np.inf, reduced)[kept], kind="stable")
            kept = np.sort(kept[order[:MOST_EXACT]])
    left = None if seconds is None else seconds - share
    chosen = _choose(
        [orders[tour] for tour in kept], costs[kept], kinds[kept], shifts, prizes,
        known[kept], (1 - RELAXING) * patience, left,
    )  # fmt: skip
    return None if chosen is None else kept[chosen]


def _relax(orders, costs, kinds, shifts, prizes, patience, seconds):
    """The linear relaxation: (its cost, reduced costs), or ``None``."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    solver.SetSolverSpecificParametersAsString(
        f"max_deterministic_time: {patience} use_dual_simplex: true"
    )
    if seconds is not None:
        solver.SetTimeLimit(max(int(1000 * seconds), 1))
    scale = 1 / max(float(costs.mean()), 1.0)
    # Lower prizes only lower the bound, and huge ones would blur all other costs.
    dearest = 10 * float(costs.max())
    covers = [solver.Constraint(1, 1) for _ in prizes]
    limits = {
        kind: solver.Constraint(-solver.infinity(), int(shifts[kind]))
        for kind in np.unique(kinds).tolist()
        if shifts[kind] < np.count_nonzero(kinds == kind)
    }
    goal = solver.Objective()
    for visit, cover in enumerate(covers):
        skip = solver.NumVar(0, 1, "")
        cover.SetCoefficient(skip, 1)
        goal.SetCoefficient(skip, scale * min(float(prizes[visit]), dearest))
    takes = []
    for order, cost, kind in zip(orders, costs.tolist(), kinds.tolist(), strict=True):
        take = solver.NumVar(0, solver.infinity(), "")
        goal.SetCoefficient(take, scale * cost)
        for visit in order.tolist():
            covers[visit].SetCoefficient(take, 1)
        if kind in limits:
            limits[kind].SetCoefficient(take, 1)
        takes.append(take)
    goal.SetMinimization()
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return None
    reduced = np.array([take.reduced_cost() for take in takes]) / scale
    # What rounding of the relaxation may hide.
    hidden = 1e-6 * float(costs.max())
    return goal.Value() / scale, reduced - hidden


def _choose(orders, costs, kinds, shifts, prizes, known, patience, seconds):
    """The exact model: places of the tours taken, or ``None``."""
    model = cp_model.CpModel()
    takes = [model.new_bool_var("") for _ in orders]
    skips = [model.new_bool_var("") for _ in prizes]
    covers = [[skip] for skip in skips]
    of_kind = {}
    for take, order, kind in zip(takes, orders, kinds.tolist(), strict=True):
        for visit in order.tolist():
            covers[visit].append(take)
        of_kind.setdefault(kind, []).append(take)
    for cover in covers:
        model.add_exactly_one(cover)
    for kind, several in of_kind.items():
        if shifts[kind] < len(several):
            model.add(sum(several) <= int(shifts[kind]))
    model.minimize(
        cp_model.LinearExpr.weighted_sum(
            [*takes, *skips], [*costs.tolist(), *prizes.tolist()]
        )
    )
    made = set()
    for take, order, is_known in zip(takes, orders, known.tolist(), strict=True):
        model.add_hint(take, is_known)
        if is_known:
            made.update(order.tolist())
    for visit, skip in enumerate(skips):
        model.add_hint(skip, visit not in made)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = patience
    if seconds is not None:
        solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return np.flatnonzero([solver.value(take) for take in takes])
