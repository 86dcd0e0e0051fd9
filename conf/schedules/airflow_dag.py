"""Airflow: the nightly run as spark-submit to a cluster, with the lake on S3.

Put the cluster jar (jobs/pipeline/target/jevons-pipeline-*-cluster.jar), conf/ and data/ where the
worker finds them. The run is idempotent and holds a lock, so a retry is always safe.
"""

import pendulum
from airflow.decorators import dag
from airflow.operators.bash import BashOperator

HOME = "/opt/jevons"
LAKE = "s3a://research/jevons"

# 4: one landing file or provider failed and the rest was done; the report says which.
COMMAND = f"""
spark-submit --master spark://spark:7077 --deploy-mode client \\
  --properties-file {HOME}/conf/spark-defaults.conf \\
  --packages org.apache.hadoop:hadoop-aws:3.5.0 \\
  --class jevons.pipeline.cli.Main {HOME}/jevons-pipeline-cluster.jar \\
  nightly --config {HOME}/conf/jevons.conf --lake {LAKE} --landing {HOME}/data
code=$?
[ $code -eq 4 ] && exit 0
exit $code
"""


@dag(
    schedule="15 3 * * 2-6",
    start_date=pendulum.datetime(2026, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    tags=["jevons"],
)
def jevons():
    BashOperator(
        task_id="nightly",
        bash_command=COMMAND,
        retries=2,
        retry_delay=pendulum.duration(minutes=10),
    )


jevons()
