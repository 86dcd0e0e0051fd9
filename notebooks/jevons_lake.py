"""Opens a lake of Jevons in PySpark: the tables of its newest published set, as of any day that it holds.

A run writes many tables, and publishes them together when all have passed their checks. What is read here is what was
published, never half a run:

    lake = Lake(session(), "../lake")
    lake.table("gold.regression")                       # of the current day
    lake.table("gold.regression", as_of="2025-01-31")   # as that night would have seen it
    lake.history("gold.efficiency_index")               # all days
"""

import json
import os
import subprocess
from functools import reduce
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession

DELTA = "io.delta:delta-spark_4.2_2.13:4.4.0"


def session(name="jevons", **settings):
    """A local Spark session that reads Delta.

    JEVONS_DELTA_JARS, a list of jars with commas between them, takes the place of Maven where there is no network.
    """
    builder = (
        SparkSession.builder.appName(name)
        .master("local[2]")
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        # A union of bucketed tables gives wrong groups with the default, SPARK-59141.
        .config("spark.sql.unionOutputPartitioning", "false")
        .config("spark.databricks.delta.snapshotPartitions", "2")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
    )
    jars = os.environ.get("JEVONS_DELTA_JARS")
    builder = builder.config("spark.jars", jars) if jars else builder.config("spark.jars.packages", DELTA)
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


class Lake:
    """The newest published set of a lake, on a local path or on s3a://."""

    def __init__(self, spark, path):
        self.spark = spark
        self.path = str(path).rstrip("/")
        self.published = json.loads(self._newest())
        self.as_of = self.published["as_of"]

    def _newest(self):
        hadoop = self.spark.sparkContext._jvm.org.apache.hadoop.fs
        folder = hadoop.Path(self.path + "/_published")
        files = folder.getFileSystem(self.spark.sparkContext._jsc.hadoopConfiguration())
        if not files.exists(folder):
            raise FileNotFoundError(f"{self.path} holds no published set. Make one: ./jevons nightly --lake {self.path}")
        names = [status.getPath().getName() for status in files.listStatus(folder)]
        newest = max(name for name in names if name.endswith(".json"))
        return "\n".join(
            row.value for row in self.spark.read.text(f"{self.path}/_published/{newest}", wholetext=True).collect()
        )

    def tables(self):
        """Names of the published tables."""
        return sorted({entry["table"] for entry in self.published["entries"]})

    def days(self, name):
        """As-of days that a gold table holds; none of a table that is the same on all days."""
        return sorted(entry["as_of"] for entry in self._entries(name) if "as_of" in entry)

    def table(self, name, as_of=None) -> DataFrame:
        """A table; one of gold as of a day, the current one unless another is given."""
        entries = self._entries(name)
        if "as_of" not in entries[0]:
            return self._read(entries[0])
        day = as_of or self.as_of
        for entry in entries:
            if entry["as_of"] == day:
                return self._read(entry)
        raise KeyError(
            f"{name} has no rows as of {day}, only as of {', '.join(self.days(name))}."
            f" Make them: ./jevons nightly --as-of {day}"
        )

    def history(self, name) -> DataFrame:
        """A gold table as of all days that the set holds."""
        return reduce(DataFrame.unionByName, [self._read(entry) for entry in self._entries(name)])

    def trace(self, name, column=None, **key):
        """Where a figure came from, as a tree: the answer of `jevons trace --format json`."""
        launcher = Path(__file__).resolve().parent.parent / "jevons"
        words = [f"{field}={value}" for field, value in key.items()] + ([column] if column else [])
        command = [str(launcher), "trace", name, *words, "--lake", self.path, "--format", "json", "--quiet"]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode != 0:
            raise ValueError(answer.stderr.strip())
        return json.loads(answer.stdout)

    def _entries(self, name):
        entries = [entry for entry in self.published["entries"] if entry["table"] == name]
        if not entries:
            raise KeyError(f"{name} is not published. There are: {', '.join(self.tables())}")
        return entries

    def _read(self, entry):
        rows = (
            self.spark.read.format("delta")
            .option("versionAsOf", entry["version"])
            .load(f"{self.path}/{entry['table'].replace('.', '/')}")
        )
        # A set may point at the rows of an earlier day that nothing has changed since.
        return rows.where(entry["partition"]) if entry.get("partition") else rows
