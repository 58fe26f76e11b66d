import { Knex } from 'knex';
import { DecisionRecord } from '../domain/decisions';

/**
 * The findings that a decision may be about, with their entities. By ids that
 * are known to mean the same vulnerability, which some report said: whether it
 * is about one is for the finding's own ids to say.
 */
export function matchingFindings(
  knex: Knex,
  { matcher, reach, withinRef }: DecisionRecord,
): Knex.QueryBuilder {
  const query = knex('scan_findings')
    .join(
      'scan_entities',
      'scan_entities.entity_ref',
      'scan_findings.entity_ref',
    )
    .modify(within, { reach, withinRef });
  if (matcher.about === 'finding') {
    return query.where('scan_findings.id', matcher.findingId);
  }
  if (matcher.about === 'rule') {
    return query.where('scan_findings.rule', matcher.rule);
  }
  if (matcher.package !== undefined) {
    query.where('scan_findings.package_key', matcher.package);
  }
  return query.where(any =>
    any
      .where('scan_findings.vulnerability', matcher.vulnerability)
      .orWhereIn(
        'scan_findings.vulnerability',
        knex('scan_aliases')
          .where('alias', matcher.vulnerability)
          .select('vulnerability'),
      ),
  );
}

/** Of a query that knows `scan_entities`, what lies within the reach of a decision. */
export function within(
  query: Knex.QueryBuilder,
  place: Pick<DecisionRecord, 'reach' | 'withinRef'>,
): void {
  const { reach, withinRef } = place;
  if (reach === 'all' || withinRef === undefined) {
    return;
  }
  query.where(any => {
    any.where('scan_entities.entity_ref', withinRef);
    if (reach === 'system') {
      any.orWhere('scan_entities.system_ref', withinRef);
    }
    if (reach === 'domain') {
      any
        .orWhere('scan_entities.domain_ref', withinRef)
        .orWhereIn('scan_entities.system_ref', systems =>
          systems
            .from('scan_systems')
            .where('domain_ref', withinRef)
            .select('system_ref'),
        );
    }
  });
}
