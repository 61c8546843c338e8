"""Points on a plane with two axes, their names beside them."""
