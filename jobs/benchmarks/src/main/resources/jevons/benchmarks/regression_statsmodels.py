"""statsmodels: OLS with iid and clustered errors, reading included. Prints seconds, processor s, peak MB."""
import resource, statistics, sys, time
import pandas as pd
import statsmodels.api as sm

repeats, folders = int(sys.argv[1]), sys.argv[2:]
names = [f"x{j}" for j in range(1, 11)]
seconds, used = [], []
for _ in range(repeats):
    start, before = time.perf_counter(), time.process_time()
    rows = pd.concat([pd.read_parquet(f) for f in folders], ignore_index=True)
    fit = sm.OLS(rows["y"], sm.add_constant(rows[names])).fit()
    fit.bse
    fit.get_robustcov_results(cov_type="cluster", groups=rows["firm"]).bse
    seconds.append(time.perf_counter() - start)
    used.append(time.process_time() - before)
    del rows, fit
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{statistics.median(seconds):.2f} {statistics.median(used):.2f} {peak}")
