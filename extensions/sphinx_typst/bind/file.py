"""Writes PDFs, whole or not at all."""

import os
from pathlib import Path

from pikepdf import ObjectStreamMode, Pdf


def save(pdf: Pdf, target: Path) -> None:
    """Write a PDF: the same bytes for the same content, and the old one until the end."""
    partial = target.with_name(f"{target.name}.partial")
    try:
        with partial.open("wb") as file:
            pdf.save(
                file,
                force_version="1.7",
                fix_metadata_version=False,
                object_stream_mode=ObjectStreamMode.generate,
                compress_streams=True,
                deterministic_id=True,
            )
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
