from . import resource, demand
