"""Writes the peers' store as CSV with Python's csv: write_csv.py STORE FILE"""

import csv
import os
import sqlite3
import sys
import time

from common import FIELDS, peak_memory, say

start = time.perf_counter()
rows = sqlite3.connect(sys.argv[1]).execute("SELECT * FROM records ORDER BY id")
with open(sys.argv[2], "w", encoding="utf-8-sig", newline="") as file:
    out = csv.writer(file, delimiter=";")
    out.writerow(FIELDS)
    count = 0
    for row in rows:
        out.writerow(row[1:])
        count += 1
say(
    rows=count,
    seconds=time.perf_counter() - start,
    peak_memory=peak_memory(),
    file_bytes=os.path.getsize(sys.argv[2]),
)
