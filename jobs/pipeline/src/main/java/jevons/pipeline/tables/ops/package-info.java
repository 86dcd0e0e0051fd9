/** The pipeline about itself: what ran, what it read, what it set aside, what it checked. */
package jevons.pipeline.tables.ops;
