"""Athena's tables over the files of a trail, on the engine that the emulator has for it (DuckDB).

What of Athena is here: the rows of a table with CloudTrail's input format and Hive's JSON SerDe (a row for each record, names in any
case, a column of text that holds an object as JSON), partition projection of the kinds `injected` and `date`, and its SQL, which sqlglot
puts into that of DuckDB. Source: Athena user guide, "Create the table for CloudTrail logs in Athena using partition projection" and
"Supported types for partition projection"; the words of failures from public reports.
"""

import asyncio
import datetime
import gzip
import json
import os
import re

import athenaRules
import sqlglot
from ministack.services import athena, glue
from sqlglot import expressions

INPUT_FORMAT = "com.amazon.emr.cloudtrail.CloudTrailInputFormat"
RELATION, EMPTY, RUN = athena._table_relation, athena._empty_relation, athena._run_duckdb


def is_of_trail(table):
    return (table.get("StorageDescriptor") or {}).get("InputFormat") == INPUT_FORMAT


def hive_type(text):
    """A type of Hive as a word, ("array", type) or ("struct", {name: type})."""
    text = text.strip()
    if text.startswith("array<"):
        return ("array", hive_type(text[6:-1]))
    if not text.startswith("struct<"):
        return text
    parts, depth, part = [], 0, ""
    for letter in text[7:-1]:
        depth += {"<": 1, ">": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append(part)
            part = ""
        else:
            part += letter
    return ("struct", {name.strip(): hive_type(kind) for name, _, kind in (one.partition(":") for one in [*parts, part])})


def duckdb_type(kind):
    if isinstance(kind, str):
        return "VARCHAR"
    if kind[0] == "array":
        return f"{duckdb_type(kind[1])}[]"
    return "STRUCT(" + ", ".join(f'"{name}" {duckdb_type(one)}' for name, one in kind[1].items()) + ")"


def value_of(kind, value):
    """What a column has of a value: as Hive's JSON SerDe."""
    if value is None:
        return None
    if isinstance(kind, str):
        return value if isinstance(value, str) else json.dumps(value)
    if kind[0] == "array":
        return [value_of(kind[1], one) for one in value]
    found = {name.lower(): one for name, one in value.items()}
    return {name: value_of(one, found.get(name)) for name, one in kind[1].items()}


def day_of(text, now):
    """A bound of a range of days: `2022/01/01`, `NOW` or `NOW-30DAYS`."""
    if not text.startswith("NOW"):
        return text
    days = int((re.search(r"-(\d+)DAYS$", text) or [0, 0])[1])
    return (now - datetime.timedelta(days=days)).strftime("%Y/%m/%d")


def partitions_of(table, files):
    """The files that lie where the projection says, each with what its path says."""
    parameters, location = table.get("Parameters") or {}, table["StorageDescriptor"]["Location"].rstrip("/")
    template = parameters["storage.location.template"].removeprefix(location).strip("/")
    pattern = re.escape(template).replace(r"\$\{", "${").replace(r"\}", "}")
    for key in table.get("PartitionKeys") or []:
        width = r"\d{4}/\d\d/\d\d" if parameters[f"projection.{key['Name']}.type"] == "date" else "[^/]+"
        pattern = pattern.replace(f"${{{key['Name']}}}", f"(?P<{key['Name']}>{width})")
    now = datetime.datetime.now(datetime.timezone.utc)
    first, last = (day_of(bound, now) for bound in parameters["projection.day.range"].split(","))
    for file in files:
        found = re.search(f"/{pattern}/[^/]+$", file)
        if found and first <= found["day"] <= last:
            yield file, found.groupdict()


def relation(table, files):
    if not is_of_trail(table):
        athenaRules.ask_to_read(table, files)
        return RELATION(table, files)
    columns = {column["Name"]: hive_type(column["Type"]) for column in table["StorageDescriptor"]["Columns"]}
    keys = [key["Name"] for key in table["PartitionKeys"]]
    types = {**columns, **dict.fromkeys(keys, "string")}
    lines, read = [], list(partitions_of(table, files))
    athenaRules.ask_to_read(table, [file for file, _partition in read])
    for file, partition in read:
        try:
            with gzip.open(file) as opened:
                records = json.load(opened)["Records"]
        except (OSError, EOFError, ValueError, KeyError) as error:
            raise ValueError(f"HIVE_CURSOR_ERROR: Failed to read file: {os.path.basename(file)}: {error}") from error
        for record in records:
            found = {name.lower(): one for name, one in record.items()}
            row = {name: value_of(kind, found.get(name)) for name, kind in columns.items()}
            lines.append(json.dumps({**row, **partition}))
    if not lines:
        return empty(table)
    # Among the files, which the emulator removes after the query.
    rows = os.path.join(os.path.dirname(files[0]), "rows.ndjson")
    with open(rows, "w", encoding="utf-8") as written:
        written.write("\n".join(lines))
    described = ", ".join(f"'{name}': '{duckdb_type(kind)}'" for name, kind in types.items())
    return f"read_json('{rows}', format = 'newline_delimited', columns = {{{described}}})"


def empty(table):
    if not is_of_trail(table):
        return EMPTY(table)
    columns = [*table["StorageDescriptor"]["Columns"], *table["PartitionKeys"]]
    nulls = (f'CAST(NULL AS {duckdb_type(hive_type(column["Type"]))}) AS "{column["Name"]}"' for column in columns)
    return f"(SELECT {', '.join(nulls)} WHERE FALSE)"


def tables_in(parsed, database):
    """The tables of the catalog that a query names, each once, with their database; not those that it makes itself."""
    names = {(found.db or database, found.name) for found in parsed.find_all(expressions.Table)}
    own = {found.alias for found in parsed.find_all(expressions.CTE)}
    for place, name in sorted(names):
        if (table := glue._tables.get(f"{place}/{name}")) and not (place == database and name in own):
            yield place, table


def require_injected(parsed, table):
    """A query names one value of each injected column."""
    named = {one.this.name for one in parsed.find_all(expressions.EQ) if isinstance(one.expression, expressions.Literal)}
    for key in table["PartitionKeys"]:
        kind = (table.get("Parameters") or {}).get(f"projection.{key['Name']}.type")
        if kind == "injected" and key["Name"] not in named:
            raise ValueError(
                f"CONSTRAINT_VIOLATION: For the injected projected partition column {key['Name']}, the WHERE clause must "
                "contain only static equality conditions, and at least one such condition must be present."
            )


async def run(query, database, catalog=None):
    # On a busy machine it takes a while, in which others are to be answered.
    parsed = await asyncio.to_thread(sqlglot.parse_one, query, read="athena")
    named = list(tables_in(parsed, database))
    athenaRules.ask_about_tables(named)
    found = [table for _database, table in named if is_of_trail(table)]
    if not found:
        return await RUN(query, database, catalog)
    for table in found:
        require_injected(parsed, table)
    return await RUN(parsed.sql(dialect="duckdb"), database, catalog)


def install():
    athena._table_relation = relation
    athena._empty_relation = empty
    athena._run_duckdb = run
