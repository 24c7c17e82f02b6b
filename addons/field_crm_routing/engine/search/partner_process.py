"""PyVRP in a process of its own: a problem comes in, routes go out.

Started as a script, so that it has a core of its own and stops without harm.
"""

import pickle
import sys


def main():
    """Read what is asked, search, write the routes; nothing when there are none."""
    asked = pickle.load(sys.stdin.buffer)
    sys.stdout.buffer.write(pickle.dumps(search(asked)))


def search(asked):
    """Routes of the best plan that PyVRP finds, or an empty list."""
    from pyvrp import Client, Depot, Location, ProblemData, VehicleType, solve
    from pyvrp.stop import MaxRuntime

    cost, time = asked["cost"], asked["time"]
    ends = asked["start"], asked["end"]
    data = ProblemData(
        locations=[Location(*spot) for spot in asked["positions"]],
        clients=[Client(**client) for client in asked["clients"]],
        depots=[Depot(location=place) for place in ends],
        vehicle_types=[
            VehicleType(
                num_available=asked["shifts"],
                capacity=[asked["capacity"]],
                start_depot=0,
                end_depot=1,
                fixed_cost=asked["fixed_cost"],
                tw_early=asked["begins"],
                tw_late=asked["ends"],
            )
        ],
        distance_matrices=[cost],
        duration_matrices=[time],
    )
    stop = MaxRuntime(asked["seconds"])
    result = solve(data, stop, asked["seed"], collect_stats=False, display=False)
    if not result.is_feasible():
        return []
    routes = result.best.routes()
    return [
        [activity.idx for activity in route if activity.is_client()] for route in routes
    ]


if __name__ == "__main__":
    main()
