package jevons.pipeline.tables;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;

/** The one list of the lake's tables. */
public final class Tables {
  private static final List<Table> ALL =
      List.of(
          new jevons.pipeline.tables.bronze.Accelerator(),
          new jevons.pipeline.tables.bronze.AcceleratorPrice(),
          new jevons.pipeline.tables.bronze.AiModel(),
          new jevons.pipeline.tables.bronze.ApiPrice(),
          new jevons.pipeline.tables.bronze.Benchmark(),
          new jevons.pipeline.tables.bronze.BenchmarkScore(),
          new jevons.pipeline.tables.bronze.CompanyFact(),
          new jevons.pipeline.tables.bronze.ComputeVintage(),
          new jevons.pipeline.tables.bronze.FilingTableFact(),
          new jevons.pipeline.tables.bronze.InterestRate(),
          new jevons.pipeline.tables.bronze.MarketFactor(),
          new jevons.pipeline.tables.bronze.ModelAlias(),
          new jevons.pipeline.tables.bronze.PriceAlias(),
          new jevons.pipeline.tables.bronze.PriceBar(),
          new jevons.pipeline.tables.bronze.Split(),
          new jevons.pipeline.tables.bronze.TrainingClaim(),
          new jevons.pipeline.tables.silver.Accelerator(),
          new jevons.pipeline.tables.silver.AcceleratorPrice(),
          new jevons.pipeline.tables.silver.Benchmark(),
          new jevons.pipeline.tables.silver.DailyPrice(),
          new jevons.pipeline.tables.silver.Factor(),
          new jevons.pipeline.tables.silver.FilingFact(),
          new jevons.pipeline.tables.silver.Model(),
          new jevons.pipeline.tables.silver.ModelAlias(),
          new jevons.pipeline.tables.silver.QuarterlyFundamental(),
          new jevons.pipeline.tables.silver.Rate(),
          new jevons.pipeline.tables.silver.Score(),
          new jevons.pipeline.tables.silver.SharesOutstanding(),
          new jevons.pipeline.tables.silver.Split(),
          new jevons.pipeline.tables.silver.TokenPrice(),
          new jevons.pipeline.tables.silver.TradingDay(),
          new jevons.pipeline.tables.silver.TrainingClaim(),
          new jevons.pipeline.tables.gold.CapexForecast(),
          new jevons.pipeline.tables.gold.CapexNews(),
          new jevons.pipeline.tables.gold.claims.Claim(),
          new jevons.pipeline.tables.gold.DailyReturn(),
          new jevons.pipeline.tables.gold.EfficiencyIndex(),
          new jevons.pipeline.tables.gold.EfficiencyInfluence(),
          new jevons.pipeline.tables.gold.Event(),
          new jevons.pipeline.tables.gold.EventAbnormalReturn(),
          new jevons.pipeline.tables.gold.EventTest(),
          new jevons.pipeline.tables.gold.FirmQuarter(),
          new jevons.pipeline.tables.gold.claims.GrowthFigure(),
          new jevons.pipeline.tables.gold.ImpulseResponse(),
          new jevons.pipeline.tables.gold.ModelCapability(),
          new jevons.pipeline.tables.gold.ModelEfficiency(),
          new jevons.pipeline.tables.gold.PriceIndex(),
          new jevons.pipeline.tables.gold.Regression(),
          new jevons.pipeline.tables.gold.RegressionCoefficient(),
          new jevons.pipeline.tables.gold.RegressionDiagnostic(),
          new jevons.pipeline.tables.gold.ReturnDriver(),
          new jevons.pipeline.tables.gold.ReturnForecast(),
          new jevons.pipeline.tables.gold.SpecificationCurve(),
          new jevons.pipeline.tables.gold.SpecificationTest(),
          new jevons.pipeline.tables.gold.StructuralBreak(),
          new jevons.pipeline.tables.gold.TestPower(),
          new jevons.pipeline.tables.gold.ValuationDay(),
          new jevons.pipeline.tables.gold.ValuationQuarter(),
          new jevons.pipeline.tables.ops.Expectation(),
          new jevons.pipeline.tables.ops.RejectedRecord(),
          new jevons.pipeline.tables.ops.Run(),
          new jevons.pipeline.tables.ops.SourceFile(),
          new jevons.pipeline.tables.ops.Step(),
          new jevons.pipeline.tables.ops.TableChange());

  private static final Map<Class<?>, Table> BY_CLASS =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Table::getClass, Function.identity()));

  private Tables() {}

  /** Every table, by layer. */
  public static List<Table> all() {
    return ALL;
  }

  /** The table of this class. */
  public static Table of(Class<? extends Table> table) {
    Table found = BY_CLASS.get(table);
    if (found == null) {
      throw new IllegalStateException(table.getName() + " is not in Tables.java");
    }
    return found;
  }

  /** Whether all who read a bronze table make a row of each of its lines. */
  public static boolean isReadLineByLine(Landed table) {
    return ALL.stream()
        .filter(t -> t instanceof Derived d && d.inputs().contains(table.getClass()))
        .allMatch(t -> ((Derived) t).isLineByLine());
  }

  /** The table of this name, {@code "gold.claim"}, if there is one. */
  public static Optional<Table> find(String name) {
    return ALL.stream().filter(t -> t.name().toString().equals(name)).findFirst();
  }

  /**
   * The table of this name.
   *
   * @throws JevonsException exit 2, with the closest name
   */
  public static Table named(String name) {
    return find(name).orElseThrow(() -> unknown(name, names()));
  }

  /** The error for a table that is not there. */
  public static JevonsException unknown(String name, Collection<String> known) {
    return JevonsException.usage(
        "there is no table " + name + "." + Closest.hint(name, known) + " All: jevons tables.");
  }

  private static List<String> names() {
    return ALL.stream().map(Table::name).map(TableName::toString).toList();
  }
}
