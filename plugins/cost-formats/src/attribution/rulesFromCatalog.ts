import { AttributionRule } from './attributionRule';
import {
  CatalogClaim,
  CLAIM_ORDER,
  claimsOf,
  RefusedAnnotation,
} from './catalogClaims';
import { readEntityRef } from './entityRef';

/** An entity, and what its annotations say of its cost. @public */
export interface AnnotatedEntity {
  entityRef: string;
  annotations: Readonly<Record<string, string>>;
}

/** Several entities that claim exactly the same: none of them gets it. @public */
export interface AmbiguousClaim {
  /** Id of the rules. */
  rule: string;
  /** What is claimed, such as `namespace shop`. */
  claim: string;
  entities: readonly string[];
}

/** Rules that the catalog makes, and what it leaves unclear. @public */
export interface CatalogRules {
  rules: readonly AttributionRule[];
  ambiguous: readonly AmbiguousClaim[];
  refused: readonly RefusedAnnotation[];
}

/** The tag or label by which a resource names its entity itself. */
const BACK_REFERENCE = 'plumbline.dev/entity';
/** For clouds whose tags hold neither `.` nor `/`. */
const FOLDED_BACK_REFERENCE = 'plumbline_dev_entity';

/** Where a resource says itself whose it is, nothing else is asked. */
const BACK_REFERENCE_RULES: readonly AttributionRule[] = [
  { id: 'plumbline:entity-label', entityFrom: { label: BACK_REFERENCE } },
  { id: 'plumbline:entity-tag', entityFrom: { tag: BACK_REFERENCE } },
  {
    id: 'plumbline:entity-tag-folded',
    entityFrom: { tag: FOLDED_BACK_REFERENCE },
  },
];

function describeClaim({ match }: CatalogClaim): string {
  const { label, tag, ...fields } = match;
  return [
    ...Object.entries(label ?? {}).map(([key, value]) => [
      `label ${key}`,
      value,
    ]),
    ...Object.entries(tag ?? {}).map(([key, value]) => [`tag ${key}`, value]),
    ...Object.entries(fields),
  ]
    .map(([place, value]) => `${place} ${[value].flat().join('|')}`)
    .sort()
    .join(', ');
}

function findAmbiguous(claims: readonly CatalogClaim[]): AmbiguousClaim[] {
  const claimants = new Map<string, Set<string>>();
  for (const claim of claims) {
    const key = JSON.stringify([claim.rule, describeClaim(claim)]);
    const entities = claimants.get(key) ?? new Set();
    claimants.set(key, entities.add(claim.entity));
  }
  return [...claimants]
    .filter(([, entities]) => entities.size > 1)
    .map(([key, entities]) => {
      const [rule, claim] = JSON.parse(key);
      return { rule, claim, entities: [...entities].sort() };
    });
}

/**
 * The rules where an operator configured none: what a resource says of itself,
 * then what the annotations of the entities claim. Claims of one kind have no
 * order: cost that several entities claim is booked to none of them.
 *
 * @public
 */
export function rulesFromCatalog(
  entities: Iterable<AnnotatedEntity>,
): CatalogRules {
  const claims: CatalogClaim[] = [];
  const refused: RefusedAnnotation[] = [];
  for (const { entityRef, annotations } of entities) {
    const entity = readEntityRef(entityRef);
    if (entity === undefined) {
      throw new Error(`${entityRef} is no entity ref`);
    }
    for (const claim of claimsOf(entity, annotations)) {
      if ('reason' in claim) {
        refused.push(claim);
      } else {
        claims.push(claim);
      }
    }
  }
  const ordered = CLAIM_ORDER.flatMap(rule =>
    claims.filter(claim => claim.rule === rule),
  );
  return {
    rules: [
      ...BACK_REFERENCE_RULES,
      ...ordered.map(({ rule, entity, match }) => ({
        id: rule,
        entity,
        match,
        isClaim: true,
      })),
    ],
    ambiguous: findAmbiguous(ordered),
    refused,
  };
}
