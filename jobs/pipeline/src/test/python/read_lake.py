"""Opens tables of a lake with delta-rs and Polars: both must see the rows that the published set states."""

import glob
import json
import sys

import polars
from deltalake import DeltaTable

lake = sys.argv[1]
newest = sorted(glob.glob(lake + "/_published/*.json"))[-1]
with open(newest) as file:
    published = json.load(file)

for entry in published["entries"]:
    path = f"{lake}/{entry['table'].replace('.', '/')}"
    table = DeltaTable(path, version=entry["version"])
    protocol = table.protocol()
    assert protocol.min_reader_version == 1, (entry["table"], protocol)
    assert protocol.min_writer_version <= 2, (entry["table"], protocol)
    rows = table.to_pyarrow_table().num_rows
    frame = polars.read_delta(path, version=entry["version"])
    assert frame.height == entry["rows"], (entry["table"], frame.height, entry["rows"])
    assert rows == entry["rows"], (entry["table"], rows, entry["rows"])
    for field in table.schema().fields:
        assert field.metadata.get("comment"), (entry["table"], field.name, "has no comment")

print(f"{len(published['entries'])} tables read by delta-rs and Polars")
