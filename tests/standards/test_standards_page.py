"""The page on the standards shows what the export writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

from claimdb.standards import SUFFIXES

from .conftest import HERE, Archive

PAGE = (HERE.parent.parent / "docs" / "standards.md").read_text(encoding="utf-8")


def test_the_annotation_of_the_page_is_one_of_the_export(seeds: Archive, tmp_path: Path) -> None:
    (written,) = re.findall(r"<!-- annotation: .*? -->\n```json\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "out.anno.jsonld"
    (made,) = json.loads(seeds.exported(path, document="004", text="Oreshnik"))["first"]["items"]
    page = json.loads(written)
    # The time, and the name of the version that runs, are others each time.
    assert page | {"created": made["created"], "creator": made["creator"]} == made


def test_every_format_and_suffix_is_on_the_page() -> None:
    for suffix, standard in SUFFIXES.items():
        assert f"`{suffix}`" in PAGE
        assert f"`{standard}`" in PAGE
