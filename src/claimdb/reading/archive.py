"""Opening ZIP-based documents without being filled up by what they unpack to."""

from __future__ import annotations

import io
import zipfile
import zlib

from .source import Source

LARGEST_PART = 200 * 1024 * 1024
LARGEST_WHOLE = 400 * 1024 * 1024
GREATEST_RATIO = 250
"""Text packs ten to twenty times smaller; a part that shrinks more than this is made to do harm."""
SMALLEST_SUSPECT = 8 * 1024 * 1024
_CHUNK = 1024 * 1024
BROKEN = "this document is damaged or cut off"


def opened(source: Source) -> zipfile.ZipFile:
    """The archive, once its parts are found to be of a reasonable size, declared and true."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
        whole = 0
        for part in archive.infolist():
            if part.flag_bits & 1:
                raise source.refused("this document is encrypted; remove the password and save it again")
            whole += part.file_size
            ratio = part.file_size / max(part.compress_size, 1)
            bomb = part.file_size > SMALLEST_SUSPECT and ratio > GREATEST_RATIO
            if bomb or part.file_size > LARGEST_PART or whole > LARGEST_WHOLE:
                raise source.refused("this document unpacks to an unreasonable size, which is refused")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, zlib.error):
        raise source.refused(BROKEN) from None
    return archive


def part(source: Source, archive: zipfile.ZipFile, name: str) -> bytes | None:
    """The bytes of a part, or ``None`` if there is none of that name; what it declares is not believed."""
    try:
        declared = archive.getinfo(name).file_size
        taken = bytearray()
        with archive.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                taken += chunk
                if len(taken) > min(LARGEST_PART, declared + _CHUNK):
                    raise source.refused("this document unpacks to more than it declares, which is refused")
    except KeyError:
        return None
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError, zlib.error):
        raise source.refused(BROKEN) from None
    return bytes(taken)
