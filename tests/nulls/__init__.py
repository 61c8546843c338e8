"""How often findings call something real where nothing was planted, and find what was."""
