from . import resource, demand, tour
