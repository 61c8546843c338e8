"""Data that ships with the project: the demo company and the upload templates."""
