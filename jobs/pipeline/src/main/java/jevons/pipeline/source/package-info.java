/**
 * One parser per raw format: file in, lines and rejects out. Knows no lake and no table.
 *
 * <p>A line is taken in ({@code Parsed.Line}), set aside with the reason ({@code Parsed.Reject}),
 * or falls with the whole file ({@code Parsed.Fault}). Lines that state nothing by their format's
 * own rules (blank ones, a header, a day without a value) yield nothing.
 */
package jevons.pipeline.source;
