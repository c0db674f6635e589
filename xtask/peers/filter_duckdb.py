"""Filters and counts with DuckDB: filter_duckdb.py COLUMNS QUERY REPEATS

Takes what filter_polars.py takes. The values are enumerated types in a table in memory. Two ways of saying it are
tried, and the faster one counts.
"""

import json
import statistics
import sys
import time

import duckdb

from common import DIMENSIONS as dimensions, say

query = json.loads(sys.argv[2])
choices = query["values"]
database = duckdb.connect()
types = ", ".join(f"'{name}': 'VARCHAR'" for name in dimensions)
database.execute(
    "CREATE TABLE given AS SELECT * FROM read_csv(?, header = true, allow_quoted_nulls = false,"
    f" types = {{'created': 'UINTEGER', {types}}})",
    [sys.argv[1]],
)
for name in dimensions:
    database.execute(f"CREATE TYPE {name}_values AS ENUM (SELECT DISTINCT {name} FROM given ORDER BY 1)")
enumerated = ", ".join(f"{name}::{name}_values AS {name}" for name in dimensions)
database.execute(f"CREATE TABLE records AS SELECT created, {enumerated} FROM given")
database.execute("DROP TABLE given")


def quoted(value):
    """A text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


DATE = f"created BETWEEN {query['from']} AND {query['to']}"
CHOSEN = {name: f"{name} IN ({', '.join(map(quoted, values))})" for name, values in choices.items()}


def without(own):
    """All conditions but that on one dimension."""
    return " AND ".join([DATE] + [condition for name, condition in CHOSEN.items() if name != own])


SEPARATELY = " UNION ALL ".join(
    f"SELECT '{name}' AS dimension, {name}::VARCHAR AS value, count(*) AS n FROM records WHERE {without(name)} GROUP BY {name}"
    for name in dimensions
)
FREE = [name for name in dimensions if name not in CHOSEN]
TOGETHER = " UNION ALL ".join(
    [
        f"SELECT '{name}' AS dimension, {name}::VARCHAR AS value, count(*) AS n FROM records WHERE {without(name)} GROUP BY {name}"
        for name in CHOSEN
    ]
    + [
        "SELECT CASE "
        + " ".join(f"WHEN grouping({name}) = 0 THEN '{name}'" for name in FREE)
        + " END AS dimension, coalesce("
        + ", ".join(f"{name}::VARCHAR" for name in FREE)
        + f") AS value, count(*) AS n FROM records WHERE {without(None)} GROUP BY GROUPING SETS ("
        + ", ".join(f"({name})" for name in FREE)
        + ")"
    ]
)
WAYS = {"separately": SEPARATELY, "together": TOGETHER} if FREE else {"separately": SEPARATELY}


def timed(statement):
    """Median milliseconds of a statement, and its rows."""
    database.execute(statement).fetchall()
    taken = []
    for _ in range(int(sys.argv[3])):
        start = time.perf_counter()
        rows = database.execute(statement).fetchall()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), rows


ways = {name: timed(statement) for name, statement in WAYS.items()}
best = min(ways, key=lambda name: ways[name][0])
milliseconds, rows = ways[best]
counted = [sum(count for dimension, _, count in rows if dimension == name) for name in dimensions]
total = database.execute(f"SELECT count(*) FROM records WHERE {without(None)}").fetchone()[0]
say(milliseconds=milliseconds, way=best, total=total, counted=counted)
