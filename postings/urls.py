"""The addresses of pages about postings, below the language."""

from django.urls import URLPattern, path

from postings.views import (
    about_moderation,
    alert,
    application,
    applying,
    candidate,
    claiming,
    companies,
    deeds,
    employer,
    feeds,
    following,
    hiding,
    hiring,
    home,
    importing,
    insights,
    listing,
    numbers,
    pasting,
    pipeline,
    preview,
    public,
    questions,
    reader,
    report,
    saving,
    sketch,
    talk,
    template,
    tracking,
    transfer,
)


def button(name: str, view: deeds.View, subject: str = "posting") -> URLPattern:
    """A deed's address below the posting's desk, named noun_verb."""
    word = name if subject == "posting" else f"{subject}/{name}"
    route = f"desk/jobs/<id:posting_id>/{word}/"
    return path(route, view, name=f"{subject}_{name}")


def track(name: str, view: tracking.View) -> URLPattern:
    """What a candidate does by the tracking link, named application_verb."""
    word = name.removeprefix("own_")
    route = f"applications/<str:token>/{word}/"
    return path(route, view, name=f"application_{name}")


TEAM = "desk/<slug:company>/jobs/<id:posting_id>"
ONE = "desk/<slug:company>/applications/<id:application_id>"
IMPORT = "desk/<slug:company>/import"
JOB = "jobs/<slug:slug>-<id:posting_id>"
urlpatterns = [
    path("", home.home, name="home"),
    path("jobs/", listing.posting_list, name="posting_list"),
    path("jobs/search/", listing.posting_search, name="posting_search"),
    path("jobs/reader/", reader.reader, name="reader"),
    path(f"{JOB}/", public.posting, name="posting"),
    path("jobs/saved/", saving.posting_saved, name="posting_saved"),
    path("jobs/saved/reminders/", saving.reminders, name="reminders"),
    path(
        "jobs/saved/reminders/<str:token>/leave/",
        saving.reminders_leave,
        name="reminders_leave",
    ),
    path("jobs/hidden/", hiding.posting_hidden, name="posting_hidden"),
    path(f"{JOB}/save/", saving.posting_save, name="posting_save"),
    path(f"{JOB}/ask/", questions.posting_ask, name="posting_ask"),
    path("jobs/asked/", questions.posting_ask_sent, name="posting_ask_sent"),
    path(f"{JOB}/hide/", hiding.posting_hide, name="posting_hide"),
    path("companies/", companies.company_list, name="company_list"),
    path("companies/<slug:slug>/", companies.company, name="company"),
    path(f"{JOB}/claim/", claiming.posting_claim, name="posting_claim"),
    path(f"{JOB}/apply/", applying.application_new, name="application_new"),
    path(f"{JOB}/apply/sent/", applying.application_sent, name="application_sent"),
    path(f"{JOB}/apply/away/", applying.application_away, name="application_away"),
    path(
        "applications/<str:token>/",
        tracking.application_track,
        name="application_track",
    ),
    track("confirm", tracking.application_confirm),
    track("discard", tracking.application_discard),
    track("withdraw", tracking.application_withdraw),
    track("erase", tracking.application_erase),
    track("write", tracking.application_write),
    track("data", tracking.application_data),
    track("own_cv", tracking.application_own_cv),
    path("me/applications/", candidate.application_mine, name="application_mine"),
    path("me/profile/", candidate.profile, name="profile"),
    path("me/profile/cv/", candidate.profile_cv, name="profile_cv"),
    path(f"{JOB}/report/", report.posting_report, name="posting_report"),
    path("jobs/reported/", report.posting_reported, name="posting_reported"),
    path(
        "about/moderation/", about_moderation.about_moderation, name="about_moderation"
    ),
    path("insights/", insights.insights, name="insights"),
    path("jobs/feeds/", feeds.feeds_of, name="feeds"),
    path("jobs/feed.atom", feeds.feed, {"kind": "atom"}, name="feed_atom"),
    path("jobs/feed.rss", feeds.feed, {"kind": "rss"}, name="feed_rss"),
    path("jobs/feed.json", feeds.feed, {"kind": "json"}, name="feed_json"),
    path("alerts/new/", following.alert_new, name="alert_new"),
    path("alerts/sent/", following.alert_sent, name="alert_sent"),
    path("alerts/<str:token>/", alert.alert, name="alert"),
    path("alerts/<str:token>/confirm/", alert.alert_confirm, name="alert_confirm"),
    path("alerts/<str:token>/search/", alert.alert_search, name="alert_search"),
    path("alerts/<str:token>/pause/", alert.alert_pause, name="alert_pause"),
    path("alerts/<str:token>/resume/", alert.alert_resume, name="alert_resume"),
    path("alerts/<str:token>/leave/", alert.alert_leave, name="alert_leave"),
    path("alerts/<str:token>/<id:posting_id>/", alert.alert_click, name="alert_click"),
    path("me/alerts/", following.alert_list, name="alert_list"),
    path("desk/", employer.desk, name="desk"),
    path("desk/jobs/new/", employer.posting_new, name="posting_new"),
    path("desk/jobs/new/paste/", pasting.posting_paste, name="posting_paste"),
    path(
        "desk/jobs/new/autosave/", sketch.posting_autosave, name="posting_autosave_new"
    ),
    path("desk/jobs/new/forget/", sketch.posting_forget, name="posting_forget_new"),
    button("autosave", sketch.posting_autosave),
    button("forget", sketch.posting_forget),
    path("desk/jobs/new/preview/", preview.posting_preview, name="posting_preview_new"),
    path(
        "desk/jobs/<id:posting_id>/preview/",
        preview.posting_preview,
        name="posting_preview",
    ),
    path("desk/jobs/<id:posting_id>/", employer.posting_desk, name="posting_desk"),
    path(
        "desk/jobs/<id:posting_id>/revise/",
        employer.posting_revise,
        name="posting_revise",
    ),
    path(f"{IMPORT}/", importing.company_import, name="company_import"),
    path(f"{IMPORT}/<id:import_id>/", importing.import_report, name="import"),
    path(
        f"{IMPORT}/<id:import_id>/confirm/",
        importing.import_confirm,
        name="import_confirm",
    ),
    path(f"{IMPORT}/<id:import_id>/drop/", importing.import_drop, name="import_drop"),
    path(
        f"{IMPORT}/sources/<id:source_id>/remove/",
        importing.source_remove,
        name="source_remove",
    ),
    path(
        "desk/jobs/<id:posting_id>/numbers/",
        numbers.posting_numbers,
        name="posting_numbers",
    ),
    path("desk/<slug:company>/hiring/", hiring.company_hiring, name="company_hiring"),
    path(f"{TEAM}/applicants/", pipeline.applicants_list, name="applicants_list"),
    path(
        f"{TEAM}/applicants/decide/",
        pipeline.applicants_decide,
        name="applicants_decide",
    ),
    path(f"{TEAM}/applicants.csv", pipeline.applicants_csv, name="applicants_csv"),
    path(f"{TEAM}/intake/", hiring.posting_intake, name="posting_intake"),
    path(f"{ONE}/", application.application, name="application"),
    path(f"{ONE}/rate/", application.application_rate, name="application_rate"),
    path(
        f"{ONE}/message/", application.application_message, name="application_message"
    ),
    path(f"{ONE}/decide/", application.application_decide, name="application_decide"),
    path(
        f"{ONE}/transfer/",
        transfer.application_transfer,
        name="application_transfer",
    ),
    path(f"{ONE}/cv/", application.application_cv, name="application_cv"),
    path(
        "desk/jobs/<id:posting_id>/answer/", talk.posting_answer, name="posting_answer"
    ),
    button("submit", deeds.posting_submit),
    button("withdraw", deeds.posting_withdraw),
    button("delete", deeds.posting_delete),
    button("close", deeds.posting_close),
    button("renew", deeds.posting_renew),
    path(
        "desk/templates/<id:template_id>/begin/",
        template.template_begin,
        name="template_begin",
    ),
    path(
        "desk/templates/<id:template_id>/delete/",
        template.template_delete,
        name="template_delete",
    ),
    button("duplicate", template.posting_duplicate),
    button("keep", template.template_keep, subject="template"),
    button("extend", deeds.posting_extend),
    button("appeal", deeds.posting_appeal),
    button("withdraw", deeds.revision_withdraw, subject="revision"),
]
