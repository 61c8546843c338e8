"""Files on their way in: recognised, asked about, mapped, imported, corrected."""
