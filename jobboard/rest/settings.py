"""How REST framework answers, and how the document of the API is made."""

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["jobboard.rest.codecs.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["jobboard.rest.codecs.JsonParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.BearerAuthentication"
    ],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "jobboard.rest.schema.Schema",
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "jobboard.rest.problems.exception_handler",
}

SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Jobboard",
    "DESCRIPTION": "Open jobs for developers in Latin America, and the desk of those"
    " who offer them. What can be relied on is in docs/api-policy.md."
    " Language models ask the same search by the Model Context Protocol at /mcp.",
    "VERSION": "1",
    "SERVERS": [{"url": "/"}],
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": False,
    "COMPONENT_SPLIT_PATCH": False,
    "GET_LIB_DOC_EXCLUDES": "jobboard.rest.schema.without_own_words",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "jobboard.rest.schema.complete",
    ],
    "ENUM_NAME_OVERRIDES": {
        "Action": "postings.api.schemas.ACTION",
        "ChangeKind": "postings.api.schemas.CHANGE",
        "ChangeReason": "postings.api.schemas.CHANGE_REASON",
        "Currency": "postings.pay.CURRENCIES",
        "LanguageCode": "postings.languages.ASKED",
        "TimeZone": "postings.forms.choices.ZONES",
        "Answer": "postings.verdict.Answer",
        "ConditionKind": "postings.api.schemas.CONDITIONS",
        "SuggestionKind": "postings.models.suggestion.Kind",
        "Why": "postings.verdict.Why",
        "ApplicationStatus": "postings.api.application_schemas.SEEN",
        "ApplicationTarget": "postings.api.applicant.TARGETS",
        "SentApplicationStatus": "postings.models.ApplicationStatus",
        "SavedStanding": "postings.publishing.saved.Standing",
        "BoardLanguage": "postings.api.alerts.LANGUAGES",
        "AlertFrequency": "postings.slots.Frequency",
        "ApplicationReasonEnum": "postings.models.Refusal",
        "GivenAnswerKindEnum": "postings.models.QuestionKind",
        "ApplyVia": "postings.models.ApplyVia",
        "Basis": "postings.pay.Basis",
        "Benefit": "postings.vocabulary.Benefit",
        "Cefr": "postings.languages.Cefr",
        "CloseReason": "postings.models.CloseReason",
        "Contract": "postings.vocabulary.Contract",
        "Employment": "postings.vocabulary.Employment",
        "Level": "postings.vocabulary.Level",
        "Period": "postings.pay.Period",
        "MessageState": "accounts.api.schemas.MESSAGE_STATE",
        "PostingLanguage": "postings.languages.PostingLanguage",
        "Reason": "postings.models.Reason",
        "RevisionStatus": "postings.models.RevisionStatus",
        "Status": "postings.models.Status",
        "WebhookDisabled": "accounts.models.webhook.Webhook.Disabled",
        "Workplace": "postings.vocabulary.Workplace",
    },
}
