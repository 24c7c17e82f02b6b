"""The image's Dockerfile and the scripts in it."""

import os
import re
import shutil

import pytest
from repository import ROOT, program, run

DOCKERFILE = ROOT / "docker" / "Dockerfile"
SCRIPTS = sorted(ROOT.glob("docker/**/*.sh"))


def instructions():
    """The Dockerfile's instructions, continuation lines joined."""
    text = re.sub(r"\\\n(\s*#.*\n)*", " ", DOCKERFILE.read_text())
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_the_linter_is_content():
    answer = run(program("hadolint"), "--no-color", DOCKERFILE)
    assert answer.returncode == 0, answer.stdout


def test_the_linter_finds_mistakes(tmp_path):
    bad = tmp_path / "Dockerfile"
    bad.write_text("FROM odoo\nRUN sudo ls\nRUN apt-get install -y curl\n")
    answer = run(program("hadolint"), "--no-color", bad)
    assert answer.returncode == 1
    assert {"DL3006", "DL3004", "DL3008"} <= set(re.findall(r"DL\d{4}", answer.stdout))


def test_is_based_on_a_dated_build_of_odoo_19(settings_file):
    release = re.search(r"^ARG ODOO_RELEASE=(\S+)$", DOCKERFILE.read_text(), re.M)[1]
    assert re.fullmatch(r"19\.0-20\d{6}", release)
    assert "FROM odoo:${ODOO_RELEASE}" in instructions()
    assert settings_file["optional"]["ODOO_RELEASE"] == release


def test_copied_files_are_in_the_tree():
    copied = [line.split()[1:-1] for line in instructions() if line.startswith("COPY")]
    assert copied
    for source in sum(copied, []):
        assert (ROOT / source).exists(), source


def test_the_builder_receives_what_is_copied_and_nothing_else():
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in lines
    copied = [line.split()[1:-1] for line in instructions() if line.startswith("COPY")]
    allowed = {line[1:] for line in lines if line.startswith("!")}
    assert allowed == set(sum(copied, []))


def test_installed_requirements_are_copied_and_locked():
    text = "\n".join(instructions())
    installs = re.findall(r"pip install (.*?) -r (\S+)", text)
    assert [file for _options, file in installs] == [
        "requirements/addons.txt",
        "requirements/oca.txt",
    ]
    for options, file in installs:
        assert "--require-hashes" in options
        assert file in text.split("COPY", 2)[1]


def test_odbc_drivers_are_installed():
    text = DOCKERFILE.read_text()
    assert re.search(r"apt-get install .*odbc-postgresql tdsodbc", text)


def test_the_last_user_is_not_root():
    users = [line for line in instructions() if line.startswith("USER")]
    assert users[-1] == "USER odoo"


def test_what_is_started_exists_and_may_be_executed():
    started = re.search(r'^ENTRYPOINT \["/opt/field_crm/(.+)"\]$', "\n".join(
        instructions()
    ), re.M)  # fmt: skip
    assert os.access(ROOT / started[1], os.X_OK)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_shell_scripts_parse_and_stop_at_the_first_error(script):
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in script.read_text()
    bash = shutil.which("bash")
    assert bash, "bash is missing"
    answer = run(bash, "-n", script)
    assert answer.returncode == 0, answer.stderr


def test_the_entrypoint_gives_odoo_a_master_password_nobody_knows(tmp_path):
    command = [ROOT / "docker/entrypoint.sh", "printenv", "ODOO_ADMIN_PASSWD"]
    first, second = run(*command), run(*command)
    assert first.returncode == 0, first.stderr
    assert len(first.stdout.strip()) >= 32
    assert first.stdout != second.stdout
