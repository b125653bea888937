package org.opensmdp.persistence;

import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.opensmdp.persistence.db.Tables.CLUSTER_KEY;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.opensmdp.activation.ClusterKeys;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/** The keys of the stateless challenge in PostgreSQL, sealed. */
final class JooqClusterKeys implements ClusterKeys {
  private static final short FIRST = 1;
  private static final int KEY_OCTETS = 32;

  private final Sql sql;
  private final Sealer sealer;
  private final SecureRandom random;

  JooqClusterKeys(Sql sql, Sealer sealer, SecureRandom random) {
    this.sql = sql;
    this.sealer = sealer;
    this.random = random;
  }

  @Override
  public List<ClusterKey> all() {
    return sql.run(db -> {
      var keys = read(db);
      if (!keys.isEmpty()) {
        return keys;
      }
      makeFirst(db);
      return read(db); // it may be another node's
    });
  }

  private List<ClusterKey> read(DSLContext db) {
    return db.select(CLUSTER_KEY.fields())
        .from(CLUSTER_KEY)
        .orderBy(CLUSTER_KEY.CREATED_AT.desc(), CLUSTER_KEY.VERSION.desc())
        .fetch(this::key);
  }

  private void makeFirst(DSLContext db) {
    var octets = new byte[KEY_OCTETS];
    random.nextBytes(octets);
    try (var key = Secret.of(octets)) {
      var sealed = sealer.seal("cluster_key", "sealed", row(FIRST), key);
      db.insertInto(CLUSTER_KEY)
          .set(CLUSTER_KEY.VERSION, FIRST)
          .set(CLUSTER_KEY.SEALED, sealed.toArray())
          .set(CLUSTER_KEY.CREATED_AT, currentOffsetDateTime())
          .onConflictDoNothing()
          .execute();
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private ClusterKey key(Record row) {
    int version = row.get(CLUSTER_KEY.VERSION);
    var sealed = Bytes.wrap(row.get(CLUSTER_KEY.SEALED));
    return new ClusterKey(version, sealer.open("cluster_key", "sealed", row(version), sealed));
  }

  private static String row(int version) {
    return Integer.toString(version);
  }
}
