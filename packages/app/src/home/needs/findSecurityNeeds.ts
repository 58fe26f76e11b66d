import { parseEntityRef } from '@backstage/catalog-model';
import type { ScansApi } from '@plumbline/backstage-plugin-scans';
import type { Need } from './findNeeds';

type Summary = Awaited<ReturnType<ScansApi['getOverview']>>['items'][number];
type Decision = Awaited<ReturnType<ScansApi['listDecisions']>>['items'][number];

/** What is known of the security of somebody's teams. */
export interface Security {
  /** How what the teams own stands. */
  summaries: Summary[];
  /** Decisions that wait for somebody to review them, of all that one may read. */
  proposed: Decision[];
  /** Decisions in force that end soon, of all that one may read. */
  ending: Decision[];
}

/** Decisions that are named before the rest is only counted. */
const MOST_DECISIONS = 5;
const INBOX = '/security?view=decisions';

function addressOf(entityRef: string, query: Record<string, string>): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const page = `/catalog/${namespace}/${kind}/${name}/security`;
  const text = new URLSearchParams(query).toString();
  return text ? `${page}?${text}` : page;
}

function findEntityNeeds({ entityRef, overdue, held }: Summary): Need[] {
  const { name } = parseEntityRef(entityRef);
  const late: Need = {
    id: `${entityRef} overdue`,
    status: 'critical',
    subject: { title: name, href: addressOf(entityRef, { overdue: 'true' }) },
    what: `security: ${overdue} ${overdue === 1 ? 'finding is' : 'findings are'} overdue`,
  };
  const waiting: Need = {
    id: `${entityRef} held`,
    status: 'warn',
    subject: { title: name, href: `${addressOf(entityRef, {})}#held` },
    what: `security: ${held === 1 ? 'a held scan waits' : `${held} held scans wait`} for somebody to say whether its findings are gone`,
  };
  return [...(overdue > 0 ? [late] : []), ...(held > 0 ? [waiting] : [])];
}

const titleOf = ({ finding, summary }: Decision) => finding?.title ?? summary;

const wordOf = ({ status }: Decision) => status.replace('-', ' ');

const nameOf = (actor: string) => actor.replace(/^user:default\//, '');

/** Some decisions by name, the rest as a number. */
function listSome(
  decisions: readonly Decision[],
  toNeed: (decision: Decision) => Need,
  describeRest: (count: number) => string,
): Need[] {
  const rest = decisions.length - MOST_DECISIONS;
  return [
    ...decisions.slice(0, MOST_DECISIONS).map(toNeed),
    ...(rest > 0
      ? [
          {
            id: `decisions ${describeRest(rest)}`,
            status: 'warn' as const,
            subject: { title: 'Decisions', href: INBOX },
            what: describeRest(rest),
          },
        ]
      : []),
  ];
}

/** Whether the reader or a team of theirs made a decision, or answers for what it is about. */
function isMine(decision: Decision, summaries: readonly Summary[]): boolean {
  const { finding, matcher, canRevoke } = decision;
  const within =
    finding?.entityRef ??
    (matcher.about === 'finding' ? undefined : matcher.within);
  const isOfEntity = within !== undefined && !/^(system|domain):/.test(within);
  return (
    canRevoke &&
    (!isOfEntity || summaries.some(({ entityRef }) => entityRef === within))
  );
}

/** What waits for somebody in the security of their teams. */
export function findSecurityNeeds(security: Security): Need[] {
  const { summaries, proposed, ending } = security;
  const reviews = proposed.filter(({ canReview }) => canReview);
  const ends = ending
    .filter(decision => isMine(decision, summaries))
    .sort((a, b) => (a.expiresAt ?? '').localeCompare(b.expiresAt ?? ''));
  return [
    ...summaries.flatMap(findEntityNeeds),
    ...listSome(
      reviews,
      decision => ({
        id: `${decision.id} review`,
        status: 'warn',
        subject: { title: titleOf(decision), href: INBOX },
        what: `waits for your approval: ${wordOf(decision)}, says ${nameOf(decision.createdBy)}`,
        since: decision.createdAt,
      }),
      count =>
        `${count} more ${count === 1 ? 'waits' : 'wait'} for your approval`,
    ),
    ...listSome(
      ends,
      decision => ({
        id: `${decision.id} ends`,
        status: 'warn',
        subject: {
          title: titleOf(decision),
          href: decision.finding
            ? addressOf(decision.finding.entityRef, {
                finding: decision.finding.id,
              })
            : INBOX,
        },
        what: `was decided (${wordOf(decision)}) and opens again`,
        since: decision.expiresAt,
      }),
      count => `${count} more end within 7 days`,
    ),
  ];
}
