from . import resource, demand, travel, tour, sector, demo
