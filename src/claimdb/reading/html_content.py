"""What of a web page is the article: furniture taken away, and the root of the text found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DROPPED: Final = frozenset(
    """
    script style noscript template svg math iframe object embed canvas button input select option
    textarea nav dialog menu audio video map head link meta picture source track progress meter datalist
    """.split()
)
"""Elements that never hold an article's words."""
_ROLES: Final = frozenset(
    """
    navigation banner contentinfo complementary search dialog alert alertdialog menu menubar toolbar tablist
    """.split()
)
_FURNITURE = re.compile(
    r"""
    (?:^|[\s_-])(?:
        related|recirc\w*|recommend\w*|read-?more|read-?next|more-?(?:from|on|stories|news|articles|in)|also-?(?:read|like)
        |see-?also|most-?(?:read|popular|viewed)|trending|popular|latest-?(?:news|stories|articles)|top-?stories
        |newsletter\w*|signup|sign-?up|subscri(?:be|ption|ptions)(?:-?(?:box|form|cta|promo|banner|widget|module))?
        |share|sharing|share\w*-?(?:bar|buttons?|tools?|links?|icons?)|social\w*|sharedaddy|addthis\w*|follow-?us
        |comments?|comment-?(?:list|section|form|area|thread)s?
        |disqus\w*|respond|replies|livefyre
        |cookies?\w*|consent|gdpr|privacy-?(?:banner|notice|popup)|onetrust\w*|cmp
        |ad|ads|advert\w*|adsbygoogle|ad-?(?:slot|unit|container|wrapper|banner|box)s?
        |sponsor\w*|promo\w*|teaser\w*|dfp\w*
        |outbrain\w*|taboola\w*|mgid|revcontent
        |breadcrumbs?|menu|navbar|nav|navigation|topbar|masthead|site-?(?:header|footer|nav|menu)|global-?(?:header|footer|nav)
        |page-?(?:header|footer)-?(?:nav|menu)|footer|foot|sidebar|side-?bar|rail|widget\w*|toolbar|skip-?(?:link|nav|to)\w*
        |popup|pop-?up|modal|overlay|lightbox|tooltip|toast|banner|login|log-?in|sign-?in|user-?(?:menu|account)|search\w*
        |tags?|tag-?(?:list|cloud)s?|post-?tags|topics?-?(?:list|links)?|keywords|categories
        |author-?(?:bio|box|info|card|profile)|about-?(?:the-?)?author|bio-?box|post-?author-?bio
        |print-?(?:only|button)|screen-?reader\w*|visually-?hidden|sr-?only|offscreen|hidden-?print|d-none
        |donat\w*|membership|paywall-?(?:box|prompt|message|overlay|cta)|registration-?wall|regwall|cta|call-?to-?action
        |pagination|pager|prev-?next|post-?nav\w*|carousel|slideshow-?nav|playlist|up-?next|next-?(?:article|story|up)
        |copyright|disclaimer-?box|legal|correction-?form|feedback|rating\w*|poll|quiz|print|jp-?relatedposts|yarpp\w*
        |story-?(?:tools|share|links)|article-?(?:tools|share|tags|related|actions|recirc|footer-?links)|entry-?utility
        |inline-?(?:related|newsletter|promo|ad|recirc)\w*|interstitial|jump-?link|back-?to-?top|read-?time
    )(?=[\s_-]|$)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:article|story|post|entry|news|main|page|transcript|interview|text|content)[-_]?"
    r"(?:body|content|text|main|copy|inner|wrapper|container)?(?=[\s_-]|$)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:^|[\s_-])(?:article|story|post|entry|news|page|transcript|main)[-_]?_?(?:body|content|text|copy)(?=[\s_-]|$)"
    r"|(?:^|\s)transcript(?=[\s_-]|$)",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

LARGEST_FURNITURE = 0.4
"""An element with more than this share of the page's prose is the page, whatever it is called."""
BLOCKS: Final = frozenset(
    """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2
    h3 h4 h5 h6 header hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr
    ul
    """.split()
)
SHORTEST_PROSE = 40
MOST_LINKED = 0.5
SMALLEST_SHARE = 0.35
"""What the page marks as its article's text is believed if it holds this share of the prose."""
FARTHEST_HEADLINE = 12


def tag(element: HtmlElement) -> str:
    """The name of an element; comments and the like have none."""
    return element.tag if isinstance(element.tag, str) else ""


def marks(element: HtmlElement) -> str:
    """The class and the id of an element, words cut apart."""
    return _CAMEL.sub("-", f"{element.get('class') or ''} {element.get('id') or ''}".strip()[:600])


class Prose:
    """How much running text every element holds: links, and lines too short to be text, set aside."""

    def __init__(self, root: HtmlElement) -> None:
        self._weight: dict[HtmlElement, int] = {}
        linked: dict[HtmlElement, int] = {}
        # Children come after their parents in document order, so backwards they are summed up first.
        for element in reversed(list(root.iter())):
            if not tag(element) or tag(element) in DROPPED:
                continue
            words = _length(element.text) + sum(_length(child.tail) for child in element)
            weight, links = self._weight.get(element, 0) + words, linked.get(element, 0)
            if tag(element) == "a":
                weight, links = 0, weight + links
            elif tag(element) in BLOCKS and _no_prose(element, weight, links):
                weight = links = 0
            self._weight[element] = weight
            parent = element.getparent()
            if parent is not None:
                self._weight[parent] = self._weight.get(parent, 0) + weight
                linked[parent] = linked.get(parent, 0) + links

    def of(self, element: HtmlElement) -> int:
        return self._weight.get(element, 0)


def _no_prose(element: HtmlElement, weight: int, links: int) -> bool:
    """True for a short line, and for a block that is links for the most part."""
    if links > MOST_LINKED * (weight + links):
        return True
    return weight + links < SHORTEST_PROSE and not any(tag(child) in BLOCKS for child in element)


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0


def is_furniture(element: HtmlElement, share: float) -> bool:
    """True for an element of the page and not of the article; ``share`` is its share of the prose."""
    name = tag(element)
    if not name or name in DROPPED:
        return True
    if name in ("html", "body"):
        return False
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return share <= LARGEST_FURNITURE
    if share > LARGEST_FURNITURE:
        return False
    if element.get("aria-hidden") == "true" and name != "span":
        return True
    # Some sites put the whole page into one form; that one is over the share.
    if (element.get("role") or "").casefold() in _ROLES or name in ("footer", "form"):
        return True
    if name in ("main", "p", "h1") or element.get("itemprop") == "articleBody":
        return False
    said = marks(element)
    return bool(said) and _FURNITURE.search(said) is not None and not _BODY.search(said)


def prune(root: HtmlElement) -> Prose:
    """Take the furniture out of the tree; the weights of what is left."""
    prose = Prose(root)
    whole = max(prose.of(root), 1)
    for element in [each for each in root.iter() if is_furniture(each, prose.of(each) / whole)]:
        _drop(element)
    return Prose(root)


def _drop(element: HtmlElement) -> None:
    """Take an element out and leave the text that stands behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        # The library reads control characters and takes none back.
        tail = _CONTROL.sub(" ", element.tail)
        before = element.getprevious()
        if before is not None:
            before.tail = _CONTROL.sub(" ", before.tail or "") + tail
        else:
            parent.text = _CONTROL.sub(" ", parent.text or "") + tail
    parent.remove(element)


def content_root(body: HtmlElement, prose: Prose) -> HtmlElement:
    """The smallest element that holds the article's text."""
    whole = max(prose.of(body), 1)
    explicit = _explicit(body, prose)
    if explicit is None or prose.of(explicit) < SMALLEST_SHARE * whole:
        return _densest(body, prose)
    parent = explicit.getparent()
    alike = explicit.get("class")
    # A text that adverts cut into pieces stands in several elements of one class.
    if parent is not None and alike and sum(child.get("class") == alike for child in parent) > 1:
        return parent if prose.of(parent) > prose.of(explicit) else explicit
    return explicit


def _explicit(body: HtmlElement, prose: Prose) -> HtmlElement | None:
    """The element that the page itself marks as the article's text, if it has one."""
    best: HtmlElement | None = None
    for element in body.iter():
        name = tag(element)
        if not name:
            continue
        props = (element.get("itemprop") or "").split()
        said = marks(element) if name in ("div", "section", "article", "main", "td") else ""
        if "articleBody" in props or name in ("article", "main") or (said and _BODY.search(said)):
            weight = prose.of(element)
            if weight and (best is None or weight > 1.25 * prose.of(best) or _inside(element, best, prose)):
                best = element
    return best


def _inside(element: HtmlElement, outer: HtmlElement, prose: Prose) -> bool:
    """True if ``element`` stands in ``outer`` and holds nearly all of its text."""
    return prose.of(element) >= 0.8 * prose.of(outer) and any(
        parent is outer for parent in element.iterancestors()
    )


def _densest(start: HtmlElement, prose: Prose) -> HtmlElement:
    """Down from ``start`` for as long as one child holds nearly all of the text."""
    current = start
    while True:
        total = prose.of(current)
        heavy = [
            child for child in current if tag(child) in BLOCKS and prose.of(child) >= 0.66 * max(total, 1)
        ]
        if not heavy or tag(heavy[0]) in ("p", "ul", "ol", "dl", "blockquote", "pre", "li"):
            return current
        current = heavy[0]


def headline(root: HtmlElement) -> HtmlElement | None:
    """The nearest ``h1`` in or around the text."""
    current: HtmlElement | None = root
    for _ in range(FARTHEST_HEADLINE):
        if current is None:
            return None
        found = next(current.iter("h1"), None)
        if found is not None:
            return found
        current = current.getparent()
    return None
