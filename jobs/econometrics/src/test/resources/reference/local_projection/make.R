# Figures that LocalProjectionTest compares with. Run: Rscript make.R > expected_r.csv
# Inflation after unemployment, quarters of ../unit_root/data.csv, by lm and sandwich: nw(h) without
# small-sample factor, and HC1.
suppressMessages(library(sandwich))
d <- read.csv("../unit_root/data.csv")
n <- nrow(d)
lead <- function(x, h) c(x[(1 + h):n], rep(NA, h))
lag <- function(x, l) c(rep(NA, l), x[1:(n - l)])
y <- d$inflation; s <- d$unemployment
cat("response,errors,horizon,estimate,standard_error,n\n")
for (p in c(0, 2)) for (h in 0:6) {
  sum <- Reduce(`+`, lapply(0:h, function(j) lead2 <- if (j == 0) y else lead(y, j)))
  left <- list(level = if (h == 0) y else lead(y, h), change = (if (h == 0) y else lead(y, h)) - lag(y, 1), sum = sum)
  for (r in names(left)) {
    x <- data.frame(left = left[[r]], s = s)
    for (l in seq_len(p)) { x[[paste0("y", l)]] <- lag(y, l); x[[paste0("s", l)]] <- lag(s, l) }
    m <- lm(left ~ ., na.omit(x))
    for (e in if (p == 0) "nw" else c("nw", "lag-augmented")) {
      v <- if (e == "nw") NeweyWest(m, lag = h, prewhite = FALSE, adjust = FALSE) else vcovHC(m, type = "HC1")
      cat(r, paste0(e, ":", p), h, format(coef(m)[["s"]], digits = 16), format(sqrt(v["s", "s"]), digits = 16), nobs(m), sep = ",")
      cat("\n")
    }
  }
}
