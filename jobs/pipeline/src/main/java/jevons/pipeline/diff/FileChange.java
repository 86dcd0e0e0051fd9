package jevons.pipeline.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.lake.PublishedSet.LandingEntry;

/**
 * A landing file that is not the same in two published sets.
 *
 * @param path below the landing zone's root
 * @param change {@link Change#APPEARED}, {@link Change#GONE} or {@link Change#CHANGED}
 */
public record FileChange(String path, Change change) {
  /** The files whose content differs, by path. */
  static List<FileChange> between(PublishedSet before, PublishedSet after) {
    Map<String, String> old = contents(before);
    Map<String, String> now = contents(after);
    TreeSet<String> paths = new TreeSet<>(old.keySet());
    paths.addAll(now.keySet());
    List<FileChange> changes = new ArrayList<>();
    for (String path : paths) {
      if (!old.containsKey(path)) {
        changes.add(new FileChange(path, Change.APPEARED));
      } else if (!now.containsKey(path)) {
        changes.add(new FileChange(path, Change.GONE));
      } else if (!old.get(path).equals(now.get(path))) {
        changes.add(new FileChange(path, Change.CHANGED));
      }
    }
    return List.copyOf(changes);
  }

  private static Map<String, String> contents(PublishedSet set) {
    Function<LandingEntry, String> content = file -> file.outcome() + " " + file.sha256();
    return set.landing().stream()
        .collect(Collectors.toMap(LandingEntry::path, content, (a, b) -> b, TreeMap::new));
  }
}
