package org.opensmdp.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Watches every Netty buffer of this JVM. Has to be loaded before the first buffer is. */
final class Leaks {
  private static final int PATIENCE = 200;
  private static final List<String> REPORTS = new CopyOnWriteArrayList<>();

  static {
    System.setProperty("io.netty.leakDetection.level", "paranoid");
    System.setProperty("io.netty.leakDetection.targetRecords", "20");
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Factory());
  }

  private Leaks() {}

  static void watch() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  /** Leaks one buffer on purpose; once that one is found, the others would have been, too. */
  static List<String> found() {
    String canary = "canary " + System.nanoTime();
    leak(canary);
    for (int i = 0; i < PATIENCE && !reported(canary); i++) {
      System.gc();
      ByteBufAllocator buffers = PooledByteBufAllocator.DEFAULT;
      buffers.directBuffer(16).release(); // the detector looks around when a buffer is made
    }
    if (!reported(canary)) {
      throw new IllegalStateException("the leak detector does not work");
    }
    return REPORTS.stream().filter(report -> !report.contains("canary ")).toList();
  }

  private static boolean reported(String canary) {
    return REPORTS.stream().anyMatch(report -> report.contains(canary));
  }

  private static void leak(String canary) {
    PooledByteBufAllocator.DEFAULT.directBuffer(16).touch(canary);
  }

  private static final class Factory extends ResourceLeakDetectorFactory {
    @Override
    @SuppressWarnings("deprecation") // the one method that Netty makes us implement
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
        Class<T> resource, int samplingInterval, long maxActive) {
      return new ResourceLeakDetector<>(resource, 1) {
        @Override
        protected boolean needReport() {
          return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
          REPORTS.add(records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
          REPORTS.add("untraced " + resourceType);
        }
      };
    }
  }
}
