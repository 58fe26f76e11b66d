import { Entity } from '@backstage/catalog-model';
import { EXPECTED_TO_BE_SCANNED } from '@plumbline/backstage-plugin-scans-common';

const KINDS = new Set(['component', 'resource', 'system', 'api']);
/** Data has no code, image or cluster that a scanner looks at. */
const DATA_TYPES = new Set(['dataset', 'feature-set']);

/** Whether a scanner can look at an entity: components, resources, systems and APIs, except data. @public */
export function isScannable(entity: Entity): boolean {
  return (
    KINDS.has(entity.kind.toLowerCase()) &&
    !DATA_TYPES.has(String(entity.spec?.type))
  );
}

/** Whether an entity that was never scanned is worth a word on its first page. */
export function isExpectedToBeScanned(entity: Entity): boolean {
  return EXPECTED_TO_BE_SCANNED.some(
    ({ kind, types }) =>
      kind === entity.kind.toLowerCase() &&
      (types === undefined || types.includes(String(entity.spec?.type))),
  );
}
