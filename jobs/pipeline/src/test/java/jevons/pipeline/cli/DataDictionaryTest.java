package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;
import org.junit.jupiter.api.Test;

class DataDictionaryTest {
  @Test
  void theDocumentIsWhatTheClassesSay() throws IOException {
    String written = Files.readString(Path.of("../../docs/tables.md"));
    assertThat(written)
        .as("docs/tables.md is stale: jevons tables --format markdown > docs/tables.md")
        .isEqualTo(new DataDictionary(Tables.all()).markdown());
  }

  @Test
  void eachColumnIsExplained() {
    for (Table table : Tables.all()) {
      for (Field field : table.fields()) {
        assertThat(field.comment()).as(table.name() + "." + field.name()).isNotBlank();
      }
    }
  }
}
