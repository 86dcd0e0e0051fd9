"""pyfixest: OLS with clustered errors, reading included. Prints seconds, processor s, peak MB."""
import resource, statistics, sys, time
import pandas as pd
import pyfixest as pf

repeats, folders = int(sys.argv[1]), sys.argv[2:]
formula = "y ~ " + " + ".join(f"x{j}" for j in range(1, 11))
seconds, used = [], []
for _ in range(repeats):
    start, before = time.perf_counter(), time.process_time()
    rows = pd.concat([pd.read_parquet(f) for f in folders], ignore_index=True)
    fit = pf.feols(formula, data=rows, vcov={"CRV1": "firm"}, copy_data=False, store_data=False)
    fit.se()
    seconds.append(time.perf_counter() - start)
    used.append(time.process_time() - before)
    del rows, fit
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{statistics.median(seconds):.2f} {statistics.median(used):.2f} {peak}")
