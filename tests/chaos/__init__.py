"""Faults by a seed against the reps' app; see docs/design/sync.md."""
