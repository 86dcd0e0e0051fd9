# The investment equation of Greene (1993), Econometric Analysis, 2nd ed., chapter 15, US 1963-1982.
#   Rscript make.R      writes data.csv and expected.csv beside itself
library(sandwich)
data("Investment", package = "sandwich")
d <- as.data.frame(Investment)
d <- data.frame(year = 1963:1982, invest = d$RealInv, gnp = d$RealGNP, rate = d$RealInt)
d <- d[!is.na(d$rate), ]
write.csv(d, "data.csv", row.names = FALSE, quote = FALSE)
m <- lm(invest ~ gnp + rate, d)
out <- NULL
add <- function(vcov, v) out <<- rbind(out, data.frame(vcov, term = rownames(v), standard_error = sprintf("%.15g", sqrt(diag(v)))))
add("nw(4)", NeweyWest(m, lag = 4, prewhite = FALSE))
add("nw(auto)", NeweyWest(m, prewhite = FALSE))
add("nw(auto;prewhite)", NeweyWest(m))
add("nw(andrews;prewhite)", kernHAC(m, kernel = "Bartlett", bw = bwAndrews, prewhite = 1, adjust = FALSE))
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
print(coef(m))
