"""Title, authors, dates, publisher and address of a web page: JSON-LD, OpenGraph, meta, time."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from .bylines import is_name, parse_byline
from .dates import find_date
from .pieces import clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST_VALUE = 500
DEEPEST = 8
"""JSON-LD is looked into this deep."""
MOST_SCRIPT = 3_000_000
"""Characters of one JSON-LD script."""

_ARTICLES: Final = frozenset(
    """
    article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle
    reviewnewsarticle asknewsarticle blogposting liveblogposting socialmediaposting technicalarticle
    scholarlyarticle report podcastepisode radioepisode tvepisode creativework webpage videoobject interview
    """.split()
)
_UNSURE: Final = frozenset({"creativework", "webpage", "videoobject"})
"""Types that may be of the page and not of the article: taken where there is nothing better."""

_META: Final = (
    (
        "title",
        """
        og:title twitter:title headline dc.title dcterms.title citation_title parsely-title sailthru.title
        """.split(),
    ),
    (
        "author",
        """
        author article:author parsely-author sailthru.author dc.creator dcterms.creator citation_author byl
        byline article.author cxenseparse:author
        """.split(),
    ),
    (
        "published",
        """
        article:published_time article:published og:published_time datepublished parsely-pub-date
        sailthru.date pubdate publishdate publish-date publish_date publication_date date dc.date
        dc.date.issued dcterms.created dcterms.issued dcterms.date citation_publication_date citation_date
        article.published cxenseparse:recs:publishtime rnews:datepublished
        """.split(),
    ),
    (
        "updated",
        """
        article:modified_time og:updated_time datemodified last-modified lastmod dcterms.modified
        """.split(),
    ),
    (
        "publisher",
        """
        og:site_name dc.publisher dcterms.publisher citation_journal_title application-name publisher
        """.split(),
    ),
    ("url", "og:url twitter:url parsely-link".split()),
)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"url:\s*(https?://\S+)", re.IGNORECASE)
MOST_SITE_WORDS = 5
_SITE_NAME_BETWEEN = re.compile(r"\s+[|–—•·»-]\s+|\s+:\s+|\s*\|\s*")
_DATE_CLASS = re.compile(
    r"publish|posted|dateline|byline|\bdate\b|timestamp|entry-date|post-date|article-date", re.IGNORECASE
)
_UPDATE_CLASS = re.compile(r"updat|modif", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-?(\d{2})(?:-?(\d{2}))?(?:[T\s].*)?$")
_NUMERIC = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_ACCOUNT = re.compile(
    r"(?:wp|site|web)?[\s_-]?(?:admin\w*|web\s?master|editor|user|root|author|publisher|guest)\s?\d*|unknown|anonymous|n/a",
    re.IGNORECASE,
)
"""Who is logged in, and wrote nothing."""
_HANDLE = re.compile(r"@\w+|https?://\S+")


def metadata(root: HtmlElement, raw_head: str) -> dict[str, str]:
    """What the page says of itself; the first source that says something wins."""
    says: dict[str, str] = {}
    metas = _metas(root)
    for found in (_json_ld(root), _from_metas(metas, ("published",)), _microdata(root), _from_metas(metas)):
        for key, value in found:
            says.setdefault(key, value)
    if "published" not in says:
        date = _time_element(root)
        if date:
            says["published"] = date
    for key, value in _fallbacks(root, raw_head, says.get("publisher")):
        says.setdefault(key, value)
    if "published" not in says and "updated" in says:
        says["published"] = says["updated"]
    says.pop("updated", None)
    if "title" in says:
        says["title"] = without_site(says["title"], says.get("publisher"))
    return says


def iso_date(value: str) -> str | None:
    """A day as ISO 8601 out of a machine's or a person's date; no time zone moves it."""
    words = clean(value)[:100]
    match = _ISO.match(words)
    if match is not None:
        year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
        try:
            dt.date(year, month, day)
        except ValueError:
            return None
        if year < 1000:
            return None
        return f"{year:04d}-{month:02d}-{day:02d}" if match[3] else f"{year:04d}-{month:02d}"
    found = find_date(words)
    if found is not None:
        return found
    numeric = _NUMERIC.search(words)
    if numeric is None:
        return None
    first, second, year = int(numeric[1]), int(numeric[2]), int(numeric[3])
    # 05/06/2024 is a day in May or in June: no date is better than a wrong one.
    if first > 12 >= second:
        first, second = second, first
    elif second <= 12 and first != second:
        return None
    return iso_date(f"{year:04d}-{first:02d}-{second:02d}")


def without_site(title: str, publisher: str | None) -> str:
    """A title without the name of the site at its end ("The quota falls | The Harbour News")."""
    if not publisher:
        return title
    name = publisher.casefold()
    parts = list(_SITE_NAME_BETWEEN.finditer(title))
    for match in parts:
        tail = title[match.end() :].casefold().strip()
        if tail and (
            tail == name or tail.removeprefix("the ") == name.removeprefix("the ") or tail.startswith(name)
        ):
            return title[: match.start()].strip() or title
    return title


def site_of(window: str, headline: str) -> str | None:
    """The site's name beside the headline in a window's title ("The Harbour News | The quota falls")."""
    for match in _SITE_NAME_BETWEEN.finditer(window):
        parts = [window[: match.start()].strip(), window[match.end() :].strip()]
        for name, title in (parts, parts[::-1]):
            if title.casefold() == headline.casefold() and 0 < len(name.split()) <= MOST_SITE_WORDS:
                return name
    return None


# ---------------------------------------------------------------------------------- JSON-LD


def _json_ld(root: HtmlElement) -> Iterator[tuple[str, str]]:
    nodes: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").casefold():
            nodes.extend(_nodes(_loaded(script.text or "")))
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    ranked = sorted(
        (node for node in nodes if _types(node) & _ARTICLES),
        key=lambda node: (bool(_types(node) <= _UNSURE), not ("datePublished" in node or "headline" in node)),
    )
    for node in ranked:
        yield from _article(node, by_id)
    for node in nodes:
        if "website" in _types(node) or "newsmediaorganization" in _types(node):
            for name in _names(node, by_id):
                yield "publisher", name


def _loaded(text: str) -> object:
    text = text[:MOST_SCRIPT].strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    level = [value]
    for _ in range(DEEPEST):
        below: list[object] = []
        for each in level:
            if isinstance(each, dict):
                yield each
                below.extend(inner for inner in each.values() if isinstance(inner, (dict, list)))
            elif isinstance(each, list):
                below.extend(each[:1000])
        level = below


def _types(node: Mapping[str, Any]) -> set[str]:
    types = node.get("@type")
    listed = types if isinstance(types, list) else [types]
    return {each.casefold().rsplit("/", 1)[-1] for each in listed if isinstance(each, str)}


def _article(node: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    sure = not _types(node) <= _UNSURE
    title = node.get("headline") or (node.get("name") if sure else None)
    if isinstance(title, str) and clean(title):
        yield "title", clean(_unescaped(title))[:LONGEST_VALUE]
    authors = _joined(list(_names(node.get("author") or node.get("creator"), by_id)))
    if authors and sure:
        yield "author", authors
    for key, name in (
        ("datePublished", "published"),
        ("dateCreated", "published"),
        ("dateModified", "updated"),
        ("uploadDate", "published"),
    ):
        date = iso_date(node[key]) if isinstance(node.get(key), str) else None
        if date:
            yield name, date
    for name in _names(node.get("publisher") or node.get("sourceOrganization"), by_id):
        yield "publisher", name
        break
    url = node.get("url") or node.get("mainEntityOfPage")
    if isinstance(url, dict):
        url = url.get("@id") or url.get("url")
    if sure and isinstance(url, str) and url.startswith(("http://", "https://")):
        yield "url", url[:2000]


def _names(value: object, by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The names of one or several persons or bodies, however they are given."""
    for each in value if isinstance(value, list) else [value]:
        one = by_id.get(str(each.get("@id")), each) if isinstance(each, dict) and "name" not in each else each
        name = one.get("name") if isinstance(one, Mapping) else one
        for single in name if isinstance(name, list) else [name]:
            if isinstance(single, str) and clean(single) and not _HANDLE.fullmatch(clean(single)):
                yield clean(_unescaped(single))[:LONGEST_VALUE]


