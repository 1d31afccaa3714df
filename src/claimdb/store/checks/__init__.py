"""What ``verify`` looks at, one check a line: a new one is a function in a module here and a line below."""

from __future__ import annotations

from typing import Final

from claimdb.store.checks import decided, documents, links, reviews, sqlite
from claimdb.store.checks.checked import Check as Check
from claimdb.store.checks.checked import Checked as Checked

CHECKS: Final = (
    Check(sqlite.pages),
    Check(sqlite.references),
    Check(documents.latest, mend=documents.point_to_latest),
    Check(documents.versions, mend=documents.mend_versions),
    Check(decided.names, mend=decided.settle_names),
    Check(reviews.decisions),
    Check(reviews.what_counts, mend=reviews.settle),
    Check(links.linked, mend=links.link_anew),
    Check(sqlite.types),
    Check(sqlite.full_text, mend=sqlite.index_anew),
)
"""In the order in which they are made, and mended: what a later one rests on comes first."""
