"""The trends page: a metric over time, whole or broken down by any dimension."""

from cxdata.views.trends.course import Order, Trends, trends

__all__ = ["Order", "Trends", "trends"]
