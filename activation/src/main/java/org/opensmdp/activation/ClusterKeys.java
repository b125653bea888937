package org.opensmdp.activation;

import java.util.List;
import org.opensmdp.rsp.Secret;

/** Where the keys of the stateless challenge live, shared by all nodes. */
public interface ClusterKeys {

  /**
   * A key and its number.
   *
   * @param version 1..255
   * @param key 32 octets
   */
  record ClusterKey(int version, Secret key) {}

  /** Returns all keys, the newest first; makes the first one if there is none. */
  List<ClusterKey> all();
}
