"""What editors are told where a change cannot be made."""

from __future__ import annotations

from assistant.errors import AssistantError


class UploadError(AssistantError):
    """A file that is not taken: its name, its kind or what is in it."""

    code = "upload_refused"


class UploadTooLargeError(AssistantError):
    """A file of more bytes than any document has."""

    code = "upload_too_large"
    http_status = 413


class NoRoomError(AssistantError):
    """The disk is full, or so many files wait that no further one is taken."""

    code = "no_room"
    http_status = 507


class UnknownUploadError(AssistantError):
    """No file of this id waits: it was added, dropped, or waited for too long."""

    code = "unknown_upload"
    http_status = 404


class NotReadyError(AssistantError):
    """A file that is still being read, or could not be, is to be added."""

    code = "upload_not_ready"
    http_status = 409


class ConflictError(AssistantError):
    """Somebody else changed the document in between."""

    code = "changed_meanwhile"
    http_status = 409


class ChangeError(AssistantError):
    """A change that makes no sense as things stand."""

    code = "change_refused"
    http_status = 409
