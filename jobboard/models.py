"""The tables of the mechanisms."""

from jobboard.idempotency import KeptAnswer
from jobboard.outbox import Delivery, Event
from jobboard.positions import Follower, Restoration

__all__ = ["Delivery", "Event", "Follower", "KeptAnswer", "Restoration"]
