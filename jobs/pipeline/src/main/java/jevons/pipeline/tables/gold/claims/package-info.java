/**
 * Claims and published figures held against what the tables say: what is measured, how, and by
 * which rows.
 */
package jevons.pipeline.tables.gold.claims;
