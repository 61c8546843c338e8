"""The made-up company: modules that only write files; `company.py` is the way in."""
