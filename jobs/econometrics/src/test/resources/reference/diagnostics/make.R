# Figures that DiagnosticsTest compares with. Run: Rscript make.R > expected.csv
#
# Data: ../grunfeld/data.csv (11 firms x 20 years), and "holes", the same without each row whose
# number is a multiple of 7, so that units have 17 or 18 years and not the same ones.
suppressMessages({library(lmtest); library(sandwich); library(car); library(plm)})
d <- read.csv("../grunfeld/data.csv")
gm <- d[d$firm == "General Motors", ]
holes <- d[seq_len(nrow(d)) %% 7 != 0, ]
cat("case,tool,statistic,p_value,df,df_denominator\n")
show <- function(case, tool, statistic, p, df = NA, denominator = NA) {
  text <- function(v) if (length(v) == 0 || is.na(v)) "" else sprintf("%.16g", v)
  cat(case, tool, text(statistic), text(p), text(df), text(denominator), sep = ",")
  cat("\n")
}
htest <- function(case, tool, t) show(case, tool, unname(t$statistic), unname(t$p.value), unname(t$parameter)[1], unname(t$parameter)[2])

f <- invest ~ value + capital
fit <- lm(f, gm)
all <- lm(f, d)
htest("koenker", "lmtest", bptest(all))
htest("breusch-pagan-normal", "lmtest", bptest(all, studentize = FALSE))
htest("white", "lmtest", bptest(all, ~ value * capital + I(value^2) + I(capital^2), data = d))
htest("white gm", "lmtest", bptest(fit, ~ value * capital + I(value^2) + I(capital^2), data = gm))
d$late <- as.numeric(d$year > 1945)
dummy <- lm(invest ~ value + late, d)
htest("white dummy", "lmtest", bptest(dummy, ~ value * late + I(value^2), data = d))
htest("reset 3", "lmtest", resettest(all, power = 2:3))
htest("reset 2", "lmtest", resettest(fit, power = 2))
# R's powers within firms: the fitted values with firm dummies, and the dummies again.
htest("reset firm", "lmtest", resettest(lm(invest ~ value + capital + firm, d), power = 2:3))
e <- residuals(fit)
for (l in c(1, 4)) {
  htest(paste("ljung-box", l), "stats", Box.test(gm$invest, l, "Ljung-Box"))
  htest(paste("box-pierce", l), "stats", Box.test(gm$invest, l, "Box-Pierce"))
}
htest("ljung-box fitted", "stats", Box.test(e, 4, "Ljung-Box", fitdf = 1))
v <- vif(lm(invest ~ value + capital + year, d))
for (n in names(v)) show(paste("vif", n), "car", v[[n]], NA)
within <- lm(value ~ capital + firm, d)
dm <- function(z, g) z - ave(z, g)
show("vif firm", "car", vif(lm(dm(d$invest, d$firm) ~ dm(d$value, d$firm) + dm(d$capital, d$firm)))[[1]], NA)

# Restrictions, car::linearHypothesis: F and chi-squared under each covariance.
wald <- function(case, model, what, vc, denominator = df.residual(model)) {
  F <- linearHypothesis(model, what, vcov. = vc, test = "F")
  C <- linearHypothesis(model, what, vcov. = vc, test = "Chisq")
  show(paste(case, "F"), "car", F$F[2], pf(F$F[2], F$Df[2], denominator, lower.tail = FALSE), F$Df[2], denominator)
  show(paste(case, "chi2"), "car", C$Chisq[2], C[["Pr(>Chisq)"]][2], C$Df[2])
}
three <- lm(invest ~ value + capital + year, d)
wald("iid", three, c("value = 0.1", "2*capital - year = 0"), vcov(three))
wald("hc1", three, c("value = 0.1", "2*capital - year = 0"), vcovHC(three, "HC1"))
wald("cluster", three, c("value = capital"), vcovCL(three, ~ firm, type = "HC1"), 10)
wald("joint", three, c("value = 0", "capital = 0", "year = 0"), vcovHC(three, "HC3"))

# Hausman: the classical form, and by regression with errors clustered by firm, no factor.
for (name in c("grunfeld", "holes")) {
  p <- pdata.frame(if (name == "holes") holes else d, index = c("firm", "year"))
  fe <- plm(f, p, model = "within")
  re <- plm(f, p, model = "random")
  s <- ercomp(re)$sigma2
  show(paste("sigma2", name), "plm", s[["id"]], s[["idios"]])
  htest(paste("hausman", name), "plm", phtest(fe, re))
  # The regression form, by lm on what plm transforms. In an unbalanced panel phtest(method = "aux")
  # puts a plain constant in the place of the transformed one; where they are the same, both are shown.
  fe.x <- model.matrix(fe)
  re.x <- model.matrix(re)
  re.y <- pmodel.response(re)
  aux <- lm(re.y ~ 0 + re.x + fe.x)
  firm <- index(p)[[1]]
  for (kind in c("iid", "cluster")) {
    v <- if (kind == "iid") vcov(aux) else vcovCL(aux, firm, type = "HC0", cadjust = FALSE)
    b <- coef(aux)[4:5]
    h <- drop(b %*% solve(v[4:5, 4:5], b))
    show(paste("hausman", kind, name), "lm", h, pchisq(h, 2, lower.tail = FALSE), 2)
  }
  shown <- if (name == "holes") "hausman constant" else "hausman"
  htest(paste(shown, "iid", name), "plm", phtest(f, p, method = "aux"))
  htest(paste(shown, "cluster", name), "plm", phtest(f, p, method = "aux", vcov = function(x) vcovHC(x, method = "arellano")))
  htest(paste("cd within", name), "plm", pcdtest(fe, test = "cd"))
  pool <- plm(f, p, model = "pooling")
  htest(paste("cd pooled", name), "plm", pcdtest(pool, test = "cd"))
  htest(paste("cd series", name), "plm", pcdtest(p$invest, test = "cd"))
}
