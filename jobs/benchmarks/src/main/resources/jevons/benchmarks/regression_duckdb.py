"""DuckDB: sums of products of all pairs of columns, two threads. Prints seconds, processor s, peak MB."""
import resource, statistics, sys, time
import duckdb

repeats, folders = int(sys.argv[1]), sys.argv[2:]
names = [f"x{j}" for j in range(1, 11)] + ["y"]
products = [f"sum({a} * {b})" for i, a in enumerate(names) for b in names[i:]]
files = ", ".join(f"'{f}/*.parquet'" for f in folders)
query = f"SELECT count(*), {', '.join(f'sum({a})' for a in names)}, {', '.join(products)} FROM read_parquet([{files}])"
connection = duckdb.connect(config={"threads": 2})
seconds, used = [], []
for _ in range(repeats + 1):
    start, before = time.perf_counter(), time.process_time()
    connection.execute(query).fetchall()
    seconds.append(time.perf_counter() - start)
    used.append(time.process_time() - before)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{statistics.median(seconds[1:]):.2f} {statistics.median(used[1:]):.2f} {peak}")
