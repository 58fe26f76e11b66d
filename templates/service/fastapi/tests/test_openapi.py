from pathlib import Path

import yaml

from app.application import define_api

_DOCUMENT = Path(__file__).resolve().parent.parent / "openapi.yaml"


def test_the_published_document_is_what_the_code_serves() -> None:
    published = yaml.safe_load(_DOCUMENT.read_text(encoding="utf-8"))
    assert published == define_api().openapi(), "run: make openapi"
