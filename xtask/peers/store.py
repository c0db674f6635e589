"""Makes the peers' own store from rows of JSON, for the exports to read from: store.py ROWS FILE"""

import json
import sqlite3
import sys

from common import FIELDS, say, text

columns = ", ".join(f'"{name}"' for name in FIELDS)
marks = ", ".join("?" * len(FIELDS))
database = sqlite3.connect(sys.argv[2])
database.execute("PRAGMA journal_mode = OFF")
database.execute("PRAGMA synchronous = OFF")
database.execute(f"CREATE TABLE records (id INTEGER PRIMARY KEY, {columns})")
with open(sys.argv[1], encoding="utf-8-sig") as rows:
    parsed = (json.loads(row) for row in rows)
    database.executemany(
        f"INSERT INTO records ({columns}) VALUES ({marks})", ([text(row.get(name)) for name in FIELDS] for row in parsed)
    )
database.commit()
say(records=database.execute("SELECT count(*) FROM records").fetchone()[0])
