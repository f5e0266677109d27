"""How a private file goes out: always as a download, never as a page of ours."""

from django.http import FileResponse, Http404

from postings.models import Cv


def private_file(cv: Cv, *, name: str = "") -> FileResponse:
    """The file of a CV, for somebody who may have it; 404 where it is gone."""
    try:
        stored = cv.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        stored,
        as_attachment=True,
        filename=name or cv.name,
        content_type=cv.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
