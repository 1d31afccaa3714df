"""W3C PROV: which document a statement is from, what found it, whose it is and who decided so.

Written with the ``prov`` library, as PROV-JSON or in PROV's own notation (PROV-N).  PROV-JSON sorts what it
says by kind, so all of it is held in memory before any is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from claimdb.model import SpeakerKind
from claimdb.standards import names
from claimdb.standards.tally import Tally, described
from claimdb.store.origin import Decision
from claimdb.store.record import Record, spans_text

if TYPE_CHECKING:
    from prov.identifier import QualifiedName
    from prov.model import ProvDocument

Attributes = list[tuple[Any, Any]]

_IN_THEIR_WORDS = frozenset({"direct", "mixed", "turn"})
_AGENTS: dict[SpeakerKind | None, str] = {"person": "Person", "body": "Organization"}


def write_json(records: Iterable[Record], stream: TextIO) -> int:
    """Write PROV-JSON, and give the number of statements."""
    told, statements = provenance(records)
    # As text: the library takes a stream for one of bytes unless it is a TextIOBase or has an encoding.
    stream.write(f"{told.serialize(format='json', ensure_ascii=False)}\n")
    return statements


def write_notation(records: Iterable[Record], stream: TextIO) -> int:
    """Write PROV-N, and give the number of statements."""
    told, statements = provenance(records)
    stream.write(told.get_provn() + "\n")
    return statements


def provenance(records: Iterable[Record]) -> tuple[ProvDocument, int]:
    """All of it as a document of the ``prov`` library, and the number of statements."""
    tally = Tally()
    telling = _Telling()
    for record in tally.passing(records):
        telling.statement(record)
    telling.export(tally)
    telling.rest()
    return telling.told, tally.statements


class _Telling:
    """A PROV document while it is written; what several statements share is told once."""

    def __init__(self) -> None:
        from prov.constants import PROV
        from prov.identifier import Identifier
        from prov.model import ProvDocument

        self.told: ProvDocument = ProvDocument()
        self._own = self.told.add_namespace("claimdb", names.NAMESPACE)
        self._prov = PROV
        self._identifier = Identifier
        self._seen: set[str] = set()
        # Somebody may be met by name only before they are met as a person, so agents are told last.
        self._agents: dict[str, dict[str, Any]] = {}
        self._elsewhere: dict[str, str] = {}

    # --------------------------------------------------------------------------- statements

    def statement(self, record: Record) -> None:
        """A statement with all that it comes from."""
        said, origin = record.statement, names.origin(record)
        self._document(record)
        self._extraction(record)
        now = self._own[names.statement(said.id)]
        self._first(names.statement(said.id))
        self.told.entity(now, self._attributes(record))
        found, speaker = now, names.speaker(record)
        if origin.decisions:
            found = self._as_found(record, now)
        self.told.generation(found, self._own[names.extraction(record)])
        if speaker is not None:
            self.told.attribution(now, self._speaker(record, speaker))
        self._derivation(record, now)
        for original in origin.originals:
            there = self._referred(original.id, original.sha256)
            self.told.quotation(now, there)
            self.told.primary_source(now, there)
        if said.nested_in is not None:
            self.told.influence(now, self._referred(said.nested_in, record.sha256))
        if said.via is not None:
            self._via(record, said.via, now)

    def _attributes(self, record: Record) -> Attributes:
        said, own = record.statement, self._own
        known = {
            "kind": said.kind,
            "function": said.function,
            "spans": spans_text(said.spans),
            "sourceSpans": spans_text(said.source_spans) or None,
            "cueSpans": spans_text(said.cue_spans) or None,
            "mention": record.mention,
            "cue": record.cue,
            "addressee": said.addressee,
            "section": said.section,
            "timestamp": said.timestamp,
            "confidence": said.confidence,
            "evidence": said.evidence,
            "status": record.status if record.status != "unreviewed" else None,
            "note": record.note,
        }
        return [
            (self._prov["type"], own["Statement"]),
            (self._prov["value"], said.text),
            *((own[name], value) for name, value in known.items() if value is not None),
            *((own["topic"], topic) for topic in said.topics),
        ]

    def _derivation(self, record: Record, now: QualifiedName) -> None:
        """What the statement is to its document: in the speaker's words or others', at first hand or not."""
        document = self._own[names.document(record.sha256)]
        if record.statement.kind in _IN_THEIR_WORDS:
            self.told.quotation(now, document)
        else:
            self.told.derivation(now, document)
        if record.statement.kind == "turn":  # a transcript is as near as a text comes to who spoke
            self.told.primary_source(now, document)

    def _via(self, record: Record, via: str, now: QualifiedName) -> None:
        """The agency that the document has the statement from."""
        report = names.report(record, via)
        if self._first(report):
            self.told.entity(self._own[report], [(self._prov["type"], self._own["Report"])])
            self.told.attribution(self._own[report], self._agent(names.speaker_called(via), via))
        self.told.derivation(now, self._own[report])

    def _referred(self, id: str, sha256: str) -> QualifiedName:
        """Another statement, by its id and its document."""
        self._elsewhere[id] = sha256
        return self._own[names.statement(id)]

    # ------------------------------------------------------------------- documents, extractions

    def _document(self, record: Record) -> None:
        version = names.origin(record).version
        name = names.document(record.sha256)
        if not self._first(name):
            return
        prov, own = self._prov, self._own
        url = names.web_address(record.url)
        known: dict[QualifiedName, Any] = {
            prov["label"]: record.title,
            own["path"]: record.document,
            own["sha256"]: record.sha256,
            own["textSha256"]: version.text_sha256,
            own["version"]: version.number,
            own["kind"]: version.kind,
            own["language"]: version.language,
            own["reader"]: version.reader,
            own["encoding"]: version.encoding,
            own["author"]: record.author,
            own["published"]: record.published,
            own["url"]: record.url if url is None else self._identifier(url),
        }
        attributes = [(key, value) for key, value in known.items() if value is not None]
        self.told.entity(own[name], [(prov["type"], own["DocumentVersion"]), *attributes])
        if record.publisher is not None:
            publisher = self._agent(names.speaker_called(record.publisher), record.publisher, "Organization")
            self.told.attribution(own[name], publisher)
        if version.revises is not None:
            before = own[names.document(version.revises)]
            # Told once more should a file elsewhere have these bytes now; PROV takes both as one.
            self.told.entity(before, [(prov["type"], own["DocumentVersion"])])
            self.told.revision(own[name], before)

    def _extraction(self, record: Record) -> None:
        """The pass of an extractor, with the document, program, model and configuration that it used."""
        name = names.extraction(record)
        if not self._first(name):
            return
        prov, own, made_by = self._prov, self._own, record.extractor
        done = own[name]
        self.told.activity(
            done,
            endTime=names.origin(record).extracted_at,
            other_attributes=[(prov["type"], own["Extraction"])],
        )
        self.told.usage(done, own[names.document(record.sha256)])
        model, plan = names.model(record), names.configuration(record)
        if self._first(model):
            called = [(own["name"], made_by.model), (own["version"], made_by.model_version)]
            self.told.entity(own[model], [(prov["type"], own["LanguageModel"]), *called])
        self.told.usage(done, own[model])
        if self._first(plan):
            self.told.entity(own[plan], [(prov["type"], prov["Plan"]), (own["config"], made_by.config)])
        software = self._agent(names.software(made_by.version), f"claimdb {made_by.version}", "SoftwareAgent")
        self.told.association(done, software, own[plan])

    # ------------------------------------------------------------------------------- decisions

    def _as_found(self, record: Record, now: QualifiedName) -> QualifiedName:
        """The statement as the extractor found it, of which people made what it is ``now``."""
        prov, own = self._prov, self._own
        found = own[names.as_found(record.statement.id)]
        attributes: Attributes = [
            (own["kind"], record.found_kind),
            (own["function"], record.found_function),
            (own["spans"], spans_text(record.found_spans)),
            *((own["topic"], topic) for topic in record.found_topics),
        ]
        self.told.entity(
            found, [(prov["type"], own["Statement"]), (prov["value"], record.found_text), *attributes]
        )
        self.told.derivation(found, own[names.document(record.sha256)])
        speaker = names.found_speaker(record)
        if speaker is not None:
            kind = names.origin(record).found_speaker_kind
            self.told.attribution(found, self._agent(speaker, record.found_speaker, _AGENTS.get(kind)))
        for decided in names.origin(record).decisions:
            activity = self._decision(decided)
            self.told.usage(activity, found)
            self.told.revision(now, found, activity)
            if record.status == "rejected" and decided.verdict == "reject":
                self.told.invalidation(now, activity)
        return found

    def _decision(self, decided: Decision) -> QualifiedName:
        name = names.decision(decided)
        activity = self._own[name]
        if self._first(name):
            prov, own = self._prov, self._own
            known = {
                "subject": decided.subject,
                "subjectId": decided.subject_id,
                "verdict": decided.verdict,
                "value": decided.value,
                "note": decided.note,
            }
            attributes = [(own[key], value) for key, value in known.items() if value is not None]
            self.told.activity(
                activity,
                endTime=decided.made_at,
                other_attributes=[(prov["type"], own["Decision"]), *attributes],
            )
            person = self._agent(names.person(decided.person), decided.person, "Person")
            self.told.association(activity, person)
        return activity

    # ---------------------------------------------------------------------------------- agents

    def _speaker(self, record: Record, speaker: str) -> QualifiedName:
        said = record.statement
        label = record.author if said.speaker_kind == "author" else said.speaker
        sameas = names.wikidata(record.wikidata)
        return self._agent(speaker, label, _AGENTS.get(said.speaker_kind), sameas)

    def _agent(
        self, name: str, label: str | None, kind: str | None = None, sameas: str | None = None
    ) -> QualifiedName:
        known = self._agents.setdefault(name, {})
        for key, value in (("label", label), ("type", kind), ("sameAs", sameas)):
            if value is not None:
                known.setdefault(key, value)
        return self._own[name]

    def rest(self) -> None:
        """Who and what was mentioned only: everybody, and statements that the export doesn't have."""
        for id, sha256 in self._elsewhere.items():
            if self._first(names.statement(id)):
                statement = self._own[names.statement(id)]
                self.told.entity(statement, [(self._prov["type"], self._own["Statement"])])
                self.told.derivation(statement, self._own[names.document(sha256)])
        for name, known in self._agents.items():
            attributes: Attributes = []
            if "type" in known:
                attributes.append((self._prov["type"], self._prov[known["type"]]))
            if "label" in known:
                attributes.append((self._prov["label"], known["label"]))
            if "sameAs" in known:
                attributes.append((self._own["sameAs"], self._identifier(known["sameAs"])))
            self.told.agent(self._own[name], attributes)

    def export(self, tally: Tally) -> None:
        """The export itself: what made the statements, and how many there are."""
        prov, own = self._prov, self._own
        made_by = [(own["extractor"], described(each)) for each in tally.extractors.values()]
        self.told.entity(
            own[tally.name],
            [(prov["type"], own["Export"]), (own["statements"], tally.statements), *made_by],
        )

    def _first(self, name: str) -> bool:
        """True when the name has not come up before."""
        new = name not in self._seen
        self._seen.add(name)
        return new
