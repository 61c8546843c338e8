"""Measures of governance: facts of a census (no intervals), each with the guard against its usual misuse.

Every function is pure; most take a `Standing` (cxdata/governance/standing.py). Shares are fractions, None where there
is nothing to count. STATISTICS section 7 is the source of the definitions.

accountability  covered, shares, dump, spread, misplaced shares, who acted: how accountability is spread, and where to
roles           five, board_sponsor, council, attendance: are the five roles filled, who sits on the council, who comes
promises        register, kept, by_owner: decisions against the date first promised
smart           checked: S, M, A, R, T and D of one goal, each held or not, with the reason (and its sentence)
progress        reading, progress, outcome: a goal's way so far, its chance by the deadline, met, missed or open
ambassadors     reach, deeds: departments with an ambassador, and with one who did something lately
work            register, gaps, idle: initiatives due and late, gaps nobody works on, work where there is no gap
effects         effect: what an initiative changed, against its comparison, or against its own past
"""
