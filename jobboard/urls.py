"""Every address of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter

from jobboard import about, appearance, brand, languages, mailbox, wellknown
from jobboard.ids import DayConverter, IdConverter
from jobboard.observability.health import healthz, readyz
from jobboard.observability.metrics import metrics
from postings.api.mcp import McpView
from postings.views import crawlers
from postings.views.styleguide import styleguide, styleguide_error

register_converter(IdConverter, "id")
register_converter(DayConverter, "day")

handler400 = "jobboard.errors.bad_request"
handler403 = "jobboard.errors.forbidden"
handler404 = "jobboard.errors.not_found"
handler429 = "jobboard.errors.too_many_requests"
handler500 = "jobboard.errors.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("llms.txt", wellknown.llms, name="llms_txt"),
    path("mcp", McpView.as_view(), name="mcp"),
    path(".well-known/security.txt", wellknown.security, name="security_txt"),
    path("accent.css", brand.accent, name="accent"),
    path("logo", brand.logo, name="logo"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap-<slug:name>.xml", crawlers.sitemap_part, name="sitemap_part"),
    path("language/<slug:code>/", languages.language, name="language"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("jobboard.rest.urls")),
    path("api/v1/", include("accounts.api.urls")),
    path("api/v1/", include("postings.api.urls")),
    *i18n_patterns(
        path("about/", about.about, name="about"),
        path("about/privacy/", about.privacy, name="about_privacy"),
        path("about/terms/", about.terms, name="about_terms"),
        path("appearance/", appearance.appearance, name="appearance"),
        path("", include("postings.urls")),
        path("", include("accounts.urls")),
    ),
]

if settings.ANYMAIL_WEBHOOK_SECRET:
    # Where a mail service reports what has come back.
    urlpatterns += [path("hooks/mail/", include("anymail.urls"))]

if settings.DEBUG:
    urlpatterns += [
        path("styleguide/", styleguide, name="styleguide"),
        path("styleguide/<int:status>/", styleguide_error, name="styleguide_error"),
        path("mail/", mailbox.mailbox, name="mailbox"),
        path("mail/<slug:name>/", mailbox.mailbox_message, name="mailbox_message"),
        path("mail/<slug:name>/html/", mailbox.mailbox_html, name="mailbox_html"),
    ]
