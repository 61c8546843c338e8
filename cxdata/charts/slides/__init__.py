"""Pictures for slides: the frame, the chart in its room, larger type, words where a screen would be pointed at."""
