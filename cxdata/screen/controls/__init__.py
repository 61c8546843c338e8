"""What each page has of its own: controls, panels, ways onward."""
