"""To come."""


def run(context, args):
    """Not there yet."""
    context.console.write("not there yet")
    return 1
