package jevons.pipeline.run;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The machine's name. */
final class Hosts {
  private Hosts() {}

  static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
