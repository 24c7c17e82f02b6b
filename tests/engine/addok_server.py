"""A real addok, the engine behind the Base Adresse Nationale, on a few made streets."""

import json
import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

TOWNS = {
    "35238": ("Rennes", "35000", 48.1113, -1.6800, "35, Ille-et-Vilaine, Bretagne"),
    "35288": ("Saint-Malo", "35400", 48.6493, -2.0257, "35, Ille-et-Vilaine, Bretagne"),
    "75112": ("Paris", "75012", 48.8343, 2.3872, "75, Paris, Île-de-France"),
    "42218": (
        "Saint-Étienne",
        "42000",
        45.4396,
        4.3875,
        "42, Loire, Auvergne-Rhône-Alpes",
    ),
}
STREETS = {
    "35238": ["Rue Hoche", "Boulevard de la Liberté", "Rue de Nantes"],
    "35288": ["Rue de Dinan", "Quai Saint-Vincent"],
    "75112": ["Rue de Lyon", "Avenue Daumesnil"],
    "42218": ["Rue de la République", "Place Jean Jaurès"],
}
NUMBERS = range(1, 21)
# The Python of an environment that holds addok; its plug-in would spoil our pytest.
PYTHON = "FIELDCRM_ADDOK_PYTHON"

CONFIG = """
from pathlib import Path
REDIS = {{"unix_socket_path": {socket!r}, "host": "", "port": 0,
          "indexes": {{"db": 0}}, "documents": {{"db": 1}}}}
LOG_DIR = Path({folder!r})
BATCH_WORKERS = 1
QUERY_PROCESSORS_PYPATHS = [
    "addok.helpers.text.check_query_length",
    "addok_france.extract_address",
    "addok_france.clean_query",
    "addok_france.remove_leading_zeros",
]
SEARCH_RESULT_PROCESSORS_PYPATHS = [
    "addok.helpers.results.match_housenumber",
    "addok_france.make_labels",
    "addok.helpers.results.score_by_importance",
    "addok.helpers.results.score_by_autocomplete_distance",
    "addok.helpers.results.score_by_ngram_distance",
    "addok.helpers.results.score_by_geo_distance",
]
PROCESSORS_PYPATHS = [
    "addok.helpers.text.tokenize",
    "addok.helpers.text.normalize",
    "addok_france.glue_ordinal",
    "addok_france.fold_ordinal",
    "addok_france.flag_housenumber",
    "addok.helpers.text.synonymize",
    "addok_fr.phonemicize",
]
"""


def missing():
    """What is not installed on this machine, or ""."""
    lacking = [] if os.environ.get(PYTHON) else ["addok"]
    if shutil.which("redis-server") is None:
        lacking.append("redis-server")
    return " and ".join(lacking)


def documents():
    """The streets as the Base Adresse Nationale publishes them, one JSON a line."""
    for code, (city, postcode, latitude, longitude, context) in TOWNS.items():
        about = {
            "postcode": postcode,
            "citycode": code,
            "city": city,
            "context": context,
        }
        yield about | {
            "id": code,
            "type": "municipality",
            "name": city,
            "lat": latitude,
            "lon": longitude,
            "importance": 0.6,
        }
        for index, street in enumerate(STREETS[code], start=1):
            north = latitude + index / 1000
            yield about | {
                "id": f"{code}_{index:04}",
                "type": "street",
                "name": street,
                "lat": north,
                "lon": longitude,
                "importance": 0.4,
                "housenumbers": {
                    str(number): {
                        "lat": north,
                        "lon": round(longitude + number / 10_000, 6),
                    }
                    for number in NUMBERS
                },
            }


@contextmanager
def serving(folder):
    """The address of an addok that knows the documents; `folder` is its own."""
    path = str(folder / "redis.sock")
    config = folder / "addok.conf"
    config.write_text(CONFIG.format(socket=path, folder=str(folder)))
    data = folder / "ban.sjson"
    data.write_text("".join(json.dumps(each) + "\n" for each in documents()))
    start = "from addok.bin import main; main()"
    addok = [os.environ[PYTHON], "-c", start, "--config", config]
    redis = subprocess.Popen(
        [
            "redis-server",
            "--port",
            "0",
            "--unixsocket",
            path,
            "--save",
            "",
            "--dir",
            folder,
        ],
        stdout=subprocess.DEVNULL,
    )
    port = free_port()
    server = None
    try:
        _until(lambda: (folder / "redis.sock").exists(), redis)
        for command in (["batch", data], ["ngrams"]):
            subprocess.run([*addok, *command], check=True, capture_output=True)
        server = subprocess.Popen(
            [*addok, "serve", "--host", "127.0.0.1", "--port", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}"
        _until(lambda: _answers(f"{address}/search?q=Rennes"), server)
        yield address
    finally:
        for process in filter(None, (server, redis)):
            process.terminate()
            process.wait(20)


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def _answers(url):
    try:
        with urlopen(url, timeout=5) as response:
            return response.status == 200
    except URLError:
        return False


def _until(is_ready, process, seconds=60):
    end = time.monotonic() + seconds
    while not is_ready():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"{process.args[0]} did not start")
        time.sleep(0.1)
