"""Writes openapi.yaml, the document that the catalog shows as this service's API."""

from pathlib import Path

import yaml

from app.application import define_api

DOCUMENT = Path(__file__).resolve().parent.parent / "openapi.yaml"

if __name__ == "__main__":
    text = yaml.safe_dump(define_api().openapi(), sort_keys=False, allow_unicode=True, width=100)
    DOCUMENT.write_text(text, encoding="utf-8")
