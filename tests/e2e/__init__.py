"""A browser, a person, a real server: the product as its users meet it."""
