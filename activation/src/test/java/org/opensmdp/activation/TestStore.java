package org.opensmdp.activation;

/** All storage interfaces over one store, as the contracts and the tests of the rules need them. */
public interface TestStore {
  Profiles profiles();

  Downloads downloads();

  Notifications notifications();

  Operators operators();

  Inventory inventory();

  Stock stock();

  Versions versions();

  ClusterKeys clusterKeys();

  Timeline timeline();

  EventRecords eventRecords();

  AdminTokens adminTokens();

  Audit audit();

  Callbacks callbacks();

  Orders orders();

  Administration administration();
}
