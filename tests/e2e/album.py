"""The screenshots of one test, numbered in the order in which they were taken."""

import re
import unicodedata


class Album:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()

    def keep(self, page, name):
        """Take a screenshot of what is visible."""
        self.count += 1
        page.screenshot(path=self.folder / f"{self.count:02d}-{slug(name)}.png")


def slug(text):
    """Text as the name of a file: « Fiche client » becomes ``fiche-client``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
