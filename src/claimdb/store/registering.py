"""The registry of speakers and topics: whoever is new in a document or a corpus file gets a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select, update

from claimdb.model import Corpus, Speaker
from claimdb.store.parts import parts
from claimdb.store.tables import AliasRow, SpeakerRow, TopicRow, table


@dataclass(slots=True)
class Registry:
    """Remembers the ids of speakers and topics from one document to the next."""

    _speakers: dict[tuple[str, str], int] = field(default_factory=dict)
    _topics: dict[str, int] = field(default_factory=dict)
    _corpora: set[str] = field(default_factory=set)

    def forget(self) -> None:
        """Remember nothing: the rows behind the ids may have been rolled back."""
        self._speakers.clear()
        self._topics.clear()
        self._corpora.clear()

    def register(self, connection: Connection, corpus: Corpus) -> None:
        """See to it that the speakers and topics of the corpus file are in."""
        if corpus.digest in self._corpora:
            return
        ids = self.speaker_ids(connection, {(speaker.name, speaker.kind) for speaker in corpus.speakers}, 0)
        for speaker in corpus.speakers:
            speaker_id = ids[speaker.name, speaker.kind]
            if speaker.wikidata is not None:
                connection.execute(
                    update(SpeakerRow).where(SpeakerRow.id == speaker_id).values(wikidata=speaker.wikidata)
                )
            _write_aliases(connection, speaker_id, speaker)
        self.topic_ids(connection, {topic.name for topic in corpus.topics})
        for topic in corpus.topics:
            if topic.label is not None:
                connection.execute(
                    update(TopicRow).where(TopicRow.name == topic.name).values(label=topic.label)
                )
        self._corpora.add(corpus.digest)

    def speaker_ids(
        self, connection: Connection, wanted: set[tuple[str, str]], document_id: int
    ) -> dict[tuple[str, str], int]:
        """The ids of speakers by name and kind, new ones written; unnamed ones are the document's own."""
        own = {key for key in wanted if key[1] == "unnamed"}
        shared = wanted - own
        new = shared - self._speakers.keys()
        if new:
            self._speakers |= _ids_of_speakers(connection, new, None)
        found = {key: self._speakers[key] for key in shared}
        return found | _ids_of_speakers(connection, own, document_id) if own else found

    def topic_ids(self, connection: Connection, wanted: set[str]) -> dict[str, int]:
        """The ids of topics by name, new ones written; among them those of other topics."""
        self._topics |= ids_of_topics(connection, sorted(wanted - self._topics.keys()))
        return self._topics


def ids_of_topics(connection: Connection, wanted: Sequence[str]) -> dict[str, int]:
    """The ids of topics by name, new ones written."""
    ids: dict[str, int] = {}
    for some in parts(wanted):
        found = select(TopicRow.name, TopicRow.id).where(TopicRow.name.in_(some))
        there = {name for name, _ in connection.execute(found)}
        missing = [{"name": name} for name in some if name not in there]
        if missing:
            connection.execute(insert(table(TopicRow)), missing)
        ids |= {name: number for name, number in connection.execute(found)}  # noqa: C416 - rows are no plain pairs to mypy
    return ids


def _write_aliases(connection: Connection, speaker_id: int, speaker: Speaker) -> None:
    names = dict.fromkeys(speaker.offices, "office") | dict.fromkeys(speaker.aliases, "alias")
    there = set(connection.execute(select(AliasRow.name).where(AliasRow.speaker_id == speaker_id)).scalars())
    new = [
        {"speaker_id": speaker_id, "name": name, "origin": origin}
        for name, origin in names.items()
        if name not in there
    ]
    if new:
        connection.execute(insert(table(AliasRow)), new)


def _ids_of_speakers(
    connection: Connection, wanted: set[tuple[str, str]], document_id: int | None
) -> dict[tuple[str, str], int]:
    ids: dict[tuple[str, str], int] = {}
    for some in parts(sorted({name for name, _ in wanted})):
        found = select(SpeakerRow.name, SpeakerRow.kind, SpeakerRow.id).where(
            SpeakerRow.name.in_(some), SpeakerRow.document_id.is_not_distinct_from(document_id)
        )
        there = {(name, kind) for name, kind, _ in connection.execute(found)}
        missing = [
            {"name": name, "kind": kind, "document_id": document_id}
            for name, kind in sorted(wanted - there)
            if name in some
        ]
        if missing:
            connection.execute(insert(table(SpeakerRow)), missing)
        ids |= {(name, kind): number for name, kind, number in connection.execute(found)}
    return {key: ids[key] for key in wanted}