def _unescaped(text: str) -> str:
    return re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", html.unescape(text))


def _joined(names: Sequence[str]) -> str | None:
    """Several authors as a byline gives them: two with "and", more with commas."""
    kept: list[str] = []
    for name in names:
        plain = parse_byline(name) if name[:3].casefold() == "by " else name
        if plain and plain not in kept and not _ACCOUNT.fullmatch(plain):
            kept.append(plain)
    return " and ".join(kept) if len(kept) == 2 else ", ".join(kept) or None


# ------------------------------------------------------------------------------------- meta


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        content = clean(element.get("content") or "")
        if name and content:
            metas.setdefault(name.strip().casefold(), []).append(content[:2000])
    return metas


def _from_metas(metas: Mapping[str, Sequence[str]], only: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    for key, names in _META:
        if only and key not in only:
            continue
        for name in names:
            for value in _meanings(key, metas.get(name, ())):
                yield key, value


def _meanings(key: str, values: Sequence[str]) -> Iterator[str]:
    if key == "author":
        authors = _joined([each for each in values if not _HANDLE.search(each)])
        if authors:
            yield authors[:LONGEST_VALUE]
    for value in values if key != "author" else ():
        if key in ("published", "updated"):
            date = iso_date(value)
            if date:
                yield date
        elif key != "url" or value.startswith(("http://", "https://")):
            yield value[:LONGEST_VALUE]


def _language(value: str) -> Iterator[tuple[str, str]]:
    code = re.match(r"([A-Za-z]{2,3})(?:[-_]|$)", value.strip())
    if code:
        yield "language", code[1].casefold()


def _microdata(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """``itemprop`` attributes of the article itself."""
    for element in root.xpath("//*[@itemprop]")[:2000]:
        props = (element.get("itemprop") or "").casefold().split()
        value = clean(element.get("content") or element.get("datetime") or text_of(element, 300))
        if not value:
            continue
        if "headline" in props:
            yield "title", value[:LONGEST_VALUE]
        if "datepublished" in props and iso_date(value):
            yield "published", iso_date(value) or ""
        if "author" in props:
            named = [
                each
                for each in element.iter()
                if isinstance(each.tag, str) and each.get("itemprop") == "name"
            ]
            name = clean(text_of(named[0], 200)) if named else value
            plain = parse_byline(name) or name
            if is_name(plain):
                yield "author", plain


def text_of(element: HtmlElement, most: int = 100_000) -> str:
    """The text inside an element, as much of it as is wanted."""
    parts: list[str] = []
    room = most
    for part in element.itertext():
        parts.append(str(part))
        room -= len(part)
        if room <= 0:
            break
    return "".join(parts)


def _time_element(root: HtmlElement) -> str | None:
    """The date of the first ``<time>``, or element of a date's class, outside lists of other articles."""
    updated: str | None = None
    candidates = [
        *root.iter("time"),
        *root.xpath(
            "//*[contains(@class, 'date') or contains(@class, 'publish') or contains(@class, 'byline')]"
        )[:200],
    ]
    for element in candidates[:300]:
        marks = " ".join((element.get("class") or "", element.get("itemprop") or ""))
        value = clean(element.get("datetime") or "") or clean(text_of(element, 200))
        if element.tag != "time" and (not _DATE_CLASS.search(marks) or len(value) > 100):
            continue
        date = iso_date(value) or iso_date(text_of(element, 200))
        if date is None or any(
            parent.tag in ("nav", "aside", "footer", "li") for parent in _parents(element, 12)
        ):
            continue
        if _UPDATE_CLASS.search(marks) or _UPDATE_CLASS.search(text_of(element, 200)):
            updated = updated or date
            continue
        return date
    return updated


def _parents(element: HtmlElement, most: int) -> Iterator[HtmlElement]:
    parent = element.getparent()
    while parent is not None and most:
        yield parent
        parent, most = parent.getparent(), most - 1


def _fallbacks(root: HtmlElement, raw_head: str, publisher: str | None) -> Iterator[tuple[str, str]]:
    for element in root.iter("link"):
        href = (element.get("href") or "").strip()
        if (element.get("rel") or "").casefold() == "canonical" and href.startswith(("http://", "https://")):
            yield "url", href[:2000]
    for pattern in (_SAVED_FROM, _SINGLE_FILE):
        saved = pattern.search(raw_head)
        if saved:
            yield "url", saved[1]
    for element in root.xpath("//*[@rel='author' or @rel='AUTHOR']")[:20]:
        name = clean(text_of(element, 200))
        if is_name(name) and len(name.split()) > 1:
            yield "author", name
    title = next((clean(text_of(element, 2000)) for element in root.iter("title")), "")
    if title:
        yield "title", without_site(title, publisher)[:LONGEST_VALUE]
    yield from _language(root.get("lang") or root.get("xml:lang") or "")
