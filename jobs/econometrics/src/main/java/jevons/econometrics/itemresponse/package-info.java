/** Abilities and easinesses from scores: models (persons) on benchmarks (items). */
package jevons.econometrics.itemresponse;
