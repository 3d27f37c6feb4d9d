"""``python -m mondegreen`` is the command ``mondegreen``."""
from ._program import main

main()
