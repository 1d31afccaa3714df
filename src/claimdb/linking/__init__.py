"""Words of statements: which are worth comparing, how two relate, where a quotation is from."""
