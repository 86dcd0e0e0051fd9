package jevons.pipeline.report;

import java.util.List;

/**
 * Whose data the report rests on.
 *
 * @param name the data
 * @param holder who publishes them
 * @param licence under which words they may be used
 * @param url where they are described
 */
public record DataSource(String name, String holder, String licence, String url) {
  /** The sources of the embedded landing zone; each folder's SOURCES.md has the details. */
  public static final List<DataSource> EMBEDDED =
      List.of(
          new DataSource(
              "Financial statements (EDGAR company facts)",
              "US Securities and Exchange Commission",
              "public domain, US government",
              "https://www.sec.gov/search-filings/edgar-application-programming-interfaces"),
          new DataSource(
              "Figures from filings, by way of others' tables",
              "public repositories named in data/filings/SOURCES.md",
              "facts from public filings; the tables' own licences are not stated",
              "https://www.sec.gov/edgar/search/"),
          new DataSource(
              "AI models, Benchmarking Hub, machine-learning hardware",
              "Epoch AI",
              "CC BY 4.0",
              "https://epoch.ai/data"),
          new DataSource(
              "Text leaderboard ratings",
              "LMArena",
              "no licence for the data stated; kept for research",
              "https://lmarena.ai"),
          new DataSource(
              "Token prices as published by the providers",
              "the providers, collected in simonw/llm-prices and AgentOps-AI/tokencost",
              "facts; tokencost under MIT",
              "https://github.com/simonw/llm-prices"),
          new DataSource(
              "Research factors, daily",
              "Kenneth R. French Data Library",
              "copyright Eugene F. Fama and Kenneth R. French; free of charge, kept for research",
              "https://mba.tuck.dartmouth.edu/pages/faculty/ken.french/data_library.html"),
          new DataSource(
              "Interest rates and volatility (FRED)",
              "Federal Reserve Bank of St. Louis; US Treasury; Cboe",
              "rates: US public domain; VIXCLS: Cboe's, kept for research",
              "https://fred.stlouisfed.org"),
          new DataSource(
              "Daily share prices and splits",
              "Yahoo Finance's daily bars, from public copies named in data/prices/SOURCES.md",
              "third parties' data, kept for research; no licence is claimed",
              "https://finance.yahoo.com/quote/NVDA/history"));
}
