/** What BENCHMARKS.md quotes: each figure beside a baseline of the same run. */
package jevons.benchmarks;
