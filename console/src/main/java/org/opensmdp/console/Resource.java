package org.opensmdp.console;

import java.util.List;
import java.util.Locale;
import org.opensmdp.http.Route;

/** The routes of one kind of thing, beneath {@code /admin/v1}. */
public interface Resource {

  List<Route> routes();

  /**
   * Returns the name of the file that describes the routes: {@code openapi/<name>.yaml} among the
   * resources of this module. It follows the class: {@code TokensResource} is tokens.yaml.
   */
  default String description() {
    return getClass().getSimpleName().replaceFirst("Resource$", "").toLowerCase(Locale.ROOT);
  }
}
