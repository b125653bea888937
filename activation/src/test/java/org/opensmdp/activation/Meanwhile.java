package org.opensmdp.activation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A store to which something else happens just before one of its methods is called the first time. */
final class Meanwhile {
  private boolean happened;

  private Meanwhile() {}

  static Downloads before(String method, Downloads inner, Runnable somethingElse) {
    var once = new Meanwhile();
    return (Downloads) Proxy.newProxyInstance(
        Downloads.class.getClassLoader(),
        new Class<?>[] {Downloads.class},
        (proxy, called, arguments) -> {
          if (called.getName().equals(method) && !once.happened) {
            once.happened = true;
            somethingElse.run();
          }
          try {
            return called.invoke(inner, arguments);
          } catch (InvocationTargetException e) {
            throw e.getTargetException();
          }
        });
  }
}
