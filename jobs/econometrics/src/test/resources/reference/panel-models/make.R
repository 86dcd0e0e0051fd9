# Figures of plm that PanelModelTest compares with. Run: Rscript make.R, then python make.py
# Data: ../grunfeld/data.csv; "gaps" leaves out firm and year pairs whose sum of places is a multiple of 7.
suppressPackageStartupMessages(library(plm))
d <- read.csv("../grunfeld/data.csv")
place <- match(d$firm, unique(d$firm))
d$kept <- (place + d$year) %% 7 != 0
write.csv(d[d$kept, c("invest", "value", "capital", "firm", "year")], "gaps.csv", row.names = FALSE, quote = FALSE)
out <- data.frame()
reference <- function(model, data, formula, fit) {
  add <- function(vcov, v) {
    for (t in names(coef(fit))) {
      out <<- rbind(out, data.frame(
        tool = "plm", model = model, data = data, formula = formula, vcov = vcov, weights = "", term = t,
        estimate = format(coef(fit)[[t]], digits = 17), standard_error = format(sqrt(v[t, t]), digits = 17)))
    }
  }
  add("iid", vcov(fit))
  # plm's type HC0 and method white1: rows, no clusters. A between fit has one row a unit.
  if (inherits(fit, "lm")) add("hc0", sandwich::vcovHC(fit, type = "HC0"))
  else if (model != "between") add("hc0", vcovHC(fit, type = "HC0", method = "white1"))
}
full <- pdata.frame(d, index = c("firm", "year"))
gaps <- pdata.frame(d[d$kept, ], index = c("firm", "year"))
f <- invest ~ value + capital
text <- "invest ~ value + capital"
reference("pooled", "full", text, plm(f, full, model = "pooling"))
reference("within", "full", text, plm(f, full, model = "within"))
reference("within", "gaps", text, plm(f, gaps, model = "within"))
reference("between", "full", text, plm(f, full, model = "between"))
reference("between", "gaps", text, plm(f, gaps, model = "between"))
reference("fd", "full", text, plm(f, full, model = "fd"))
reference("fd", "full", paste(text, "- 1"), plm(invest ~ value + capital - 1, full, model = "fd"))
# plm's fd takes rows one after the other as neighbours; here a gap gives no difference.
g <- d[d$kept, ]
before <- match(paste(g$firm, g$year - 1), paste(g$firm, g$year))
for (v in c("invest", "value", "capital")) g[[v]] <- g[[v]] - g[[v]][before]
reference("fd", "gaps", text, lm(f, g))
differenced <- out$model == "fd" & out$term != "(Intercept)"
out$term[differenced] <- paste0("d(", out$term[differenced], ")")
write.csv(out, "plm.csv", row.names = FALSE, quote = FALSE)
writeLines(paste0(R.version.string, ", plm ", packageVersion("plm")), "versions.txt")
