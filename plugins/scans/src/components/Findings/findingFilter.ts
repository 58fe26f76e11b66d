import {
  FindingQuery,
  FindingState,
  ScanFindingKind,
  ScanSeverity,
  findingKindSchema,
  findingStateSchema,
  severitySchema,
} from '@plumbline/backstage-plugin-scans-common';

/** What is looked for in a list of findings; the address says it. */
export interface FindingFilter {
  severity: ScanSeverity[];
  kind: ScanFindingKind[];
  tool: string[];
  state: FindingState;
  isOverdue: boolean;
  isFixable: boolean;
  /** Known to be exploited. */
  isExploited: boolean;
  /** First seen within so many days. */
  newDays?: number;
  /** Package URL without version, or a name. */
  package?: string;
  text?: string;
}

/** Every key of the address that belongs to the filter, taken away. */
export const NO_FILTER = {
  severity: undefined,
  kind: undefined,
  tool: undefined,
  state: undefined,
  overdue: undefined,
  fixable: undefined,
  exploited: undefined,
  new: undefined,
  package: undefined,
  text: undefined,
};

const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

const listOf = (text: string | undefined) =>
  (text ?? '').split(',').filter(Boolean);

/** What the address says; words that it does not know count as not said. */
export function readFilter(
  get: (key: keyof typeof NO_FILTER) => string | undefined,
): FindingFilter {
  const days = Number(get('new'));
  const state = findingStateSchema.safeParse(get('state'));
  return {
    severity: listOf(get('severity')).filter(
      (word): word is ScanSeverity => severitySchema.safeParse(word).success,
    ),
    kind: listOf(get('kind')).filter(
      (word): word is ScanFindingKind =>
        findingKindSchema.safeParse(word).success,
    ),
    tool: listOf(get('tool')),
    state: state.success ? state.data : 'open',
    isOverdue: get('overdue') === 'true',
    isFixable: get('fixable') === 'true',
    isExploited: get('exploited') === 'true',
    newDays: days > 0 && days <= MOST_DAYS ? days : undefined,
    package: get('package'),
    text: get('text'),
  };
}

const someOf = <T>(list: T[]) => (list.length > 0 ? list : undefined);

/** The same as the backend is asked for it. */
export function buildFindingQuery(
  filter: FindingFilter,
  now: number,
): FindingQuery {
  return {
    state: filter.state,
    severity: someOf(filter.severity),
    kind: someOf(filter.kind),
    tool: someOf(filter.tool),
    overdue: filter.isOverdue ? 'true' : undefined,
    fixable: filter.isFixable ? 'true' : undefined,
    exploited: filter.isExploited ? 'true' : undefined,
    since: filter.newDays
      ? new Date(now - filter.newDays * DAY_MS).toISOString()
      : undefined,
    package: filter.package,
    text: filter.text,
  };
}

/** Whether anything but the open ones is asked for, or less than all of them. */
export function isFiltered(filter: FindingFilter): boolean {
  const { state, ...rest } = buildFindingQuery(filter, 0);
  return (
    state !== 'open' || Object.values(rest).some(value => value !== undefined)
  );
}
