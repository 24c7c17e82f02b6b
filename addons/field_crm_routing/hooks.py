def uninstall_hook(env):
    """Take back what is still to be compiled: without its model a job only fails."""
    jobs = env["queue.job"].search([("model_name", "=", "field.tour.compilation")])
    jobs.unlink()
