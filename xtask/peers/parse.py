"""Reads one answer from a file with Python's json: parse.py FILE"""

import json
import sys
import time

from common import peak_memory, say

base = peak_memory()
start = time.perf_counter()
with open(sys.argv[1], "rb") as file:
    records = json.loads(file.read())["data"]
say(records=len(records), seconds=time.perf_counter() - start, peak_above_base=peak_memory() - base)
