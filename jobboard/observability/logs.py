"""Structured logs: one line of JSON each, or a readable line in development."""

import logging
import logging.config
from collections.abc import MutableMapping
from typing import Any

import structlog

# The names of fields whose values belong to people; a log keeps none of them.
PERSONAL = frozenset({"email", "ip", "password", "token", "authorization", "cookie"})


def drop_personal(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Leave out what identifies a person, whoever put it there."""
    for name in PERSONAL & event.keys():
        event[name] = "[left out]"
    return event


def logging_config(*, readable: bool, level: str) -> None:
    """Send structlog and the standard library through one set of processors.

    readable: aligned words for a person instead of JSON. level: a name of `logging`.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        drop_personal,
    ]
    final: list[structlog.typing.Processor] = (
        [structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0, pad_level=False)]
        if readable
        else [
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(),
        ]
    )
    if readable:
        # The supervisor puts the time in front of every line.
        shared = [
            p for p in shared if not isinstance(p, structlog.processors.TimeStamper)
        ]
    structlog.configure(
        processors=[
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "structured": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        *final,
                    ],
                }
            },
            "handlers": {
                "stream": {"class": "logging.StreamHandler", "formatter": "structured"}
            },
            "root": {"handlers": ["stream"], "level": level},
            "loggers": {
                # Every request has its own line already.
                "django.request": {"level": "ERROR"},
                "django.server": {"level": "ERROR"},
                "celery.worker.strategy": {"level": "WARNING"},
                "celery.app.trace": {"level": "WARNING"},
            },
        }
    )
