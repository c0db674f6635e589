"""Prints a workbook (openpyxl) or a CSV (the csv module) as JSON, for the tests of the export."""

import csv
import datetime
import json
import sys


def cell(value):
    from openpyxl.utils.escape import unescape

    if value.data_type == "d" or isinstance(value.value, datetime.datetime):
        shown = value.value.strftime("%Y-%m-%d %H:%M:%S")
    elif isinstance(value.value, str):
        shown = value.value
    else:
        shown = value.value
    return {
        "value": shown,
        # openpyxl leaves _xHHHH_ as it stands and offers this function for it.
        "text": unescape(shown) if isinstance(shown, str) else None,
        "type": value.data_type,
        "format": value.number_format,
        "link": value.hyperlink is not None,
    }


def workbook(path):
    import openpyxl

    book = openpyxl.load_workbook(path)
    return [
        {
            "name": sheet.title,
            "frozen": sheet.freeze_panes,
            "filter": sheet.auto_filter.ref,
            "widths": {key: dimension.width for key, dimension in sheet.column_dimensions.items()},
            "rows": [[cell(value) for value in row] for row in sheet.iter_rows()],
        }
        for sheet in book.worksheets
    ]


def table(path, separator):
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=separator, strict=True))


if __name__ == "__main__":
    read = workbook(sys.argv[2]) if sys.argv[1] == "workbook" else table(sys.argv[2], sys.argv[3])
    json.dump(read, sys.stdout)
