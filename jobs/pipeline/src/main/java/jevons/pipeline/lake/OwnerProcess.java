package jevons.pipeline.lake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The process that owns a lock.
 *
 * @param started null where the system does not tell
 * @param pidSpace see {@link LockInfo#pidSpace()}
 */
record OwnerProcess(String host, long pid, Instant started, String pidSpace) {
  static OwnerProcess current() {
    ProcessHandle self = ProcessHandle.current();
    return new OwnerProcess(
        hostName(), self.pid(), self.info().startInstant().orElse(null), currentPidSpace());
  }

  static OwnerProcess of(LockInfo lock) {
    return new OwnerProcess(lock.host(), lock.pid(), lock.pidStarted(), lock.pidSpace());
  }

  /**
   * Whether both are processes of one machine and one container, so that a process number means the
   * same to both. Two containers may share a host name; then nothing is known but the heartbeat.
   */
  boolean sharesPidsWith(OwnerProcess other) {
    return host.equals(other.host) && Objects.equals(pidSpace, other.pidSpace);
  }

  /** Whether no such process runs any more, asked by one that shares its process numbers. */
  boolean isGone() {
    Optional<ProcessHandle> running = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return running.isEmpty()
        || (started != null
            && running.get().info().startInstant().filter(s -> !s.equals(started)).isPresent());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** Linux only: the boot's id and the namespace of process numbers; elsewhere null. */
  private static String currentPidSpace() {
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return boot + "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }
}
