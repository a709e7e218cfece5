"""What the pretend Stripe answers to a request that is wrong."""


class Refused(Exception):
    """A request that Stripe answers with an error of the asker's."""

    def __init__(self, message: str, *, code: str = "", status: int = 400) -> None:
        super().__init__(message)
        self.code, self.status = code, status
