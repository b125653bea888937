package org.opensmdp.activation.timeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;

/** One order of one operator, one card, and what phones said of them. */
final class InMemoryCases implements CaseFiles, ClientLogs {
  private final long operatorId;
  private final Iccid order;
  private final Eid card;
  private final Set<Bytes> digests = new HashSet<>();
  final List<ClientLogEntry> kept = new ArrayList<>();

  InMemoryCases(long operatorId, Iccid order, Eid card) {
    this.operatorId = operatorId;
    this.order = order;
    this.card = card;
  }

  @Override
  public List<Iccid> find(CaseQuery query, Optional<Long> operator, int most) {
    boolean mine = operator.map(id -> id == operatorId).orElse(true);
    return mine && query.iccids().contains(order) ? List.of(order) : List.of();
  }

  @Override
  public Optional<CaseFile> read(Iccid iccid) {
    return Optional.empty();
  }

  @Override
  public List<Eid> cards(CaseQuery query, int most) {
    return query.eids().contains(card) ? List.of(card) : List.of();
  }

  @Override
  public CardFile card(Eid eid) {
    return new CardFile(eid, List.of(), kept);
  }

  @Override
  public int keep(List<Line> lines) {
    int before = kept.size();
    lines.stream().filter(line -> digests.add(line.digest())).map(Line::entry).forEach(kept::add);
    return kept.size() - before;
  }
}
