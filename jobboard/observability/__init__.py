"""What the board says of itself: logs, request ids, health."""
