"""Filters and counts with Polars: filter_polars.py COLUMNS QUERY REPEATS

COLUMNS is a CSV file with `created` in seconds and the six dimensions; QUERY is JSON: `from`, `to`, and `values`, the
chosen ones by dimension. Every dimension is counted without regard to its own choice. Two ways of saying it are
tried, and the faster one counts.
"""

import json
import statistics
import sys
import time

import polars as pl

from common import DIMENSIONS as dimensions, say

query = json.loads(sys.argv[2])
choices = query["values"]
types = {"created": pl.UInt32} | {name: pl.String for name in dimensions}
frame = pl.read_csv(sys.argv[1], schema_overrides=types)
frame = frame.with_columns(pl.col(name).fill_null("").cast(pl.Categorical) for name in dimensions)
frame = frame.rechunk()

DATE = pl.col("created").is_between(query["from"], query["to"])


def without(own):
    """All conditions but that on one dimension."""
    condition = DATE
    for name, values in choices.items():
        if name != own:
            condition = condition & pl.col(name).is_in(values)
    return condition


def lazily():
    """One lazy query a dimension, collected together."""
    plans = [frame.lazy().filter(without(name)).group_by(name).len() for name in dimensions]
    plans.append(frame.lazy().filter(without(None)).select(pl.len()))
    *counts, total = pl.collect_all(plans)
    return counts, total.item()


def by_masks():
    """Each condition once as a mask; the dimensions without a choice share one filtered frame."""
    date = frame.select(DATE).to_series()
    masks = {name: frame.select(pl.col(name).is_in(values)).to_series() for name, values in choices.items()}
    everything = date
    for mask in masks.values():
        everything = everything & mask
    passing = frame.filter(everything)
    counts = []
    for own in dimensions:
        if own in masks:
            mask = date
            for name, other in masks.items():
                if name != own:
                    mask = mask & other
            counts.append(frame.select(own).filter(mask).group_by(own).len())
        else:
            counts.append(passing.group_by(own).len())
    return counts, passing.height


def timed(way):
    """Median milliseconds of a way, its counts and its total."""
    way()
    taken = []
    for _ in range(int(sys.argv[3])):
        start = time.perf_counter()
        counts, total = way()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), counts, total


ways = {way.__name__: timed(way) for way in (lazily, by_masks)}
best = min(ways, key=lambda name: ways[name][0])
milliseconds, counts, total = ways[best]
say(
    milliseconds=milliseconds,
    way=best,
    total=total,
    counted=[part["len"].sum() for part in counts],
)
