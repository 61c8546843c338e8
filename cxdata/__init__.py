"""Ład CX: feedback files in; trends, touchpoints and accountability out.

The way through, one room after another, and never back:
reading    bytes -> Sheet: a text table exactly as found, and what was decided about it
intake     Sheet + Mapping -> checked answers in a workspace, and a receipt
store      the workspace: one DuckDB file; tally() counts answers, nothing above it scans them
statistics pure functions of counts: estimates, comparison, wobble
scan       one scan of a page: its periods, populations, and their differences as one family
governance who answers for what and what was promised: tables that people edit, each from one spec
findings   which facts deserve a sentence, in what order, and what each may claim
views      one subject a file: asks for a tally, returns cards
charts     a card's chart record -> a Plotly figure; look.py alone sets colours and type
screen     frame, filters, cards, receipts; pages/ are thin; command.py is the same without a screen
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Read when numpy is loaded: the matrices here are small, and waiting threads take 20 times as long."""
