"""Prints a feed as feedparser reads it, as JSON: [the feed's id, title, updated, links; entries alike with text and markup]."""
import json
import sys

import feedparser

feed = feedparser.parse(sys.stdin.buffer.read(), response_headers={"content-type": "application/atom+xml", "content-location": "https://aether.example.org/some/prefix/feed.atom"})


def read(part):
    return {
        "id": part.get("id"),
        "title": part.get("title"),
        "updated": part.get("updated"),
        "links": {link.rel: link.href for link in part.get("links", [])},
        "content": [content.value for content in part.get("content", [])],
    }


print(json.dumps({
    "version": feed.version,
    "bozo": str(feed.get("bozo_exception", "")),
    "feed": read(feed.feed),
    "entries": [read(entry) for entry in feed.entries],
}))
