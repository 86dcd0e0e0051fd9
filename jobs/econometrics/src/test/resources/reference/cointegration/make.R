# Figures that CointegrationTest compares with. Run: Rscript make.R > expected_r.csv (writes data.csv too).
# data.csv: Danish quarters 1974Q1 to 1987Q3 of Johansen and Juselius (1990), as urca ships them.
suppressMessages(library(urca))
data(denmark)
d <- denmark[, c("LRM", "LRY", "IBO", "IDE")]
write.csv(d, "data.csv", row.names = FALSE, quote = FALSE)
d <- read.csv("data.csv")
cat("case,statistic,r,value,cv10,cv5,cv1\n")
show <- function(...) cat(paste(sapply(list(...), function(v) if (is.numeric(v)) format(v, digits = 16) else v), collapse = ","), "\n", sep = "")
for (e in c("none", "const", "trend")) {
  case <- c(none = "III", const = "II", trend = "IV")[[e]]
  for (type in c("trace", "eigen")) {
    a <- ca.jo(d, type = type, ecdet = e, K = 3, spec = "transitory")
    for (r in 0:3) show(case, if (type == "trace") "trace" else "max", r, a@teststat[4 - r], a@cval[4 - r, 1], a@cval[4 - r, 2], a@cval[4 - r, 3])
  }
  for (r in 0:3) show(case, "eigenvalue", r, a@lambda[r + 1], NA, NA, NA)
  for (j in seq_len(nrow(a@V))) show(case, "beta", j - 1, a@V[j, 1], NA, NA, NA)
  for (j in 1:4) show(case, "alpha", j - 1, a@W[j, 1], NA, NA, NA)
}
