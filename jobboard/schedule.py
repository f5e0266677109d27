"""What the clock causes. Each is safe to run twice, so two beats do no harm."""

from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {
    "announce to webhooks": {
        "task": "postings.webhook_tasks.announce_to_webhooks",
        "schedule": 5,
    },
    "send webhooks": {"task": "accounts.tasks.send_webhooks", "schedule": 5},
    "purge kept answers": {
        "task": "jobboard.tasks.purge_kept_answers",
        "schedule": 600,
    },
    # Asked for every hour, made once a day: a board that was down makes it when it can.
    "write dump": {"task": "postings.tasks.write_dump", "schedule": 3600},
    "expire postings": {"task": "postings.tasks.expire_postings", "schedule": 60},
    "forget sketches": {"task": "postings.tasks.forget_sketches", "schedule": 3600},
    "announce ends": {"task": "postings.tasks.announce_ends", "schedule": 600},
    # Each flush takes what the ones before it have left.
    "flush numbers": {
        "task": "postings.tasks.flush_numbers",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "publish scheduled postings": {
        "task": "postings.tasks.publish_scheduled_postings",
        "schedule": 60,
    },
    # A message that has waited for so long has been followed by another.
    "match news": {
        "task": "postings.alert_tasks.match_news",
        "schedule": 10,
        "options": {"expires": 60},
    },
    "send digests": {
        "task": "postings.alert_tasks.send_digests",
        "schedule": 10,
        "options": {"expires": 60},
    },
    "remind of endings": {
        "task": "postings.reading_tasks.remind_of_endings",
        "schedule": 600,
    },
    "tidy alerts": {"task": "postings.alert_tasks.tidy_alerts", "schedule": 3600},
    "check domains": {
        "task": "accounts.tasks.check_domains",
        "schedule": 5,
        "options": {"expires": 60},
    },
    "forget old accounts": {"task": "accounts.tasks.forget_old", "schedule": 3600},
    "update rates": {"task": "postings.tasks.update_rates", "schedule": 6 * 3600},
    "rebuild suggestions": {
        "task": "postings.tasks.rebuild_suggestions",
        "schedule": 3600,
    },
    "import due sources": {
        "task": "postings.tasks.import_due_sources",
        "schedule": 300,
    },
    "forget imports": {"task": "postings.tasks.forget_imports", "schedule": 3600},
    "lapse applications": {
        "task": "postings.application_tasks.lapse_applications",
        "schedule": 3600,
    },
    "remind teams": {
        "task": "postings.application_tasks.remind_teams",
        "schedule": 600,
    },
    "close unanswered": {
        "task": "postings.application_tasks.close_unanswered",
        "schedule": 3600,
    },
    "end retention": {
        "task": "postings.application_tasks.end_retention",
        "schedule": 3600,
    },
    "sweep files": {
        "task": "postings.application_tasks.sweep_files",
        "schedule": 86_400,
    },
}
