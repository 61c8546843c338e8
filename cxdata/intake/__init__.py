"""An import from file to receipt."""
