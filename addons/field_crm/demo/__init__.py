"""Demo data: what is loaded, and what makes it."""
