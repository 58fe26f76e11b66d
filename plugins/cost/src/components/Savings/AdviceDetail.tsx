import { Alert, Flex } from '@backstage/ui';
import {
  EntityLink,
  RelativeTime,
  Section,
  formatDay,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostAdvice,
  CostUsageSource,
} from '@plumbline/backstage-plugin-cost-common';
import { ReactNode } from 'react';
import { ChangeText } from './ChangeText';
import { MeasuredChart } from './MeasuredChart';
import { PatchSection } from './PatchSection';
import { SavingCell } from './SavingCell';
import styles from './Savings.module.css';

function factsOf(
  advice: CostAdvice,
  source: CostUsageSource | undefined,
): [name: string, value: ReactNode][] {
  const { entityRef, ownerRef, workloadKind, container } = advice;
  const place = [
    advice.cluster,
    advice.namespace,
    [workloadKind, advice.workload].filter(Boolean).join(' '),
    container,
  ];
  return [
    [
      advice.state === 'withheld' ? 'Now' : 'Now → suggested',
      <ChangeText current={advice.current} suggested={advice.suggested} />,
    ],
    ...(advice.state === 'suggestion'
      ? [
          [
            'Saving per month',
            <>
              <SavingCell saving={advice.saving} />
              <div className={styles.note}>
                {advice.saving === null
                  ? 'No price is known for it: that is not zero.'
                  : 'Potential: saved once nodes can go.'}
              </div>
            </>,
          ] as [string, ReactNode],
        ]
      : []),
    [
      'Entity',
      entityRef ? (
        <EntityLink entityRef={entityRef} />
      ) : (
        'none: no rule books the workload to one'
      ),
    ],
    ['Owner', ownerRef ? <EntityLink entityRef={ownerRef} /> : 'nobody'],
    ['Runs in', place.filter(Boolean).join(' / ')],
    ['Window', `${formatDay(advice.from)} to ${formatDay(advice.to)}`],
    [
      'Measured by',
      <>
        {source?.title ?? advice.source}
        {', '}
        <RelativeTime value={advice.measuredAt} />
      </>,
    ],
  ];
}

/** What was measured and over which days, what to change, and what holds it back. */
export function AdviceDetail(props: {
  advice: CostAdvice;
  sources: CostUsageSource[];
}) {
  const { advice, sources } = props;
  const source = sources.find(one => one.source === advice.source);
  return (
    <Flex direction="column" gap="4">
      {source && (source.state === 'failed' || source.state === 'stale') && (
        <Alert
          status="warning"
          icon
          title={`${source.title} ${source.state === 'failed' ? 'does not answer' : 'was not asked for too long'}: this is what was measured last.`}
          description={source.message}
        />
      )}
      {advice.state === 'withheld' && (
        <Alert
          status="info"
          icon
          title="Nothing is suggested"
          description={advice.reason}
        />
      )}
      <dl className={styles.facts}>
        {factsOf(advice, source).map(([name, value]) => (
          <FactLine key={name} name={name} value={value} />
        ))}
      </dl>
      {(advice.evidence || advice.measured) && (
        <Section title="What was measured">
          {advice.evidence && <span>{advice.evidence}</span>}
          <MeasuredChart advice={advice} />
        </Section>
      )}
      {advice.hasPatch && <PatchSection advice={advice} />}
    </Flex>
  );
}

function FactLine(props: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
    </>
  );
}
