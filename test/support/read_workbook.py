"""Prints a workbook as JSON, as openpyxl, which shares no code with us, understands it."""
import datetime
import json
import sys

import openpyxl
from openpyxl.utils.escape import unescape


def value_of(cell):
    value = cell.value
    if isinstance(value, datetime.datetime):
        return {"type": "time", "value": value.isoformat() + "Z", "format": cell.number_format}
    if isinstance(value, str):
        # openpyxl leaves Excel's escapes of control characters to its caller.
        value = unescape(value)
    return {"type": cell.data_type, "value": value, "format": cell.number_format}


book = openpyxl.load_workbook(sys.argv[1])
sheets = [
    {
        "name": sheet.title,
        "frozen": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "bold": [cell.font.b for cell in sheet[1]],
        "widths": [column.width for column in sheet.column_dimensions.values()],
        "rows": [[value_of(cell) for cell in row] for row in sheet.iter_rows()],
    }
    for sheet in book.worksheets
]
created = book.properties.created.isoformat() + "Z"
json.dump({"title": book.properties.title, "created": created, "sheets": sheets}, sys.stdout)
