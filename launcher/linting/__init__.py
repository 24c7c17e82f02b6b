"""The linters behind `./fieldcrm lint`, and the tools from npm that some need."""
