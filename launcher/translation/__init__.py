"""Keeping the catalogues of our add-ons; `merge.py` runs in the environment."""
