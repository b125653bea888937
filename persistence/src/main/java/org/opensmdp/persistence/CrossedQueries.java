package org.opensmdp.persistence;

/** Where identities contradict each other, as SQL: one part for each kind, read over the whole stock. */
final class CrossedQueries {
  /** Cards whose last report about the profile says that it is there: installed, and not deleted since. */
  private static final String HOLDERS = """
      holders as (
        select told.iccid, told.eid from activation_event told
        where told.to_state = 'INSTALLED' and told.from_state <> 'INSTALLED' and told.eid is not null
          and not exists (
            select from notification gone
            where gone.iccid = told.iccid and gone.eid = told.eid and gone.operation = 'DELETE'
              and gone.verdict = 'ACCEPTED' and gone.received_at >= told.happened_at)
        group by told.iccid, told.eid)\
      """;

  private static final String PARTS = """
      select 'INSTALLED_TWICE' as kind, iccid,
        'installed on ' || string_agg(eid, ' and ' order by eid) as what
      from holders group by iccid having count(*) > 1
      union all
      select 'FOREIGN_CARD', profile.iccid,
        'reported by ' || holders.eid || ', ordered for ' || coalesce(profile.eid, 'no card')
      from profile join holders using (iccid)
      where profile.state = 'INSTALLED' and profile.eid is distinct from holders.eid
      union all
      select 'FOREIGN_BINDING', profile.iccid,
        'bound to ' || binding.eid || ', ordered for ' || coalesce(profile.eid, 'no card')
      from profile join binding using (iccid)
      where profile.eid is distinct from binding.eid
      union all
      select 'NO_CARD', iccid, 'the profile is ' || lower(state) || ' and names no card'
      from profile where state in ('DOWNLOADED', 'INSTALLED') and eid is null
      union all
      select 'IMSI_TWICE', min(iccid), 'one IMSI in ' || string_agg(iccid, ' and ' order by iccid)
      from profile where imsi is not null and state <> 'UNAVAILABLE'
      group by imsi having count(*) > 1
      union all
      select 'FOREIGN_TYPE', profile.iccid, 'the type belongs to operator ' || profile_type.operator_id
      from profile join profile_type using (profile_type_id)
      where profile.operator_id <> profile_type.operator_id
      """;

  /** Selects kind, iccid and what; the place is how many rows at most. */
  static final String ALL = "with " + HOLDERS + " select kind, iccid, what from (" + PARTS
      + ") crossed order by 1, 2 limit {0}";

  private CrossedQueries() {}
}
