"""How long what is known about a person is kept, as the privacy page says it.

docs/decisions: retention. A company may keep applications for less.
"""

APPLICATION_MONTHS = 12
ACCOUNT_MONTHS = 24
UNCONFIRMED_DAYS = 7
LOG_MONTHS = 6
# After so long without a click an alert asks whether to go on, and then waits so long.
ALERT_QUIET_DAYS = 365
ALERT_ANSWER_DAYS = 30
NOTICE_DAYS = 15
# Within how many days a request about one's own data is answered (LGPD, art. 19).
ANSWER_DAYS = 15
