"""How fast the product is, as ratios to a bare tool measured in the same run.

    python -m tests.benchmarks import    a million rows into a workspace, against a bare load into a DuckDB file
    python -m tests.benchmarks pages     filter changes at 1 and 10 million answers, against an empty Streamlit page
    python -m tests.benchmarks memory    what the app holds with 1 and 10 million answers

Each prints a Markdown table. What is compared is run by turns and summed up by medians, so that a busy machine slows
both sides; absolute seconds are of that machine alone. Made-up data are written once into a folder of the machine's
temporary files (`--folder` for another one) and used again.
"""
