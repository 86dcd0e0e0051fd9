# Figures that TwoStageTest compares with. Run: Rscript make.R
# Data: cigarette consumption of 48 US states in 1985 and 1995 (Stock and Watson), as AER ships it.
# Columns vcov and ssc name the estimate as Jevons does; value and extra are an estimate and its
# standard error, a statistic and its p-value, or two degrees of freedom.
suppressPackageStartupMessages(library(AER))
data("CigarettesSW", package = "AER")
write.csv(data.frame(
  state = as.character(CigarettesSW$state),
  year = as.integer(as.character(CigarettesSW$year)),
  packs = CigarettesSW$packs,
  rprice = with(CigarettesSW, price / cpi),
  rincome = with(CigarettesSW, income / population / cpi),
  tdiff = with(CigarettesSW, (taxs - tax) / cpi),
  rtax = with(CigarettesSW, tax / cpi),
  population = CigarettesSW$population
), "data.csv", row.names = FALSE, quote = FALSE)
d <- read.csv("data.csv")
d$y1995 <- as.numeric(d$year == 1995)

out <- data.frame()
add <- function(case, formula, vcov, ssc, what, value, extra = NA) {
  out <<- rbind(out, data.frame(
    case = case, formula = formula, vcov = vcov, ssc = ssc, what = what,
    value = format(value, digits = 17), extra = format(extra, digits = 17)))
}
reference <- function(case, formula, fit, state = NULL, diagnostics = TRUE) {
  show <- function(vcov, ssc, v) {
    for (t in seq_along(coef(fit))) {
      term <- sub("y1995", "year::1995", names(coef(fit))[t])
      add(case, formula, vcov, ssc, term, coef(fit)[[t]], sqrt(v[t, t]))
    }
  }
  show("iid", "fixest", vcov(fit))
  for (h in c("HC0", "HC1")) show(tolower(h), "fixest", vcovHC(fit, type = h))
  # Leverages of the projected regressors, as in stage 2 of R's package ivreg.
  w <- if (is.null(weights(fit))) rep(1, nobs(fit)) else weights(fit)
  h <- hat(sqrt(w) * model.matrix(fit, component = "projected"), intercept = FALSE)
  for (d in 1:2) {
    show(paste0("hc", d + 1), "fixest", vcovHC(fit, omega = (w * residuals(fit))^2 / (1 - h)^d))
  }
  # AER's own are those of x (Xh'Xh)^-1 xh'.
  if (is.null(weights(fit))) show("hc3", "aer", vcovHC(fit, type = "HC3"))
  if (!is.null(state)) {
    show("cluster(state)", "none", vcovCL(fit, cluster = state, type = "HC0", cadjust = FALSE))
    show("cluster(state)", "stata", vcovCL(fit, cluster = state, type = "HC1", cadjust = TRUE))
  }
  if (!diagnostics) return()
  tests <- function(vcov, s) {
    for (r in rownames(s$diagnostics)) {
      x <- s$diagnostics[r, ]
      add(case, formula, vcov, "fixest", r, x["statistic"], x["p-value"])
      add(case, formula, vcov, "fixest", paste(r, "df"), x["df1"], x["df2"])
    }
  }
  tests("iid", summary(fit, diagnostics = TRUE))
  tests("hc0", summary(fit, vcov. = function(x) vcovHC(x, type = "HC0"), diagnostics = TRUE))
  tests("hc1", summary(fit, vcov. = function(x) vcovHC(x, type = "HC1"), diagnostics = TRUE))
}
d95 <- subset(d, year == 1995)
reference(
  "1995", "log(packs) ~ log(rincome) | log(rprice) ~ tdiff + rtax",
  ivreg(log(packs) ~ log(rprice) + log(rincome) | log(rincome) + tdiff + rtax, data = d95))
reference(
  "1995", "log(packs) ~ log(rincome) - 1 | log(rprice) ~ rtax",
  ivreg(log(packs) ~ log(rprice) + log(rincome) - 1 | log(rincome) + rtax - 1, data = d95),
  diagnostics = FALSE)
reference(
  "weighted", "log(packs) ~ log(rincome) | log(rprice) ~ tdiff + rtax",
  ivreg(log(packs) ~ log(rprice) + log(rincome) | log(rincome) + tdiff + rtax, data = d95,
    weights = population),
  diagnostics = FALSE)
reference(
  "both", "log(packs) ~ i(year) | log(rprice) + log(rincome) ~ tdiff + rtax + log(population)",
  ivreg(log(packs) ~ log(rprice) + log(rincome) + y1995 | y1995 + tdiff + rtax + log(population), data = d),
  state = d$state)
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
writeLines(
  paste0(R.version.string, ", AER ", packageVersion("AER"), ", sandwich ", packageVersion("sandwich")),
  "versions.txt")
