from . import resource, demand, tour, sector, demo
