package org.opensmdp.activation;

import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** Tenants and types as administrators see and change them. Every method is one transaction. */
public interface Administration {

  /** Returns all tenants, by name. */
  List<Operator> operators();

  Optional<Operator> operator(String name);

  /** Changes what the tenant calls itself and its terms; number and name stay. */
  void change(Operator operator);

  /** Returns the keys that may speak for a tenant, SHA-256 of the SubjectPublicKeyInfo each. */
  List<Bytes> clients(Operator operator);

  /** Lets a key speak for a tenant; returns false if it speaks for one already. */
  boolean addClient(Operator operator, Bytes keyFingerprint);

  /** Takes the word from a key; returns whether it had it. */
  boolean removeClient(Operator operator, Bytes keyFingerprint);

  /** Returns the types of a tenant, or all, by name. */
  List<ProfileType> types(Optional<Operator> owner);

  /**
   * Changes texts and policies of a type; number, name, owner and length of the MNC stay.
   *
   * @return false if a rollout of the type is under way, whose gate compares versions and nothing else; nothing
   *     is changed then
   */
  boolean change(ProfileType type);
}
