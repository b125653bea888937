package org.opensmdp.es9plus;

import java.util.Set;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.GetBoundProfilePackageResponse;
import org.opensmdp.rsp.PrepareDownloadResponse;

/** ES9+.GetBoundProfilePackage in JSON (SGP.22 v2 §6.5.2.7). */
final class GetBoundProfilePackageJson {
  static final Set<String> MEMBERS = Set.of(TransactionIdText.NAME, "prepareDownloadResponse");

  private GetBoundProfilePackageJson() {}

  static GetBoundProfilePackageRequest read(JsonObject body) {
    return new GetBoundProfilePackageRequest(
        TransactionIdText.read(body),
        Base64Text.read(body, "prepareDownloadResponse", PrepareDownloadResponse::parse));
  }

  static byte[] write(GetBoundProfilePackageResponse response) {
    return Answers.success(response.boundProfilePackage().size())
        .text(TransactionIdText.NAME, response.transactionId().toString())
        .plain("boundProfilePackage", Base64Text.write(response.boundProfilePackage()))
        .end();
  }
}
