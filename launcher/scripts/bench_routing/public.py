"""Public instances: VRPLIB's format, with their best known costs."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import vrplib
from field_crm_routing.engine.model import Matrix, Problem, Shift, Travel, Visit

# An instance without windows is over when everybody is at home.
LONG = 2**28


@dataclass
class Instance:
    """A public instance.

    Attributes
    ----------
    name : str
    family : str
        ``solomon100``, ``homberger200``, ``homberger1000`` or ``cvrpx``.
    best : int
        Best known cost, in the units of ``ways``.
    ways : ndarray of int32, shape (n + 1, n + 1)
        Distances; they are the times of travel, too, when there are windows.
    capacity, vehicles : int
    demands, services : ndarray of int
    windows : ndarray of int, shape (n + 1, 2), or None
    positions : ndarray, shape (n + 1, 2)
    path : Path
    """

    name: str
    family: str
    best: int
    ways: np.ndarray
    capacity: int
    vehicles: int
    demands: np.ndarray
    services: np.ndarray
    windows: np.ndarray | None
    positions: np.ndarray
    path: Path

    @property
    def rounding(self):
        """What the public rules do with distances."""
        return "round" if self.windows is None else "dimacs"


def family(data):
    """Which of the public families an instance belongs to."""
    clients = len(data["demand"]) - 1
    if "time_window" not in data:
        return "cvrpx"
    return {100: "solomon100", 200: "homberger200"}.get(clients, "homberger1000")


def read(path):
    """An instance from a file and its solution beside it."""
    path = Path(path)
    data = vrplib.read_instance(path)
    solution = vrplib.read_solution(path.with_suffix(".sol"))
    # « dimacs »: tenths, cut off; X: rounded.
    has_windows = "time_window" in data
    scale = 10 if has_windows else 1
    exact = data["edge_weight"] * scale
    ways = (exact if has_windows else exact + 0.5).astype(np.int32)
    clients = len(data["demand"]) - 1
    return Instance(
        name=path.stem,
        family=family(data),
        best=round(solution["cost"] * scale),
        ways=ways,
        capacity=int(data["capacity"]),
        vehicles=int(data.get("vehicles", clients)),
        demands=data["demand"].astype(int),
        services=np.broadcast_to(
            np.asarray(data.get("service_time", 0) * scale, int), clients + 1
        ),
        windows=(data["time_window"] * scale).astype(int) if has_windows else None,
        positions=data["node_coord"],
        path=path,
    )  # fmt: skip


def problem(instance):
    """An instance as a problem of our engine."""
    has_windows = instance.windows is not None
    times = instance.ways if has_windows else np.zeros_like(instance.ways)
    day = tuple(instance.windows[0].tolist()) if has_windows else (0, LONG)
    shift = Shift(
        rep=0,
        hours=(day,),
        start=0,
        end=0,
        cost_per_metre=1,
        capacity=instance.capacity,
    )
    visits = tuple(
        Visit(
            place=number,
            duration=int(instance.services[number]),
            windows=(
                (tuple(instance.windows[number].tolist()),) if has_windows else (day,)
            ),
            load=int(instance.demands[number]),
        )
        for number in range(1, len(instance.ways))
    )
    return Problem(
        shifts=(shift,) * instance.vehicles,
        visits=visits,
        travel=Matrix([Travel(times, instance.ways)]),
        positions=np.asarray(instance.positions, float),
    )
