"""The tables of the mechanisms."""

from jobboard.outbox import Delivery, Event

__all__ = ["Delivery", "Event"]
