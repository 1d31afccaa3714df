"""``claimdb`` and ``python -m claimdb``: the way into the command line."""

import os


def main() -> None:
    """Run the command line; Ctrl-C while it is still being loaded ends it as quietly as later."""
    try:
        from claimdb.cli.main import main as command_line
    except KeyboardInterrupt:
        os.write(2, b"claimdb: interrupted\n")
        os._exit(130)
    command_line()


if __name__ == "__main__":
    main()
