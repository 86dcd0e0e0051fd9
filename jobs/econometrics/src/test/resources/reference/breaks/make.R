# Figures that BreakTest compares with. Run: Rscript make.R > expected_r.csv (writes nile.csv too).
# nile.csv: flow of the Nile at Aswan 1871 to 1970, R's datasets. "us": inflation on its first lag and
# unemployment a quarter ago, quarters of ../unit_root/data.csv.
suppressMessages({library(strucchange); library(sandwich)})
write.csv(data.frame(year = 1871:1970, flow = as.numeric(Nile)), "nile.csv", row.names = FALSE, quote = FALSE)
nile <- read.csv("nile.csv")
us <- read.csv("../unit_root/data.csv")
n <- nrow(us)
us <- data.frame(y = us$inflation[-1], x = us$inflation[-n], u = us$unemployment[-n])
models <- list(nile = list(flow ~ 1, nile), us = list(y ~ x + u, us))
cat("model,what,item,value,p\n")
show <- function(...) cat(paste(sapply(list(...), function(v) if (is.numeric(v)) format(v, digits = 16) else v), collapse = ","), "\n", sep = "")
hc1 <- function(m, ...) vcovHC(m, type = "HC1")
hc0 <- function(m, ...) vcovHC(m, type = "HC0")
for (m in names(models)) {
  f <- models[[m]][[1]]; d <- models[[m]][[2]]; n <- nrow(d); k <- length(coef(lm(f, d)))
  for (trim in c(0.15, 0.10)) for (e in c("iid", "hc1")) {
    s <- Fstats(f, from = trim, data = d, vcov. = if (e == "hc1") hc1 else NULL)
    for (type in c("supF", "expF", "aveF")) {
      t <- sctest(s, type = type, asymptotic = TRUE)
      show(m, paste(type, e, trim), s$breakpoint, t$statistic, t$p.value)
    }
  }
  at <- floor(0.4 * n)
  t <- sctest(f, type = "Chow", point = at, data = d)
  show(m, "chow iid", at, t$statistic, t$p.value)
  s <- Fstats(f, from = at / n + 1e-9, to = at / n + 1e-9, data = d, vcov. = hc1)
  show(m, "chow hc1", at, s$Fstats, pchisq(s$Fstats, k, lower.tail = FALSE))
  few <- 1
  a <- sum(residuals(lm(f, d))^2); b <- sum(residuals(lm(f, d[1:(n - few), , drop = FALSE]))^2)
  F <- (a - b) / few / (b / (n - few - k))
  show(m, "chow predictive", n - few, F, pf(F, few, n - few - k, lower.tail = FALSE))
  b <- breakpoints(f, h = 0.15, breaks = 5, data = d)
  for (i in 0:5) {
    show(m, "rss", i, summary(b)$RSS["RSS", i + 1], summary(b)$RSS["BIC", i + 1])
    if (i > 0) show(m, "dates", i, paste(breakpoints(b, breaks = i)$breakpoints, collapse = " "), NA)
  }
  for (i in 1:2) for (e in c("iid", "hc0")) {
    ci <- suppressWarnings(if (e == "iid") confint(b, breaks = i) else confint(b, breaks = i, vcov. = hc0))$confint
    show(m, paste("interval", e), i, paste(t(ci), collapse = " "), NA)
  }
}
# One of three coefficients breaks: the intercept.
u <- models$us[[2]]; at <- 80
u$after <- as.numeric(seq_len(nrow(u)) > at)
a <- anova(lm(y ~ x + u, u), lm(y ~ x + u + after, u))
show("us", "chow intercept", at, a$F[2], a$`Pr(>F)`[2])
# Recursive residuals and their tests.
for (m in names(models)) {
  f <- models[[m]][[1]]; d <- models[[m]][[2]]
  t <- sctest(efp(f, type = "Rec-CUSUM", data = d))
  show(m, "cusum", 0, t$statistic, t$p.value)
  t <- sctest(efp(f, type = "OLS-CUSUM", data = d))
  show(m, "ols-cusum", 0, t$statistic, t$p.value)
  r <- recresid(f, data = d)
  show(m, "recresid", 1, r[1], NA)
  show(m, "recresid", length(r), r[length(r)], NA)
}
# Hansen's p-values themselves: statistic, breaking coefficients and trimming.
for (type in c("supF", "expF", "aveF")) for (k in c(1, 2, 3, 10)) for (trim in c(0.05, 0.15, 0.24, 0.495)) for (x in c(1, 4))
  show("hansen", type, k, trim, strucchange:::pvalue.Fstats(x * if (type == "expF") 1 else 4, type = type, k = k, lambda = trim))
