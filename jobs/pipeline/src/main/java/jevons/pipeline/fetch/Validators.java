package jevons.pipeline.fetch;

import java.util.Optional;

/** What tells one state of a file at its provider from another. */
record Validators(Optional<String> etag, Optional<String> lastModified) {
  static final Validators NONE = new Validators(Optional.empty(), Optional.empty());

  boolean isEmpty() {
    return etag.isEmpty() && lastModified.isEmpty();
  }

  /**
   * What {@code If-Range} may name, so that parts of two states are never put together: an ETag
   * that is not weak, else the last change.
   */
  Optional<String> strong() {
    return etag.filter(tag -> !tag.startsWith("W/")).or(() -> lastModified);
  }
}
