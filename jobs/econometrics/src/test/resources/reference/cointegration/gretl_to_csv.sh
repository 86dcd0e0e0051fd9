#!/bin/sh
# Takes the tables of ranks out of gretl's text.
echo "case,r,trace,p_trace,max,p_max"
awk -F'[][ ,]+' '/^CASE/ { c = $2 } /^ +[0-3] +0\.[0-9]+ +[0-9.]+ \[/ { print c "," $2 "," $4 "," $5 "," $6 "," $7 }'
