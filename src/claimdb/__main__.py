"""``python -m claimdb``: the command line."""

from claimdb.cli.main import main

if __name__ == "__main__":
    main()
