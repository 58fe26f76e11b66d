import { HistoryTable, Section } from '@plumbline/backstage-plugin-kit-react';
import {
  FindingEvent,
  decisionStatusSchema,
} from '@plumbline/backstage-plugin-scans-common';
import { DECISIONS } from '../words/words';

const VERBS: Record<FindingEvent['action'], string> = {
  appeared: 'seen for the first time',
  moved: 'moved',
  gone: 'no longer seen by one tool',
  fixed: 'fixed: no tool sees it any more',
  reopened: 'came back',
  'severity-changed': 'severity changed',
  decided: 'decided',
  'decision-approved': 'decision approved',
  'decision-rejected': 'decision rejected',
  'decision-revoked': 'decision revoked',
  'decision-expired': 'decision ended',
  overdue: 'past its date',
};

function describe({ action, from, to, note }: FindingEvent): string {
  const decided = decisionStatusSchema.safeParse(to);
  if (decided.success) {
    return [VERBS[action], DECISIONS[decided.data], note]
      .filter(Boolean)
      .join(': ');
  }
  const change =
    from && to ? ` from ${from} to ${to}` : (to && ` to ${to}`) || '';
  return `${VERBS[action]}${change}${note ? `: ${note}` : ''}`;
}

/** What happened to it, the newest first. */
export function HistorySection({ events }: { events: FindingEvent[] }) {
  return (
    <Section title="History">
      <HistoryTable
        label="History"
        events={[...events]
          .sort((a, b) => b.at.localeCompare(a.at))
          .map(event => ({ ...event, what: describe(event) }))}
      />
    </Section>
  );
}
