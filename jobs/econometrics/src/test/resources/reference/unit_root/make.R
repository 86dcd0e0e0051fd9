# Figures that UnitRootTest compares with. Run: Rscript make.R > expected_r.csv
suppressMessages({library(urca); library(tseries)})
d <- read.csv("data.csv")
cat("tool,test,series,deterministic,rule,statistic,lags\n")
show <- function(...) cat(paste(sapply(list(...), function(v) if (is.numeric(v)) format(v, digits = 16) else v), collapse = ","), "\n", sep = "")
types <- c(none = "none", drift = "constant", trend = "trend")
for (s in c("gdp", "unemployment", "inflation")) {
  y <- d[[s]]
  for (t in names(types)) {
    a <- ur.df(y, type = t, lags = 4)
    show("urca", "adf", s, types[[t]], "4", a@teststat[1], 4)
    for (rule in c("AIC", "BIC")) {
      a <- ur.df(y, type = t, lags = 8, selectlags = rule)
      show("urca", "adf", s, types[[t]], paste0(tolower(rule), "(8)"), a@teststat[1], nrow(a@testreg$coefficients) - match(t, names(types)))
    }
  }
  for (t in c("mu", "tau")) for (l in c("short", "long")) {
    a <- ur.kpss(y, type = t, lags = l)
    show("urca", "kpss", s, if (t == "mu") "constant" else "trend", l, a@teststat, a@lag)
    a <- suppressWarnings(ur.pp(y, type = "Z-tau", model = if (t == "mu") "constant" else "trend", lags = l))
    show("urca", "pp-tau", s, if (t == "mu") "constant" else "trend", l, a@teststat, a@lag)
    a <- suppressWarnings(ur.pp(y, type = "Z-alpha", model = if (t == "mu") "constant" else "trend", lags = l))
    show("urca", "pp-alpha", s, if (t == "mu") "constant" else "trend", l, a@teststat, a@lag)
  }
  a <- suppressWarnings(pp.test(y, type = "Z(alpha)", lshort = TRUE))
  show("tseries", "pp-alpha", s, "trend", "short", a$statistic, a$parameter)
  a <- suppressWarnings(kpss.test(y, null = "Level", lshort = TRUE))
  show("tseries", "kpss", s, "constant", "short", a$statistic, a$parameter)
}
