"""Pure functions of counts: estimates, comparison over time and between groups, attribution, effect, waiting.

Functions on numpy arrays broadcast; functions on polars frames say their columns. `distributions` is the one door to
scipy. A `counts` frame has `by..., n, n_eff, positive, neutral, negative`.
"""
