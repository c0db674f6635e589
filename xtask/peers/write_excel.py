"""Writes the peers' store as Excel with XlsxWriter, in constant memory: write_excel.py STORE FILE

The content of Traza's sheet Detalle: dates as dates, scores as numbers, all else as text, cut at Excel's limit.
"""

import os
import sqlite3
import sys
import time
from datetime import datetime

import xlsxwriter

from common import FIELDS, peak_memory, say

DATES = {FIELDS.index("date_creation"), FIELDS.index("close_date")}
SCORE = FIELDS.index("evaluation_survey")
LONGEST = 32_767

start = time.perf_counter()
rows = sqlite3.connect(sys.argv[1]).execute("SELECT * FROM records ORDER BY id")
workbook = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True})
workbook.use_zip64()
sheet = workbook.add_worksheet("Detalle")
bold = workbook.add_format({"bold": True})
date = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"})
sheet.freeze_panes(1, 0)
for column, name in enumerate(FIELDS):
    sheet.write_string(0, column, name, bold)
number = 0
for number, row in enumerate(rows, start=1):
    for column, value in enumerate(row[1:]):
        if not value:
            continue
        if column in DATES:
            try:
                sheet.write_datetime(number, column, datetime.fromisoformat(value), date)
                continue
            except ValueError:
                pass
        if column == SCORE:
            try:
                sheet.write_number(number, column, float(value))
                continue
            except ValueError:
                pass
        sheet.write_string(number, column, value[:LONGEST])
sheet.autofilter(0, 0, number, len(FIELDS) - 1)
workbook.close()
say(
    rows=number,
    seconds=time.perf_counter() - start,
    peak_memory=peak_memory(),
    file_bytes=os.path.getsize(sys.argv[2]),
)
