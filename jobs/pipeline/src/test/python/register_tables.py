"""Runs the statements of `jevons tables --format ddl` in PySpark and counts the tables through its catalog.

Usage: register_tables.py STATEMENTS in-memory|hive FOLDER. Prints {"gold.claim": 24, ...} as the last line.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[5] / "notebooks"))

from jevons_lake import session  # noqa: E402

statements, catalog, folder = sys.argv[1:]
spark = session(
    "catalogs",
    **{
        "spark.sql.catalogImplementation": catalog,
        "spark.sql.warehouse.dir": f"{folder}/warehouse",
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={folder}/metastore;create=true",
        "spark.driver.extraJavaOptions": f"-Dderby.system.home={folder}",
    },
)
assert spark.conf.get("spark.sql.catalogImplementation") == catalog

commands = [command for command in Path(statements).read_text().split(";\n") if command]
again = commands if catalog == "in-memory" else []  # each may be run again, in either catalog
for command in commands + again:
    spark.sql(command)

counts = {}
databases = [row.namespace for row in spark.sql("SHOW DATABASES").collect() if row.namespace != "default"]
for database in databases:
    for row in spark.sql(f"SHOW TABLES IN {database}").collect():
        name = f"{database}.{row.tableName}"
        fields = spark.table(name).schema.fields
        assert all(field.metadata.get("comment") for field in fields), f"{name} has columns without a comment"
        counts[name] = spark.table(name).count()

for database in databases:
    spark.sql(f"DROP DATABASE {database} CASCADE")
print(json.dumps(counts))
