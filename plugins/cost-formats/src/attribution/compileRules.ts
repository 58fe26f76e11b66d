import { CostSubject } from '../facts/CostFact';
import { AttributionRule, EntityFrom } from './attributionRule';
import { compileConditions, Condition } from './compileConditions';
import { compileEntityFrom, NamedEntity, NearMiss } from './entityFromRow';
import { indexRules } from './indexRules';
import { SubjectView, viewSubject } from './subjectValues';

/** Whom the cost of a subject is booked to, and why. @public */
export interface Attribution {
  /** Id of the rule that decided. Absent where none matched. */
  rule?: string;
  entity?: string;
  /** Pool of shared cost. */
  pool?: string;
  /** Entities that claim the same: the cost is booked to none of them. */
  claimedBy?: readonly string[];
  /** Rules that would have booked it, had its value named an entity. */
  nearMisses?: readonly NearMiss[];
}

type Target = { pool: string } | NamedEntity;

interface CompiledRule {
  rule: AttributionRule;
  conditions: readonly Condition[];
  entityFrom?: EntityFrom;
  book(view: SubjectView): Target;
}

function compileRule(
  rule: AttributionRule,
  knownEntities: ReadonlySet<string> | undefined,
): CompiledRule {
  const { entity, entityFrom, shared } = rule;
  const conditions = compileConditions(rule.match ?? {});
  const isIdle = rule.match?.isIdle;
  const nameEntity = entityFrom && compileEntityFrom(entityFrom, knownEntities);
  const fixed: Target =
    shared === undefined ? { entity: entity ?? '' } : { pool: shared };
  return {
    rule,
    conditions,
    entityFrom,
    book: view => {
      const holds =
        (isIdle === undefined || isIdle === view.subject.isIdle) &&
        conditions.every(condition => condition.holds(view));
      if (!holds) {
        return undefined;
      }
      return nameEntity ? nameEntity(view) : fixed;
    },
  };
}

/** Rules that have no order among themselves: claims of one id in a row. */
function isSameClaim(one: AttributionRule, other: AttributionRule): boolean {
  return one.isClaim === true && other.isClaim === true && one.id === other.id;
}

/**
 * The rules as a function that books a subject: the first that matches wins.
 * Rules with an exact value are looked up; at worst all are tried. Nothing is
 * remembered between subjects.
 *
 * @param options - `knownEntities`: where given, what a row names must be one of these
 * @public
 */
export function compileRules(
  rules: readonly AttributionRule[],
  options: { knownEntities?: ReadonlySet<string> } = {},
): (subject: CostSubject) => Attribution {
  const compiled = rules.map(rule => compileRule(rule, options.knownEntities));
  const findCandidates = indexRules(compiled);

  return subject => {
    const view = viewSubject(subject);
    const nearMisses: NearMiss[] = [];
    const claimants = new Set<string>();
    let claim: AttributionRule | undefined;
    let decided: Attribution | undefined;
    for (const position of findCandidates(view)) {
      const { rule, book } = compiled[position];
      if (claim && !isSameClaim(claim, rule)) {
        break;
      }
      const target = book(view);
      if (target && 'reason' in target) {
        nearMisses.push({ rule: rule.id, ...target });
      } else if (target && !rule.isClaim) {
        decided = { rule: rule.id, ...target };
        break;
      } else if (target && 'entity' in target) {
        claim = rule;
        claimants.add(target.entity);
      }
    }
    if (claim) {
      const claimedBy = [...claimants].sort();
      decided =
        claimedBy.length === 1
          ? { rule: claim.id, entity: claimedBy[0] }
          : { rule: claim.id, claimedBy };
    }
    return nearMisses.length > 0 ? { ...decided, nearMisses } : (decided ?? {});
  };
}
