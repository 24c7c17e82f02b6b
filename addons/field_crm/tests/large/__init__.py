"""A base as large as the largest that the add-on must serve, and its web client."""
