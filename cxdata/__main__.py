"""`python -m cxdata`"""

import sys

from cxdata.command import main

sys.exit(main(sys.argv[1:]))
