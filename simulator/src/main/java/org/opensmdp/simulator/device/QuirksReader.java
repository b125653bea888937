package org.opensmdp.simulator.device;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.util.stream.Collectors;
import org.opensmdp.simulator.EuiccQuirks;
import org.opensmdp.simulator.Quirk;

/** Reads the quirks of a description: each key is the name of a {@link Quirk}, its value is of its type. */
final class QuirksReader extends JsonDeserializer<EuiccQuirks> {

  @Override
  public EuiccQuirks deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw JsonMappingException.from(
          parser, "write each quirk as 'name: value' on a line of its own");
    }
    var quirks = EuiccQuirks.NONE;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      var quirk = known(parser, name);
      parser.nextToken();
      quirks = with(quirks, quirk, parser, context);
    }
    return quirks;
  }

  private static Quirk<?> known(JsonParser parser, String name) throws JsonMappingException {
    for (var quirk : DeviceQuirks.all()) {
      if (quirk.name().equals(name)) {
        return quirk;
      }
    }
    var known = DeviceQuirks.all().stream().map(Quirk::name).collect(Collectors.joining(", "));
    throw named(
        JsonMappingException.from(parser, "no quirk has this name. Known are: " + known), name);
  }

  private static <T> EuiccQuirks with(
      EuiccQuirks quirks, Quirk<T> quirk, JsonParser parser, DeserializationContext context)
      throws IOException {
    try {
      return quirks.with(quirk, context.readValue(parser, quirk.type()));
    } catch (JsonMappingException e) {
      throw named(e, quirk.name());
    }
  }

  private static JsonMappingException named(JsonMappingException e, String name) {
    e.prependPath(EuiccQuirks.class, name);
    return e;
  }
}
