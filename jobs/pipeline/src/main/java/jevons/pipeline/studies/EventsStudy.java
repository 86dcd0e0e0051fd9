package jevons.pipeline.studies;

import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import jevons.econometrics.eventstudy.EventStudy;
import jevons.econometrics.eventstudy.EventStudyResult;
import jevons.econometrics.eventstudy.FirmEvent;
import jevons.econometrics.eventstudy.FirmResult;
import jevons.econometrics.eventstudy.LeftOut;
import jevons.econometrics.eventstudy.ReturnModel;
import jevons.econometrics.eventstudy.Window;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.gold.Event;
import jevons.pipeline.tables.gold.EventReturns;
import jevons.pipeline.tables.gold.EventSettings;
import jevons.pipeline.tables.gold.EventTest;
import jevons.pipeline.tables.gold.StudiedEvent;
import jevons.pipeline.tables.silver.Factor;
import org.apache.spark.sql.Row;

/**
 * Did prices move on the days on which the market learnt of cheaper training, or of what the
 * hyperscalers spend, by more than the market and chance explain?
 *
 * <p>Groups of firms and each firm by itself, models of normal returns side by side, every test of
 * {@link jevons.econometrics.eventstudy.EventTests}, and for a single firm the placebo: its
 * standardised abnormal return among those of all its past days, each from its own rolling model,
 * without the days of the other events that are no filings.
 *
 * @see <a href="https://doi.org/10.1093/rfs/hhq072">Kolari and Pynnonen (2010), Review of Financial
 *     Studies 23(11), 3996-4025: tests when all firms share one event day</a>
 */
public final class EventsStudy implements Study {
  /** Before the first price of any source. */
  private static final LocalDate ALL_DAYS = LocalDate.of(1900, 1, 1);

  @Override
  public String name() {
    return "events";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(Event.class, DailyReturn.class, Factor.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(
        Firms.KEY,
        EventReturns.MARKET,
        EventSettings.GROUPS,
        EventSettings.ESTIMATION,
        EventSettings.WINDOWS);
  }

  @Override
  public Class<? extends Estimated> findings() {
    return EventTest.class;
  }

  @Override
  public Set<Class<? extends Estimated>> fills() {
    return Set.of(EventTest.class);
  }

  /**
   * The days that the tests looked at, of the firms that could be taken: those of estimation and of
   * the window, of a placebo also those of the past days that it compares with.
   */
  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    if (input instanceof Event) {
      return RowsBehind.where(
          equal(EventTest.AS_OF),
          equal(EventTest.EVENT).or(row(EventTest.EVENT).equalTo(input(Event.POOL))));
    }
    return input instanceof Factor
        ? RowsBehind.where(EventReturns.factorsBehind(row(EventTest.RETURN_MODEL)))
            .only(
                List.of(Factor.TRADE_DATE),
                in -> {
                  Tested tested = new Tested(in, StudiedEvent.read(in));
                  return row -> tested.daysBehind(row);
                })
            .following(Factor.VALUE)
        : RowsBehind.where()
            .only(
                List.of(DailyReturn.TICKER, DailyReturn.TRADE_DATE),
                in -> {
                  Tested tested = new Tested(in, StudiedEvent.read(in));
                  return row -> tested.returnsBehind(row);
                })
            .following(DailyReturn.TOTAL_RETURN);
  }

  @Override
  public List<StudyRow> rows(Inputs in) {
    List<StudiedEvent> events = StudiedEvent.read(in);
    return events.isEmpty() ? List.of() : new Tested(in, events).rows();
  }

  /** All events of one as-of day. */
  private static final class Tested {
    private final List<String> groups;
    private final Window estimation;
    private final List<Window> windows;
    private final Firms firms;
    private final List<StudiedEvent> events;
    private final List<String> tickers;
    private final EventReturns returns;
    private final Map<String, Map<String, double[][]>> everyDay = new HashMap<>();
    private final Map<String, EventStudyResult> results = new HashMap<>();
    private final List<StudyRow> rows = new ArrayList<>();

