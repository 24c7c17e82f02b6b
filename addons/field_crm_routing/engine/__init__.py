"""Tours and sectors: plain Python that knows neither Odoo nor any user's language."""
