"""The trends page: metrics over time, whole or broken down, with limits of ordinary movement, seasons and events."""

from cxdata.views.trends.course import Asked, Trends, trends
from cxdata.views.trends.drawn import Form
from cxdata.views.trends.members import Order

__all__ = ["Asked", "Form", "Order", "Trends", "trends"]
