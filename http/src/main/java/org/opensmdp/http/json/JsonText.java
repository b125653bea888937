package org.opensmdp.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one JSON object, UTF-8, on one line, in the order of the calls. One thread, used once. */
public final class JsonText {
  private final ByteArrayOutputStream octets;
  private final JsonGenerator generator;

  private JsonText(int expectedOctets) {
    this.octets = new ByteArrayOutputStream(expectedOctets);
    try {
      this.generator = Json.FACTORY.createGenerator(octets);
      generator.writeStartObject();
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  /**
   * Begins an object.
   *
   * @param expectedOctets about how long it will be; a good guess saves copies
   */
  public static JsonText object(int expectedOctets) {
    return new JsonText(expectedOctets);
  }

  public JsonText text(String name, String value) {
    return step(() -> generator.writeStringField(name, value));
  }

  public JsonText flag(String name, boolean value) {
    return step(() -> generator.writeBooleanField(name, value));
  }

  public JsonText number(String name, long value) {
    return step(() -> generator.writeNumberField(name, value));
  }

  /** Writes a string of ASCII signs that need no escape, as base64 is, without looking at them. */
  public JsonText plain(String name, byte[] ascii) {
    return step(() -> {
      generator.writeFieldName(name);
      generator.writeRawUTF8String(ascii, 0, ascii.length);
    });
  }

  /** Begins an object inside; {@link #close} ends it. */
  public JsonText open(String name) {
    return step(() -> generator.writeObjectFieldStart(name));
  }

  public JsonText close() {
    return step(generator::writeEndObject);
  }

  /** Ends the object and returns its octets. */
  public byte[] end() {
    step(() -> {
      generator.writeEndObject();
      generator.close();
    });
    return octets.toByteArray();
  }

  /** Returns text for readers that count octets and know ASCII only: others become '?', the rest is cut. */
  public static String printable(String text, int longest) {
    var ascii = new StringBuilder(Math.min(text.length(), longest));
    for (int i = 0; i < text.length() && i < longest; i++) {
      char sign = text.charAt(i);
      ascii.append(sign >= ' ' && sign <= '~' ? sign : '?');
    }
    return ascii.toString();
  }

  private JsonText step(Step step) {
    try {
      step.run();
      return this;
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  private static UncheckedIOException impossible(IOException e) {
    return new UncheckedIOException("writing to memory failed", e);
  }

  /** One call of the generator. */
  private interface Step {
    void run() throws IOException;
  }
}
