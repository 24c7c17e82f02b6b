"""Running the kinds of test and adding up what they report."""
