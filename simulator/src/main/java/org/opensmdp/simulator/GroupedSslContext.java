package org.opensmdp.simulator;

import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * A context of Bouncy Castle whose engines have these groups. By default they lack
 * brainpoolP256r1; the one other way to name it is a property that the whole process would obey.
 */
final class GroupedSslContext extends SSLContext {
  GroupedSslContext(SSLContext context, List<String> groups) {
    super(new Spi(context, groups), context.getProvider(), context.getProtocol());
  }

  private static final class Spi extends SSLContextSpi {
    private final SSLContext context;
    private final List<String> groups;

    Spi(SSLContext context, List<String> groups) {
      this.context = context;
      this.groups = groups;
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return new GroupedSslEngine(context.createSSLEngine(), groups);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return new GroupedSslEngine(context.createSSLEngine(host, port), groups);
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return context.getDefaultSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return context.getSupportedSSLParameters();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return context.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return context.getClientSessionContext();
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
      throw new UnsupportedOperationException("it is there to be used");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      throw new UnsupportedOperationException("engines only");
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      throw new UnsupportedOperationException("engines only");
    }
  }
}
