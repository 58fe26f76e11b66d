import { Link } from '@backstage/ui';
import {
  RelativeTime,
  nameOf,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { ScanFindingDetail } from '@plumbline/backstage-plugin-scans-common';
import { ReactNode } from 'react';
import { DECISIONS, KINDS, STATES, counted } from '../words/words';
import styles from './Finding.module.css';

function describeState(finding: ScanFindingDetail): ReactNode {
  const { state, decision, decisionExpiresAt, fixedAt } = finding;
  if (state === 'decided' && decision) {
    return (
      <>
        {DECISIONS[decision]}
        {decisionExpiresAt && (
          <>
            , ends <RelativeTime value={decisionExpiresAt} />
          </>
        )}
      </>
    );
  }
  return (
    <>
      {STATES[state]}
      {state === 'fixed' && fixedAt && (
        <>
          {' '}
          <RelativeTime value={fixedAt} />
        </>
      )}
    </>
  );
}

/** What is said of every finding: state, dates, who sees it. */
export function Facts({ finding }: { finding: ScanFindingDetail }) {
  const addressOf = useTabAddress('security');
  const facts: [string, ReactNode][] = [
    ['State', describeState(finding)],
    [
      'Entity',
      <Link key="entity" href={addressOf(finding.entityRef)}>
        {nameOf(finding.entityRef)}
      </Link>,
    ],
    ['Kind', KINDS[finding.kind]],
    ['Rule', <span className={styles.code}>{finding.rule}</span>],
    ['First seen', <RelativeTime value={finding.firstSeen} />],
    ['Last seen', <RelativeTime value={finding.lastSeen} />],
  ];
  if (finding.dueAt && finding.state === 'open') {
    facts.push([
      'Due',
      <>
        {finding.isOverdue && 'overdue '}
        <RelativeTime value={finding.dueAt} />
      </>,
    ]);
  }
  if (finding.occurrences > 1) {
    facts.push(['Found', counted(finding.occurrences, 'time')]);
  }
  if (finding.reopenedCount > 0) {
    facts.push(['Came back', counted(finding.reopenedCount, 'time')]);
  }
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        // dt and dd lie in one grid
        <FactRow key={name} name={name}>
          {value}
        </FactRow>
      ))}
    </dl>
  );
}

function FactRow(props: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </>
  );
}
