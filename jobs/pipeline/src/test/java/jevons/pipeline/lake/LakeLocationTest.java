package jevons.pipeline.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may write for a lake's place. */
final class LakeLocationTest {
  @Test
  void relativeFolderStartsAtTheWorkingDirectory() {
    LakeLocation lake = LakeLocation.of("data/../lake/");

    assertThat(lake.root()).isEqualTo(Path.of("lake").toAbsolutePath().toString());
    assertThat(lake.isLocal()).isTrue();
    assertThat(lake.child("gold/claim")).isEqualTo(lake.root() + "/gold/claim");
    assertThat(lake.sparkPath("gold/claim")).isEqualTo("file:" + lake.root() + "/gold/claim");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:/srv/my lake", "file:///srv/my lake", "file:///srv/my%20lake"})
  void fileUriIsAFolder(String uri) {
    assertThat(LakeLocation.of(uri).root()).isEqualTo("/srv/my lake");
  }

  @Test
  void prefixOfABucketLosesItsLastSlashes() {
    LakeLocation lake = LakeLocation.of("s3a://research/jevons//");

    assertThat(lake.isLocal()).isFalse();
    assertThat(lake.sparkPath("gold/claim")).isEqualTo("s3a://research/jevons/gold/claim");
    assertThat(lake).hasToString("s3a://research/jevons");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "s3a://", "s3://research/jevons", "hdfs://name/jevons"})
  void anythingElseIsWrongUsage(String text) {
    assertThatThrownBy(() -> LakeLocation.of(text))
        .isInstanceOfSatisfying(
            JevonsException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
  }

  @Test
  void otherNamesOfS3AreCorrected() {
    assertThatThrownBy(() -> LakeLocation.of("s3://research/jevons"))
        .hasMessageContaining("s3a://research/jevons");
  }
}
