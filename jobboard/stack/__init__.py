"""The embedded PostgreSQL and Redis, and the supervisor behind `manage.py up`."""
