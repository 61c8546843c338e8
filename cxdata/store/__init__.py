"""The workspace: one DuckDB file, held for moments; the tally counts its answers."""
