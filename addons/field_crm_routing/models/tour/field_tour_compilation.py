from odoo import api, models


class FieldTourCompilation(models.AbstractModel):
    """Compiles the search for tours in the background, before a planner needs it."""

    _name = "field.tour.compilation"
    _description = "Compilation of the search for tours"

    @api.model
    def _compile_later(self):
        """At installation and update; it takes most of a minute."""
        name = self.env._("Compile the search for tours")
        self.with_delay(description=name, identity_key=self._name)._compile()

    @api.model
    def _compile(self):
        # numba takes a second and 100 MB: only processes that search pay for it.
        from ...engine.search import warm_up

        warm_up()
