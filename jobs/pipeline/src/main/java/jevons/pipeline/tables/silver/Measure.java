package jevons.pipeline.tables.silver;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** A flow that a firm reports, with the tags that carry it, the preferred one first. */
enum Measure {
  /**
   * Cash spent on property and equipment. The tags differ at some firms: Amazon's first is net of
   * incentives, its second gross.
   */
  CAPEX("PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsToAcquireProductiveAssets"),
  /** Sales. */
  REVENUE("RevenueFromContractWithCustomerExcludingAssessedTax", "Revenues", "SalesRevenueNet"),
  /** Nvidia's sales to data centers. */
  DATA_CENTER_REVENUE(Measure.DATA_CENTER_TAG),
  /** Earnings. */
  NET_INCOME("NetIncomeLoss");

  static final String DATA_CENTER_TAG = "Revenues[srt:ProductOrServiceAxis=nvda:DataCenterMember]";

  private final List<String> tags;

  Measure(String... tags) {
    this.tags = List.of(tags);
  }

  /** Whether {@code tag} carries this measure. */
  Column hasTag(Column tag) {
    return tag.isin(tags.toArray());
  }

  /** The measure that a tag carries, null for other tags. */
  static Column ofTag(Column tag) {
    Column measure = functions.lit(null).cast("string");
    for (Measure m : values()) {
      measure = functions.when(m.hasTag(tag), m.name()).otherwise(measure);
    }
    return measure;
  }

  /** Place of a tag among those of its measure, the preferred one is 0. */
  static Column orderOfTag(Column tag) {
    Column order = functions.lit(null).cast("int");
    for (Measure m : values()) {
      for (int i = 0; i < m.tags.size(); i++) {
        order = functions.when(tag.equalTo(m.tags.get(i)), i).otherwise(order);
      }
    }
    return order;
  }
}
