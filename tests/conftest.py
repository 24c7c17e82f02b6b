"""Nothing that tests leave behind may lie outside the launcher's folder."""

import os
from pathlib import Path

from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

ROOT = Path(__file__).resolve().parent.parent

set_hypothesis_home_dir(ROOT / ".fieldcrm" / "cache" / "hypothesis")

# Continuous integration must find the same examples on every run.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")
