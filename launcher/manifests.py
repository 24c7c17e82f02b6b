"""What our add-ons' manifests say."""

import ast
from pathlib import Path


def read(folder):
    """One add-on's manifest as a dictionary."""
    return ast.literal_eval((Path(folder) / "__manifest__.py").read_text("utf-8"))


def installable(context):
    """Our add-ons that can be installed: {name: manifest}."""
    manifests = {name: read(context.addons / name) for name in context.addon_names}
    return {name: m for name, m in manifests.items() if m.get("installable", True)}


def foreign_depends(manifests):
    """Modules that our add-ons depend on and that are not ours, in order."""
    wanted = {name for m in manifests.values() for name in m.get("depends", ["base"])}
    return sorted((wanted | {"base", "web"}) - set(manifests))


def with_depends(manifests, names):
    """The given add-ons and those of ours that they depend on."""
    found = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in manifests and name not in found:
            found.add(name)
            waiting += manifests[name].get("depends", [])
    return sorted(found)


def in_order(manifests):
    """Our add-ons, each after those of ours that it depends on."""
    ordered = []

    def visit(name):
        for dependency in manifests[name].get("depends", []):
            if dependency in manifests and dependency not in ordered:
                visit(dependency)
        if name not in ordered:
            ordered.append(name)

    for name in sorted(manifests):
        visit(name)
    return ordered
