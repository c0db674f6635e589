"""One answer, from the socket into a searchable SQLite file: ingest.py ADDRESS FILE

json, sqlite3 and FTS5 as one would write them: the whole body, one transaction, an index by date, the search index
over the same texts as Traza's, without a second copy of them.
"""

import json
import os
import sqlite3
import sys
import time
import urllib.request

from common import FIELDS, say, text

SEARCHED = ["subject", "body", "answer", "comments", "from", "to", "case_id"]

address, file = sys.argv[1], sys.argv[2]
start = time.perf_counter()
with urllib.request.urlopen(address) as response:
    records = json.loads(response.read())["data"]
columns = ", ".join(f'"{name}"' for name in FIELDS)
searched = ", ".join(f'"{name}"' for name in SEARCHED)
database = sqlite3.connect(file)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = NORMAL")
database.execute(f"CREATE TABLE records (id INTEGER PRIMARY KEY, {columns})")
database.execute("CREATE INDEX by_date ON records (date_creation)")
database.execute("CREATE INDEX by_case ON records (case_id)")
database.execute(
    f"CREATE VIRTUAL TABLE search USING fts5({searched}, content='records', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 2')"
)
marks = ", ".join("?" * len(FIELDS))
database.executemany(
    f"INSERT INTO records ({columns}) VALUES ({marks})",
    ([text(record.get(name)) for name in FIELDS] for record in records),
)
database.execute("INSERT INTO search (search) VALUES ('rebuild')")
database.commit()
database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
database.close()
say(records=len(records), seconds=time.perf_counter() - start, file_bytes=os.path.getsize(file))
