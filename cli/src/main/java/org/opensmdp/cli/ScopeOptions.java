package org.opensmdp.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which attempts are asked for: a time, and a part of the traffic. */
final class ScopeOptions {
  @Option(names = "--from", description = "ISO 8601 in UTC (default: 30 days ago).")
  private Optional<Instant> from = Optional.empty();

  @Option(names = "--to", description = "ISO 8601 in UTC (default: now).")
  private Optional<Instant> to = Optional.empty();

  @Option(names = "--last", description = "Instead of --from: ISO 8601, as PT1H or P7D.")
  private Optional<Duration> last = Optional.empty();

  @Option(names = "--operator", description = "Of one operator.")
  private Optional<String> operator = Optional.empty();

  @Option(names = "--type", description = "Of one profile type.")
  private Optional<String> type = Optional.empty();

  @Option(names = "--version", description = "Of one version of the type.")
  private Optional<Integer> version = Optional.empty();

  @Option(names = "--region", description = "europe, southeast-asia, asia, oceania and so on.")
  private Optional<String> region = Optional.empty();

  @Option(names = "--eum", description = "The first 8 digits of the EID.")
  private Optional<String> eum = Optional.empty();

  @Option(names = "--firmware", description = "Of the card, as 66.81.2.")
  private Optional<String> firmware = Optional.empty();

  /** Returns the path with the query that says so. */
  String on(String path, Map<String, String> more) {
    var query = new LinkedHashMap<String, String>(more);
    from.or(() -> last.map(span -> to.orElseGet(Instant::now).minus(span)))
        .ifPresent(time -> query.put("from", time.toString()));
    to.ifPresent(time -> query.put("to", time.toString()));
    operator.ifPresent(name -> query.put("operator", name));
    type.ifPresent(name -> query.put("type", name));
    version.ifPresent(number -> query.put("version", number.toString()));
    region.ifPresent(name -> query.put("region", name));
    eum.ifPresent(digits -> query.put("eum", digits));
    firmware.ifPresent(numbers -> query.put("firmware", numbers));
    return query.isEmpty()
        ? path
        : path + "?"
            + query.entrySet().stream()
                .map(value -> value.getKey() + "=" + AdminClient.encoded(value.getValue()))
                .collect(Collectors.joining("&"));
  }
}
