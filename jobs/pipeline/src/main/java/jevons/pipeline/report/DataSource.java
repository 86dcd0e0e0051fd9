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
              "AI models, Benchmarking Hub, machine-learning hardware",
              "Epoch AI",
              "CC BY 4.0",
              "https://epoch.ai/data"),
          new DataSource(
              "Text leaderboard ratings",
              "LMArena",
              "no data licence stated; facts only",
              "https://lmarena.ai"),
          new DataSource(
              "Token prices as published by the providers",
              "the providers, collected in simonw/llm-prices and AgentOps-AI/tokencost",
              "facts; tokencost is under MIT",
              "https://github.com/simonw/llm-prices"),
          new DataSource(
              "Research factors, daily",
              "Kenneth R. French Data Library",
              "copyright Eugene F. Fama and Kenneth R. French; facts only",
              "https://mba.tuck.dartmouth.edu/pages/faculty/ken.french/data_library.html"),
          new DataSource(
              "Interest rates and volatility (FRED)",
              "Federal Reserve Bank of St. Louis; US Treasury; Cboe",
              "public domain; VIXCLS is copyright Cboe, facts only",
              "https://fred.stlouisfed.org"),
          new DataSource(
              "Daily share prices and splits",
              "collected from public copies, named in data/prices/SOURCES.md",
              "facts only",
              "https://www.nasdaq.com/market-activity/stocks/nvda/historical"));
}
