package jevons.pipeline.studies;

import java.util.List;

/** The one list of the studies. */
public final class Studies {
  private static final List<Study> ALL =
      List.of(
          new InvestmentStudy(),
          new YearOnYearStudy(),
          new BeforeAfterStudy(),
          new FirmExposureStudy(),
          new SpecificationStudy(),
          new PowerStudy(),
          new HedonicPriceStudy(),
          new ValuationStudy(),
          new RevenueStudy(),
          new BreakStudy(),
          new CapexNewsStudy(),
          new MultiplesStudy(),
          new ResponseStudy(),
          new DriversStudy(),
          new EventsStudy());

  private Studies() {}

  /** Every study, in the order in which they run and are reported. */
  public static List<Study> all() {
    return ALL;
  }
}
