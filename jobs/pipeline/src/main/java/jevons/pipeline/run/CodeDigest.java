package jevons.pipeline.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * Digest of the code behind a step: its class and all classes of Jevons that it reaches, by the
 * names in their constant pools (The Java Virtual Machine Specification, 4.4). So a change in one
 * table's query remakes that table and what depends on it, and nothing else.
 */
final class CodeDigest {
  private static final String OURS = "jevons/";
  private static final Map<String, Class_> READ = new ConcurrentHashMap<>();
  private static final Map<Set<Class<?>>, String> DIGESTS = new ConcurrentHashMap<>();

  private CodeDigest() {}

  /** A class file's checksums and the classes of Jevons it names. */
  private record Class_(String checksums, Set<String> names) {}

  /** 16 hexadecimal digits for the code that {@code roots} reach. */
  static String of(Collection<Class<?>> roots) {
    return DIGESTS.computeIfAbsent(Set.copyOf(roots), CodeDigest::digest);
  }

  private static String digest(Set<Class<?>> roots) {
    Deque<String> open = new ArrayDeque<>();
    roots.forEach(r -> open.add(r.getName().replace('.', '/')));
    Map<String, String> reached = new TreeMap<>();
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!reached.containsKey(name)) {
        Class_ found = READ.computeIfAbsent(name, CodeDigest::read);
        reached.put(name, found.checksums());
        open.addAll(found.names());
      }
    }
    return Digest.of(reached.toString());
  }

  private static Class_ read(String name) {
    try (InputStream in = CodeDigest.class.getClassLoader().getResourceAsStream(name + ".class")) {
      if (in == null) {
        return new Class_("absent", Set.of());
      }
      byte[] bytes = in.readAllBytes();
      return new Class_(checksums(bytes), names(bytes));
    } catch (IOException e) {
      throw new IllegalStateException("class file of " + name + " cannot be read", e);
    }
  }

  /** Two, which the processor works out, as a start has no compiled code for SHA-256 yet. */
  private static String checksums(byte[] classFile) {
    Checksum crc32 = new CRC32();
    Checksum crc32c = new CRC32C();
    crc32.update(classFile);
    crc32c.update(classFile);
    return HexFormat.of().toHexDigits(crc32.getValue(), 8)
        + HexFormat.of().toHexDigits(crc32c.getValue(), 8);
  }

  /**
   * The names of Jevons' classes in a class file, alone or within descriptors, {@code
   * (Ljevons/pipeline/table/Field;)V}. No byte that can follow a name there is one of a name.
   */
  private static Set<String> names(byte[] classFile) {
    String text = new String(classFile, StandardCharsets.ISO_8859_1);
    Set<String> names = new HashSet<>();
    int at = text.indexOf(OURS);
    while (at >= 0) {
      int end = at + OURS.length();
      while (end < text.length() && isOfName(text.charAt(end))) {
        end++;
      }
      names.add(text.substring(at, end));
      at = text.indexOf(OURS, end);
    }
    return names;
  }

  private static boolean isOfName(char c) {
    boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return isLetter || (c >= '0' && c <= '9') || c == '/' || c == '$' || c == '_';
  }
}
