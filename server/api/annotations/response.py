"""The form of the annotation response (DESIGN.md, section 5), for the documentation and for tests that hold answers to it.

Answers are built as plain values and written as bytes (marshmallow would cost more than the analysis); these schemas say what is in them.
"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

SOURCE_TYPES = ("person", "organization", "outlet", "official", "unnamed")
NIL_REASONS = ("ambiguous", "unknown", "insufficient_evidence")


class SpanSchema(Schema):
    """Words of the page text. Offsets are Unicode code points, end exclusive; null where the words are not in the text."""

    text = fields.String(required=True, allow_none=True)
    start = fields.Integer(required=True, allow_none=True)
    end = fields.Integer(required=True, allow_none=True)


class EvidenceSchema(SpanSchema):
    """A piece of evidence: the rule that applied and the words that show it."""

    kind = fields.String(required=True)
    statement = fields.String(allow_none=True, metadata={"description": "Id of the statement the words agree with."})


class OutletSchema(Schema):
    """Who published the page (or, as origin_outlet, where its text comes from)."""

    name = fields.String(required=True, allow_none=True)
    entity = fields.String(required=True, allow_none=True)
    evidence = fields.List(fields.Nested(EvidenceSchema), required=True)


class BylineSchema(Schema):
    """An author as printed, and who that is where the policy allows a link."""

    name = fields.String(required=True)
    entity = fields.String(required=True, allow_none=True)


class PageSchema(Schema):
    """The page that was read."""

    url = fields.String(required=True, allow_none=True)
    canonical = fields.String(required=True, allow_none=True)
    title = fields.String(required=True, allow_none=True)
    published = fields.String(required=True, allow_none=True, metadata={"description": "ISO date: facts are shown as of it."})
    language = fields.String(required=True, allow_none=True)
    byline = fields.List(fields.Nested(BylineSchema), required=True)
    content_hash = fields.String(required=True)
    origin = fields.String(required=True, validate=validate.OneOf(["fetched", "submitted"]))
    origin_outlet = fields.Nested(OutletSchema, required=True, allow_none=True)
    modified = fields.String(required=True, allow_none=True)
    paywalled = fields.Boolean(required=True)
    language_read = fields.Boolean(required=True, metadata={"description": "Whether attributions are looked for in the page's language."})
    text = fields.String(metadata={"description": "The text offsets point into; with include=text."})


class CitationSchema(Schema):
    """The document that supports a statement."""

    url = fields.Url(required=True, schemes={"http", "https"})
    title = fields.String(required=True)
    publisher = fields.String(required=True)
    accessed = fields.String(required=True, allow_none=True)
    published = fields.String(allow_none=True)
    kind = fields.String()
    archive_url = fields.String(allow_none=True)
    asserted_by = fields.String(allow_none=True)
    licence = fields.String(allow_none=True)


class ObjectSchema(Schema):
    """What a statement says of its subject: an entity, or words alone (id null). `reason` tells why what is unknown is not known."""

    id = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)
    reason = fields.String()


class StatementSchema(Schema):
    """One sourced fact."""

    id = fields.String(required=True)
    predicate = fields.String(required=True)
    object = fields.Nested(ObjectSchema, required=True)
    role = fields.String(required=True, allow_none=True)
    valid_from = fields.String(required=True, allow_none=True)
    valid_to = fields.String(required=True, allow_none=True)
    status = fields.String(required=True, validate=validate.OneOf(["published", "disputed"]))
    current_as_of = fields.Boolean(
        required=True, allow_none=True, metadata={"description": "Whether it held on the page's date; null where dates do not tell."}
    )
    citations = fields.List(fields.Nested(CitationSchema), required=True, validate=validate.Length(min=1))
    rank = fields.String()
    layer = fields.String()
    note = fields.String(allow_none=True)
    qualifiers = fields.Dict()
    contradicts = fields.List(fields.String())


class EntitySchema(Schema):
    """An entity named on the page, or on an ownership chain, with its statements."""

    id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["outlet", "organization", "person"]))
    category = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    country = fields.String(required=True, allow_none=True)
    identifiers = fields.Dict(keys=fields.String(), values=fields.String())
    statements = fields.List(fields.Nested(StatementSchema), required=True)


class SourceSchema(SpanSchema):
    """Who is quoted: the words as printed, the full name they stand for, the entity where linked."""

    type = fields.String(required=True, validate=validate.OneOf(SOURCE_TYPES))
    name = fields.String(required=True, allow_none=True)
    entity = fields.String(required=True, allow_none=True)


class ContentSchema(SpanSchema):
    """What was said."""

    directness = fields.String(required=True, validate=validate.OneOf(["direct", "indirect", "mixed"]))


class NamedSpanSchema(SpanSchema):
    """Words that name an entity, linked or not."""

    entity = fields.String(required=True, allow_none=True)


class AttributionSchema(Schema):
    """Who said what, and how the article describes them."""

    id = fields.String(required=True)
    source = fields.Nested(SourceSchema, required=True)
    cue = fields.Nested(SpanSchema, required=True, allow_none=True)
    content = fields.Nested(ContentSchema, required=True)
    described_as = fields.String(required=True, allow_none=True)
    described_organizations = fields.List(fields.Nested(NamedSpanSchema), required=True)
    channel = fields.Nested(NamedSpanSchema, required=True, allow_none=True)
    continues = fields.String(allow_none=True, metadata={"description": "Id of the attribution whose utterance this goes on with."})


class RelationSchema(Schema):
    """A tie between two entities of the page, with the statements of its steps and of those who dispute it."""

    kind = fields.String(required=True)
    between = fields.List(fields.String(), required=True, validate=validate.Length(equal=2))
    via = fields.String(required=True, allow_none=True)
    statements = fields.List(fields.String(), required=True)
    disputed_by = fields.List(fields.String())


class ProfileSchema(Schema):
    """How many attributions come from which kind of source, and through which kind of channel."""

    attributions = fields.Integer(required=True)
    by_source = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    by_channel = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class UnlinkedSchema(SpanSchema):
    """A name that is not linked, and why. `name` is the full name the words stand for, `candidates` how many records bear it."""

    name = fields.String()
    role = fields.String()
    candidates = fields.Integer()

    reason = fields.String(required=True, validate=validate.OneOf(NIL_REASONS))


class SelectorSchema(Schema):
    """A W3C TextQuoteSelector or TextPositionSelector."""

    type = fields.String(required=True, validate=validate.OneOf(["TextQuoteSelector", "TextPositionSelector"]))
    exact = fields.String()
    prefix = fields.String()
    suffix = fields.String()
    start = fields.Integer()
    end = fields.Integer()


class TargetSchema(Schema):
    """Where on the page an annotation points."""

    source = fields.String(required=True)
    selector = fields.List(fields.Nested(SelectorSchema), required=True)


class ItemSchema(Schema):
    """A W3C Web Annotation."""

    id = fields.String(required=True)
    type = fields.String(required=True, validate=validate.Equal("Annotation"))
    motivation = fields.String(required=True)
    body = fields.List(fields.Dict(), required=True)
    target = fields.Nested(TargetSchema, required=True)


class AnnotationPageSchema(Schema):
    """The answer: a W3C AnnotationPage with what was found and what the edition knows of it."""

    context = fields.List(fields.String(), required=True, data_key="@context")
    id = fields.String(required=True)
    type = fields.String(required=True, validate=validate.Equal("AnnotationPage"))
    page = fields.Nested(PageSchema, required=True)
    outlet = fields.Nested(OutletSchema, required=True)
    entities = fields.Dict(keys=fields.String(), values=fields.Nested(EntitySchema), required=True)
    attributions = fields.List(fields.Nested(AttributionSchema), required=True)
    relations = fields.List(fields.Nested(RelationSchema), required=True)
    profile = fields.Nested(ProfileSchema, required=True)
    items = fields.List(fields.Nested(ItemSchema), required=True)
    unlinked = fields.List(fields.Nested(UnlinkedSchema), required=True)
    as_of = fields.String(required=True, allow_none=True, metadata={"description": "The day as of which statements are shown: the page's date."})
    edition = fields.String(required=True)
