"""The database: tables, opening and upgrading, writing, querying, verifying; knows SQL and no language."""
