package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jevons.pipeline.cli.Ddl.Dialect;
import jevons.pipeline.lake.LakeLocation;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.catalyst.analysis.UnresolvedIdentifier;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.CreateTable;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedTableSpec;
import org.apache.spark.sql.classic.SparkSession;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a catalog is told of each table, as Spark's parser understands it. No server of Unity
 * Catalog takes part: {@code CatalogTest} runs the statements of the other dialects.
 */
class DdlTest {
  private static final String BUCKET = "s3a://research/jevons";

  @Test
  void unityCatalogIsToldOfEveryTableByThreeNamesItsPlaceAndWhatARowIs() throws ParseException {
    ParserInterface parser = ((SparkSession) TestSpark.session()).sessionState().sqlParser();
    List<String> statements =
        new Ddl(Dialect.unity, LakeLocation.of(BUCKET), "dev-1")
            .of(Tables.all())
            .lines()
            .filter(line -> line.startsWith("CREATE TABLE"))
            .toList();
    assertThat(statements).hasSameSizeAs(Tables.all());
    for (int i = 0; i < statements.size(); i++) {
      Table table = Tables.all().get(i);
      String statement = statements.get(i).substring(0, statements.get(i).length() - 1);
      CreateTable create = (CreateTable) parser.parsePlan(statement);
      assertThat(CollectionConverters.asJava(((UnresolvedIdentifier) create.name()).nameParts()))
          .containsExactly("dev-1", table.name().layer().schema(), table.name().table());
      assertThat(create.ignoreIfExists()).isTrue();
      assertThat(create.columns().isEmpty()).isTrue();
      UnresolvedTableSpec spec = (UnresolvedTableSpec) create.tableSpec();
      assertThat(spec.provider().get()).isEqualTo("delta");
      assertThat(spec.location().get()).isEqualTo("s3://research/jevons/" + table.name().path());
      assertThat(spec.comment().get()).isEqualTo(table.grain());
    }
  }
}
