package org.opensmdp.simulator.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.util.function.Function;

/** A value that is written as text. What the reader refuses with IllegalArgumentException is told. */
public final class TextValue<T> extends JsonDeserializer<T> {
  private final Function<String, T> read;

  public TextValue(Function<String, T> read) {
    this.read = read;
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    try {
      return read.apply(String.valueOf(parser.getText()));
    } catch (IllegalArgumentException e) {
      throw JsonMappingException.from(parser, e.getMessage(), e);
    }
  }
}
