# Bandwidths, prewhitening and Newey-West errors of sandwich; panels by plm.
#   Rscript make.R      writes series.csv, panel.csv and expected.csv beside itself
library(sandwich)
library(plm)
set.seed(19940601)
ar1 <- function(n, rho) as.numeric(stats::filter(rnorm(n + 50), rho, "recursive"))[-(1:50)]
n <- 150
x <- ar1(n, 0.7)
z <- ar1(n, 0.2)
series <- round(data.frame(t = 1:n, y = 1 + 0.5 * x + ar1(n, 0.6), x = x, z = z), 6)
write.csv(series, "series.csv", row.names = FALSE, quote = FALSE)
common <- ar1(60, 0.6)
panel <- do.call(rbind, lapply(1:6, function(i) {
  x <- ar1(60, 0.5) + 0.5 * common
  data.frame(unit = paste0("u", i), t = 1:60, x = round(x, 6), y = round(0.3 * x + ar1(60, 0.5) + common, 6))
}))
write.csv(panel, "panel.csv", row.names = FALSE, quote = FALSE)

out <- NULL
add <- function(data, formula, vcov, term, figure, value, source)
  out <<- rbind(out, data.frame(data, formula, vcov = gsub(",", ";", vcov), term, figure, value, source))
errors <- function(data, formula, vcov, v, source) {
  for (term in rownames(v)) add(data, formula, vcov, term, "standard_error", sqrt(v[term, term]), source)
}

for (f in c("y ~ x + z", "y ~ x")) {
  m <- lm(as.formula(f), series)
  for (p in 0:1) {
    tail <- if (p) ",prewhite" else ""
    b <- bwNeweyWest(m, prewhite = p)
    add("series", f, paste0("nw(auto", tail, ")"), "", "bandwidth", b, "sandwich bwNeweyWest")
    errors("series", f, paste0("nw(auto", tail, ")"), NeweyWest(m, prewhite = p), "sandwich NeweyWest")
    errors("series", f, paste0("nw(4", tail, ")"), NeweyWest(m, lag = 4, prewhite = p), "sandwich NeweyWest")
    b <- bwAndrews(m, kernel = "Bartlett", prewhite = p)
    add("series", f, paste0("nw(andrews", tail, ")"), "", "bandwidth", b, "sandwich bwAndrews")
    v <- kernHAC(m, bw = bwAndrews, kernel = "Bartlett", prewhite = p, adjust = FALSE)
    errors("series", f, paste0("nw(andrews", tail, ")"), v, "sandwich kernHAC")
  }
}

# A panel's periods: sandwich on the sums of the scores by period.
registerS3method("estfun", "sums", function(x, ...) x$sums)
for (f in c("y ~ x", "y ~ x | unit")) {
  m <- if (f == "y ~ x") lm(y ~ x, panel) else lm(y ~ x + unit, panel)
  if (f == "y ~ x") {
    design <- model.matrix(m)
  } else {
    design <- matrix(residuals(lm(x ~ unit, panel)), dimnames = list(NULL, "x"))
  }
  sums <- structure(list(sums = rowsum(design * residuals(m), panel$t)), class = "sums")
  a <- solve(crossprod(design))
  for (p in 0:1) {
    tail <- if (p) ",prewhite" else ""
    w <- as.numeric(colnames(design) != "(Intercept)")
    b <- bwNeweyWest(sums$sums, prewhite = p, weights = w)
    add("panel", f, paste0("dk(auto", tail, ")"), "", "bandwidth", b, "sandwich bwNeweyWest on sums")
    lag <- floor(b)
    meat <- 60 * meatHAC(sums, prewhite = p, weights = seq(1, 0, by = -1 / (lag + 1)), adjust = FALSE)
    errors("panel", f, paste0("dk(auto", tail, ")"), a %*% meat %*% a, "sandwich meatHAC on sums")
    b <- bwAndrews(sums$sums, kernel = "Bartlett", prewhite = p, weights = w)
    add("panel", f, paste0("dk(andrews", tail, ")"), "", "bandwidth", b, "sandwich bwAndrews on sums")
    weights <- kweights(0:59 / b, "Bartlett")
    meat <- 60 * meatHAC(sums, prewhite = p, weights = weights, adjust = FALSE)
    errors("panel", f, paste0("dk(andrews", tail, ")"), a %*% meat %*% a, "sandwich meatHAC on sums")
  }
}

pooled <- plm(y ~ x, panel, index = c("unit", "t"), model = "pooling")
within <- plm(y ~ x, panel, index = c("unit", "t"), model = "within")
for (l in c(0, 3, 7)) {
  errors("panel", "y ~ x", paste0("nw(", l, ")"), vcovNW(pooled, type = "HC0", maxlag = l), "plm vcovNW")
  errors("panel", "y ~ x | unit", paste0("nw(", l, ")"), vcovNW(within, type = "HC0", maxlag = l), "plm vcovNW")
  errors("panel", "y ~ x", paste0("dk(", l, ")"), vcovSCC(pooled, type = "HC0", maxlag = l), "plm vcovSCC")
  errors("panel", "y ~ x | unit", paste0("dk(", l, ")"), vcovSCC(within, type = "HC0", maxlag = l), "plm vcovSCC")
}
out$value <- sprintf("%.15g", out$value)
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
cat(R.version.string, "sandwich", as.character(packageVersion("sandwich")), "plm", as.character(packageVersion("plm")), "\n")
