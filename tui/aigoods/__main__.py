"""``python -m aigoods`` is the command ``aigoods``."""

from aigoods.cli import main

if __name__ == "__main__":
    main()
