/**
 * One class per question: it reads gold tables, fits, and returns estimates. A study makes no
 * column, writes nothing and reads no clock.
 */
package jevons.pipeline.studies;
