package org.opensmdp.simulator.apdu;

import java.util.ArrayList;
import java.util.List;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.simulator.CardRefusal;
import org.opensmdp.simulator.Es10;

/** As much of an ISD-R as its doors need to be tried: it keeps what it is given and answers by the tag. */
final class SmallEs10 implements Es10 {
  static final Bytes EID_RESPONSE = Bytes.fromHex("BF3E125A1089049032000000000000000000000134");

  final List<Bytes> taken = new ArrayList<>();
  int powerCycles;
  private boolean refreshPending;
  Bytes longAnswer = Bytes.EMPTY;

  @Override
  public Bytes storeData(Bytes data) {
    taken.add(data);
    int tag = data.at(0) << 8 | (data.size() > 1 ? data.at(1) : 0);
    return switch (tag) {
      case 0xBF3E -> {
        Tlv.parse("request", data);
        yield EID_RESPONSE;
      }
      case 0xBF2D -> longAnswer;
      case 0xBF31 -> {
        refreshPending |= data.at(data.size() - 1) != 0;
        yield Bytes.fromHex("BF3103800100");
      }
      case 0xBF32 -> Bytes.fromHex("BF3203800102");
      case 0xBF2E -> throw new IllegalStateException("a defect");
      case 0xBF36 -> Bytes.EMPTY;
      default -> throw new CardRefusal(0x6A88, "unknown tag");
    };
  }

  @Override
  public void powerCycle() {
    powerCycles++;
    refreshPending = false;
  }

  @Override
  public boolean refreshPending() {
    return refreshPending;
  }

  @Override
  public void refreshed() {
    refreshPending = false;
  }
}
