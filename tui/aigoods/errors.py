"""What can go wrong, each with one sentence for the reader and an exit code of the program."""


class AigoodsError(Exception):
    """A failure with a sentence that names what is wrong and what to do; never a traceback.

    `remedy` is a word for what helps, where how it is done differs between command line and
    explorer: "import", bring a file here and import it.
    """

    exit_code = 1
    remedy = ""


class DataError(AigoodsError):
    """A dataset that is missing, damaged, of another version or cannot be written."""


class QueryError(AigoodsError):
    """A question that the dataset cannot answer: an unknown economy, a year outside it.

    `instead` is the address of the nearest question that it can answer, "" where there is none:
    "partners?economy=TWN". The explorer offers it, one key away.
    """

    def __init__(self, sentence: str, instead: str = "") -> None:
        super().__init__(sentence)
        self.instead = instead


class UsageError(AigoodsError):
    """An address, an option or a setting that is not well formed."""

    exit_code = 2


class NetworkError(AigoodsError):
    """A server that does not answer, or not as it should."""

    exit_code = 3

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.remedy = remedy
