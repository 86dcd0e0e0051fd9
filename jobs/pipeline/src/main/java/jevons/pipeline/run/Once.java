package jevons.pipeline.run;

import java.util.function.Supplier;

/** A value that is made when it is first asked for, and kept. */
final class Once<T> implements Supplier<T> {
  private Supplier<T> make;
  private T value;

  private Once(Supplier<T> make) {
    this.make = make;
  }

  static <T> Supplier<T> of(Supplier<T> make) {
    return new Once<>(make);
  }

  @Override
  public synchronized T get() {
    if (make != null) {
      value = make.get();
      make = null;
    }
    return value;
  }
}
