package jevons.pipeline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;
import org.apache.spark.sql.Column;

/** The arrows of the design: who may know whom. */
@AnalyzeClasses(
    packages = {"jevons.pipeline", "jevons.econometrics"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String OURS = "jevons.pipeline..";
  private static final Set<String> COMPARISONS = Set.of("leq", "lt", "geq", "gt", "between");

  @ArchTest static final ArchRule wordsKnowNobody = knowsOnly("table");

  @ArchTest static final ArchRule parsersKnowOnlyTheWords = knowsOnly("source", "table");

  @ArchTest
  static final ArchRule tablesKnowWordsAndParsers = knowsOnly("tables", "table", "source");

  @ArchTest static final ArchRule studiesKnowTables = knowsOnly("studies", "table", "tables");

  @ArchTest static final ArchRule lakeKnowsOnlyTheWords = knowsOnly("lake", "table");

  @ArchTest static final ArchRule reportKnowsOnlyTheWords = knowsOnly("report", "table");

  @ArchTest static final ArchRule configKnowsOnlyTheWords = knowsOnly("config", "table");

  @ArchTest
  static final ArchRule runKnowsNoCommandAndNoReport =
      knowsOnly("run", "table", "tables", "studies", "lake", "source");

  @ArchTest
  static final ArchRule diffKnowsPublishedSetsAndNoCommand =
      knowsOnly("diff", "table", "tables", "studies", "lake", "run");

  @ArchTest
  static final ArchRule traceKnowsTablesAndStudiesAndNoLake =
      knowsOnly("trace", "table", "tables", "studies");

  /** Of the words it knows how to tell a user of a mistake, and no table. */
  @ArchTest
  static final ArchRule fetchKnowsSettingsAndNoTable =
      noClasses()
          .that()
          .resideInAPackage("jevons.pipeline.fetch..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(OURS)
                  .and(not(resideInAnyPackage("..fetch..", "..config..")))
                  .and(not(belongToAnyOf(JevonsException.class, ExitCode.class, Closest.class))))
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark..")
          .allowEmptyShould(false);

  @ArchTest
  static final ArchRule onlyCommandsFetch =
      noClasses()
          .that(resideInAPackage(OURS).and(not(resideInAnyPackage("..fetch..", "..cli.."))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jevons.pipeline.fetch..");

  @ArchTest
  static final ArchRule onlyBronzeKnowsParsers =
      noClasses()
          .that(
              resideInAPackage(OURS)
                  .and(not(resideInAnyPackage("..source..", "..tables.bronze.."))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jevons.pipeline.source..");

  @ArchTest
  static final ArchRule onlyTheLakeKnowsDelta =
      noClasses()
          .that(resideInAPackage(OURS).and(not(resideInAPackage("..lake.."))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.delta..", "org.apache.spark.sql.delta..");

  @ArchTest
  static final ArchRule econometricsKnowsNoPipeline =
      noClasses()
          .that()
          .resideInAPackage("jevons.econometrics..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(OURS);

  @ArchTest
  static final ArchRule tablesAndStudiesReadNoClock =
      noClasses()
          .that(resideInAnyPackage("..tables..", "..studies.."))
          .should()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  /** What cannot be rebuilt as of a past day begins with a query that cuts by hand. */
  @ArchTest
  static final ArchRule onlyInputsCutByKnownTime =
      classes()
          .that(resideInAnyPackage("jevons.pipeline.tables.gold..", "jevons.pipeline.studies.."))
          .should(notCompareAKnownTimeOfSilver());

  @ArchTest
  static void everyTableIsInTheOneList(JavaClasses all) {
    Set<String> written =
        all.stream()
            .filter(c -> c.isAssignableTo(Table.class))
            .filter(c -> !c.isInterface() && !c.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    Set<String> listed =
        Tables.all().stream().map(t -> t.getClass().getName()).collect(Collectors.toSet());
    assertThat(listed).isEqualTo(written);
  }

  private static ArchRule knowsOnly(String who, String... known) {
    String[] allowed = new String[known.length + 1];
    allowed[0] = "jevons.pipeline." + who + "..";
    for (int i = 0; i < known.length; i++) {
      allowed[i + 1] = "jevons.pipeline." + known[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage("jevons.pipeline." + who + "..")
        .should()
        .dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAnyPackage(allowed))))
        .allowEmptyShould(false);
  }

  /** A method may hand a known time on as a column; comparing it as well would be a cut by hand. */
  private static ArchCondition<JavaClass> notCompareAKnownTimeOfSilver() {
    return new ArchCondition<>("leave comparing known times of silver tables to Inputs") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaCodeUnit method : type.getCodeUnits()) {
          boolean reads =
              method.getFieldAccesses().stream()
                  .anyMatch(
                      a ->
                          a.getTargetOwner()
                                  .getPackageName()
                                  .equals("jevons.pipeline.tables.silver")
                              && a.getTarget().getName().equals("KNOWN_ON"));
          boolean compares =
              method.getMethodCallsFromSelf().stream()
                  .anyMatch(
                      c ->
                          c.getTargetOwner().isEquivalentTo(Column.class)
                              && COMPARISONS.contains(c.getTarget().getName()));
          if (reads && compares) {
            events.add(SimpleConditionEvent.violated(type, method.getFullName() + " cuts by hand"));
          }
        }
      }
    };
  }
}
