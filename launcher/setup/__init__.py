"""Steps that make what a machine lacks; each is skipped once it is done."""
