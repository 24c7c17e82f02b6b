from . import platform, resource, demand, travel, tour, sector, demo
