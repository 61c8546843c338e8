"""A workspace as a whole: what it holds, who changed what, and the way back."""