    Tested(Inputs in, List<StudiedEvent> events) {
      this.events = events;
      EventSettings settings = new EventSettings(in.settings());
      groups = settings.groups();
      estimation = settings.estimation();
      windows = settings.windows();
      firms = Firms.of(in.settings());
      tickers = firms.tickers(groups);
      returns = EventReturns.read(in, tickers, ALL_DAYS);
    }

    List<StudyRow> rows() {
      for (StudiedEvent event : events) {
        for (ReturnModel model : event.models()) {
          EventStudyResult result = study(model).run(returns.returns(), firmEvents(event));
          for (Window window : windows) {
            EventTestRows add =
                new EventTestRows(event, model, window, isOverlapping(event, window), rows);
            for (String group : groups) {
              group(add, group, model, result, window);
            }
            if (event.date().isPresent()) {
              result.firms().forEach(firm -> firm(add, event, model, firm, window));
            }
          }
        }
      }
      return rows;
    }

    private EventStudy study(ReturnModel model) {
      return new EventStudy().setModel(model).setEstimation(estimation).setWindows(windows);
    }

    /** Of pooled events, a firm and day 0 once, however many events fell on it. */
    private List<FirmEvent> firmEvents(StudiedEvent event) {
      Map<String, FirmEvent> once = new LinkedHashMap<>();
      for (LocalDate date : dates(event)) {
        int place = returns.returns().dayZero(date).orElse(-1);
        for (String ticker : tickers) {
          once.putIfAbsent(ticker + " " + place, new FirmEvent(ticker, date));
        }
      }
      return List.copyOf(once.values());
    }

    private List<LocalDate> dates(StudiedEvent event) {
      return event.date().isPresent()
          ? List.of(event.date().get())
          : events.stream()
              .filter(e -> e.pool().equals(Optional.of(event.event())))
              .flatMap(e -> e.date().stream())
              .toList();
    }

    private void group(
        EventTestRows add,
        String group,
        ReturnModel model,
        EventStudyResult result,
        Window window) {
      Set<String> members = Set.copyOf(firms.tickers(group));
      List<FirmResult> there =
          result.firms().stream()
              .filter(f -> members.contains(f.event().firm()) && f.find(window).isPresent())
              .toList();
      String leftOut =
          result.leftOut().stream()
              .filter(l -> members.contains(l.event().firm()))
              .filter(l -> l.window().isEmpty() || l.window().get().equals(window))
              .map(LeftOut::toString)
              .collect(Collectors.joining("; "));
      add.group(group, there, returns.grade(used(there, model, window)), leftOut);
    }

    private void firm(
        EventTestRows add, StudiedEvent event, ReturnModel model, FirmResult firm, Window window) {
      if (firm.find(window).isPresent()) {
        double[] others = othersOf(event, model, firm, window);
        Grade grade = returns.grade(used(List.of(firm), model, window));
        boolean mayBeWeaker = returns.hasAssumed(firm.event().firm(), model);
        add.firm(
            firm,
            others,
            grade,
            mayBeWeaker ? returns.grade(usedByPlacebo(firm, others, model, window)) : grade);
      }
    }

    /**
     * The firm's standardised sums on the past days whose window ends before this event's begins,
     * and holds no day 0 of another event that is no filing.
     */
    private double[] othersOf(
        StudiedEvent event, ReturnModel model, FirmResult firm, Window window) {
      double[] all =
          everyDay.computeIfAbsent(model.name(), name -> new HashMap<>())
              .computeIfAbsent(
                  firm.event().firm(),
                  ticker -> study(model).standardizedEveryDay(returns.returns(), ticker))[
              windows.indexOf(window)];
      int before = Math.max(0, firm.dayZeroPlace() + window.start() - window.end());
      double[] past = Arrays.copyOf(all, before);
      for (int named : places(e -> !e.equals(event) && !e.kind().equals(Event.FILING))) {
        for (int day = named - window.end(); day <= named - window.start(); day++) {
          if (day >= 0 && day < past.length) {
            past[day] = Double.NaN;
          }
        }
      }
      return past;
    }

