"""A bar, a stroke or a row for each member: changes, standings, waterfalls, effects, ways to goals."""
