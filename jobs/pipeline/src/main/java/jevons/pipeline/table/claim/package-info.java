/**
 * The words of claims: what can be measured for one, and the rules by which it is judged. Both the
 * configuration and the tables need them.
 */
package jevons.pipeline.table.claim;
