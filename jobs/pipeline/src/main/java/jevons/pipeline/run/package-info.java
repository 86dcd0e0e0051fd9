/**
 * A run: plan, take in, derive, study, audit, publish. The only package that knows both the tables
 * and the lake.
 */
package jevons.pipeline.run;
