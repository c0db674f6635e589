"""Prints the data rows of a workbook's Detalle (Detail) or of a CSV as JSON texts, for the tests of the whole way."""

import csv
import datetime
import json
import sys

import openpyxl
from openpyxl.utils.escape import unescape


def text(value):
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return unescape(value) if isinstance(value, str) else str(value)


path = sys.argv[1]
if path.endswith(".xlsx"):
    workbook = openpyxl.load_workbook(path, read_only=True)
    sheet = workbook["Detalle" if "Detalle" in workbook.sheetnames else "Detail"]
    rows = [[text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
else:
    with open(path, encoding="utf-8-sig", newline="") as file:
        # The header names no field with a comma or semicolon: the first sign of either kind is the region's separator.
        delimiter = ";" if ";" in file.readline() else ","
        file.seek(0)
        rows = list(csv.reader(file, delimiter=delimiter))
json.dump(rows, sys.stdout)
