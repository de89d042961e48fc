"""YAML as record files use it: no surprises in scalars, no key twice, and lines for messages. Used by `records_read` and `records_write`.

YAML 1.1 reads `NO` as false and `2023-05-02` as a date object; here only true/false, whole numbers, decimals and null are more than text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import yaml

_NULL, _BOOL, _INT, _FLOAT = (f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float"))
_SCALARS = (
    (_NULL, re.compile(r"(?:~|null|)\Z"), ["~", "n", ""]),
    (_BOOL, re.compile(r"(?:true|false)\Z"), ["t", "f"]),
    (_INT, re.compile(r"-?(?:0|[1-9][0-9]*)\Z"), list("-0123456789")),
    (_FLOAT, re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+\Z"), list("-0123456789")),
)


class RecordLoader(yaml.CSafeLoader):
    """The C parser with plain scalars; a key that stands twice in a mapping is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: ARG002 - the loader's signature
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str | int):
                raise yaml.constructor.ConstructorError(None, None, "a key must be a word", key_node.start_mark)
            if key in mapping:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands here a second time", key_node.start_mark)
            mapping[key] = self.construct_object(value_node, deep=True)
        return mapping


class RecordDumper(yaml.CSafeDumper):
    """The C emitter with the same plain scalars, so that what is written reads back as it was."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _construct_map(loader: RecordLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    return loader.construct_mapping(node)


RecordLoader.yaml_implicit_resolvers = {}
RecordDumper.yaml_implicit_resolvers = {}
RecordLoader.add_constructor("tag:yaml.org,2002:map", _construct_map)
for _tag, _form, _firsts in _SCALARS:
    RecordLoader.add_implicit_resolver(_tag, _form, _firsts)
    RecordDumper.add_implicit_resolver(_tag, _form, _firsts)


def parse_yaml(text: str) -> Any:
    """The value of a YAML document. Raises yaml.YAMLError with a mark."""
    return yaml.load(text, Loader=RecordLoader)  # noqa: S506 - a subclass of the safe loader


def format_yaml(value: Any) -> str:
    """A value as a YAML document: members in their order, text unescaped, lines of at most 150 characters where they can be folded."""
    return str(yaml.dump(value, Dumper=RecordDumper, sort_keys=False, allow_unicode=True, width=150))


def line_of(text: str, path: Iterable[str | int]) -> int | None:
    """The 1-based line at which the member reached by keys and indexes begins, or the nearest one above it that exists."""
    node = yaml.compose(text, Loader=RecordLoader)
    line: int | None = None
    for step in path:
        found = None
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = (node.value[step], node.value[step])
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line