    private boolean isOverlapping(StudiedEvent event, Window window) {
      List<Integer> own =
          dates(event).stream().map(d -> returns.returns().dayZero(d).orElse(-1)).toList();
      List<Integer> others = event.date().isEmpty() ? own : places(e -> !e.equals(event));
      // Of pooled events the windows of the days themselves, each with the next.
      return own.stream()
          .anyMatch(
              place ->
                  others.stream()
                          .filter(other -> Math.abs(other - place) < window.length())
                          .distinct()
                          .count()
                      > (event.date().isEmpty() ? 1 : 0));
    }

    private List<Integer> places(Predicate<StudiedEvent> wanted) {
      return events.stream()
          .filter(wanted)
          .map(StudiedEvent::date)
          .flatMap(Optional::stream)
          .map(date -> returns.returns().dayZero(date).orElse(-1))
          .toList();
    }

    /** Places of the days whose returns are used, by ticker. */
    private Map<String, BitSet> used(List<FirmResult> there, ReturnModel model, Window window) {
      Map<String, BitSet> used = new TreeMap<>();
      for (FirmResult firm : there) {
        used.computeIfAbsent(firm.event().firm(), ticker -> new BitSet())
            .or(EventReturns.places(firm.dayZeroPlace(), estimation, window));
      }
      return returns.withMarket(used, model);
    }

    /** The same of a placebo, which fits the model again for each day that it compares with. */
    private Map<String, BitSet> usedByPlacebo(
        FirmResult firm, double[] others, ReturnModel model, Window window) {
      BitSet days = EventReturns.places(firm.dayZeroPlace(), estimation, window);
      for (int day = 0; day < others.length; day++) {
        if (!Double.isNaN(others[day])) {
          days.or(EventReturns.places(day, estimation, window));
        }
      }
      return returns.withMarket(Map.of(firm.event().firm(), days), model);
    }

    /** What stands behind a row of {@code gold.event_test}. */
    private Map<String, BitSet> used(Row row) {
      StudiedEvent event =
          events.stream()
              .filter(e -> e.event().equals(row.getAs(EventTest.EVENT.name())))
              .findFirst()
              .orElseThrow();
      ReturnModel model =
          event.models().stream()
              .filter(m -> m.name().equals(row.getAs(EventTest.RETURN_MODEL.name())))
              .findFirst()
              .orElseThrow();
      Window window =
          new Window(
              Math.toIntExact(row.<Long>getAs(EventTest.WINDOW_START.name())),
              Math.toIntExact(row.<Long>getAs(EventTest.WINDOW_END.name())));
      String group = row.getAs(EventTest.FIRM_GROUP.name());
      Set<String> members =
          groups.contains(group) ? Set.copyOf(firms.tickers(group)) : Set.of(group);
      List<FirmResult> there =
          results
              .computeIfAbsent(
                  event.event() + " " + model.name(),
                  key -> study(model).run(returns.returns(), firmEvents(event)))
              .firms()
              .stream()
              .filter(f -> members.contains(f.event().firm()) && f.find(window).isPresent())
              .toList();
      if (row.getAs(EventTest.TEST.name()).equals(EventTestRows.PLACEBO)) {
        FirmResult firm = there.get(0);
        return usedByPlacebo(firm, othersOf(event, model, firm, window), model, window);
      }
      return used(there, model, window);
    }

    List<List<Object>> returnsBehind(Row row) {
      return returns.keys(used(row));
    }

    List<List<Object>> daysBehind(Row row) {
      BitSet all = new BitSet();
      used(row).values().forEach(all::or);
      return returns.days(all).map(day -> List.<Object>of(day)).toList();
    }
  }
}
