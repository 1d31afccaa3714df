"""The command line: each command parses its options, calls one function of claimdb and prints what it gives."""
