"""Sectors of 100,000 clients, beside balanced k-means."""

import time

import numpy as np
from field_crm_routing.engine.sector import Areas, make_sectors
from lloyd import balanced_kmeans

CLIENTS, SECTORS = 100_000, 50


def measure(wanted, say):
    """Seconds, spread of the work and compactness; both on the same clients."""
    positions, work = clients(wanted["seed"])
    say(f"sectors: {CLIENTS} clients into {SECTORS}")
    started = time.monotonic()
    areas = Areas(positions, work)
    sectors = make_sectors(areas, SECTORS, seed=wanted["seed"])
    seconds = time.monotonic() - started
    say("sectors: balanced k-means")
    started = time.monotonic()
    plane = areas.plane
    peer = balanced_kmeans(plane, work, SECTORS, wanted["seed"])
    peer_seconds = time.monotonic() - started
    ours, theirs = (
        {"spread": spread(work, found), "km": compactness(plane, work, found)}
        for found in (sectors.sector_of, peer)
    )
    return {
        "sector_s": round(seconds, 1),
        "sector_spread": round(ours["spread"], 2),
        "sector_compactness_gain": round(100 * (1 - ours["km"] / theirs["km"]), 1),
        "details": {
            "sectors": {"ours": ours, "kmeans": theirs, "kmeans_s": peer_seconds}
        },
    }


def clients(seed):
    """Positions and hours of work of a country's clients, in towns."""
    chance = np.random.default_rng(seed)
    towns = chance.uniform([43.5, -1.0], [49.5, 6.5], (1500, 2))
    size = chance.pareto(1.0, len(towns)) + 0.2
    town = chance.choice(len(towns), CLIENTS, p=size / size.sum())
    wide = 0.01 * (1 + np.sqrt(size))[town]
    positions = towns[town] + chance.normal(0, 1, (CLIENTS, 2)) * wide[:, None]
    work = chance.choice([0.25, 0.5, 1.0], CLIENTS) * chance.choice([1, 2, 4], CLIENTS)
    return positions, work


def spread(work, sector_of):
    """Largest difference of a sector's work from the mean, in per cent."""
    loads = np.bincount(sector_of, work, SECTORS)
    return float(100 * np.abs(loads / loads.mean() - 1).max())


def compactness(plane, work, sector_of):
    """Mean distance of an hour of work from the middle of its sector, in kilometres."""
    loads = np.bincount(sector_of, work, SECTORS)
    middles = np.stack(
        [np.bincount(sector_of, work * plane[:, axis], SECTORS) for axis in (0, 1)], 1
    )
    middles /= loads[:, None]
    away = np.hypot(*(plane - middles[sector_of]).T)
    return float((away * work).sum() / work.sum() / 1000)
