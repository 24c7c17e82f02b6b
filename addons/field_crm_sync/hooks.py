def uninstall_hook(env):
    """Take the marks off the tables of other add-ons, which stay."""
    env["field.sync.mark"]._remove()
