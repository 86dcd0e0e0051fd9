package jevons.pipeline.run;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

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

  /** A class file's digest and the classes of Jevons it names. */
  private record Class_(String sha256, Collection<String> names) {}

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
        reached.put(name, found.sha256());
        open.addAll(found.names());
      }
    }
    return Digest.of(reached.toString());
  }

  private static Class_ read(String name) {
    try (InputStream in = CodeDigest.class.getClassLoader().getResourceAsStream(name + ".class")) {
      if (in == null) {
        return new Class_("absent", new TreeSet<>());
      }
      byte[] bytes = in.readAllBytes();
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Class_(HexFormat.of().formatHex(sha256), names(bytes));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("class file of " + name + " cannot be read", e);
    }
  }

  /** The names of Jevons' classes in a class file's constant pool. */
  private static Collection<String> names(byte[] classFile) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    in.skipNBytes(8);
    int count = in.readUnsignedShort();
    TreeSet<String> names = new TreeSet<>();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> addNames(in.readUTF(), names);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          // A long or double takes two entries of the pool.
          i++;
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> throw new IOException("constant pool tag " + tag);
      }
    }
    return names;
  }

  /** Class names stand alone or within descriptors, {@code (Ljevons/pipeline/table/Field;)V}. */
  private static void addNames(String text, Set<String> names) {
    if (text.startsWith(OURS) && text.indexOf(';') < 0) {
      names.add(text);
      return;
    }
    int at = text.indexOf("L" + OURS);
    while (at >= 0) {
      int end = at + 1;
      while (end < text.length() && text.charAt(end) != ';' && text.charAt(end) != '<') {
        end++;
      }
      names.add(text.substring(at + 1, end));
      at = text.indexOf("L" + OURS, end);
    }
  }
}
