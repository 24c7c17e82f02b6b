"""Measure the search for tours beside other engines; writes its answer as JSON.

Argument: a JSON object with ``folder`` (instances, or null), ``most`` (of a family, or
null), ``seconds`` (of each run, or null), ``seed``, ``sizes``, ``plot``, ``answer``.
Runs outside Odoo, in the environment of the other engines.
"""

import json
import sys
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

# The add-on's own package loads its models, which need Odoo: a bare one stands in.
sys.path.insert(0, str(Path(__file__).resolve().parent))
package = types.ModuleType("field_crm_routing")
package.__path__ = [str(ROOT / "addons" / "field_crm_routing")]
sys.modules["field_crm_routing"] = package


def main(wanted):
    """All measures, one after the other."""
    import growth
    import region
    import sectors
    import versus
    from field_crm_routing.engine.search import warm_up

    # Compiling happens once in the life of an installation, not once a plan.
    print("STEP compiling", flush=True)
    warm_up()
    found = {"details": {}}
    for measure in (versus, region, sectors, growth):
        if measure.__name__ in wanted["measures"]:
            figures = measure.measure(wanted, say)
            found["details"].update(figures.pop("details"))
            found.update(figures)
            Path(wanted["answer"]).write_text(json.dumps(found))


def say(what):
    """Tell the launcher what is being measured."""
    print(f"STEP {what}", flush=True)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
