import { Flex, Text } from '@backstage/ui';
import { ColumnDetail } from '@plumbline/backstage-plugin-drift-common';
import {
  DistributionChart,
  TimeSeriesChart,
  formatNumber,
  formatShare,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { TestsTable } from './TestsTable';
import { tellVerdict } from './tellVerdict';
import { testText } from './testTexts';
import styles from './FeatureDetail.module.css';

function Section(props: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <Flex direction="column" gap="2">
        <Text as="h4" weight="bold">
          {props.title}
        </Text>
        {props.children}
      </Flex>
    </section>
  );
}

function OverTime({ detail }: { detail: ColumnDetail }) {
  const { history, threshold, decidedBy } = detail;
  const hasUnseen = history.some(point => point.unseenShare !== undefined);
  return (
    <>
      <TimeSeriesChart
        title={
          decidedBy
            ? `${testText(decidedBy).title} over time`
            : 'Score over time'
        }
        height={180}
        format={formatNumber}
        series={[
          {
            key: 'effect',
            title: 'effect, band: what it surely lies between',
            points: history.map(point => ({
              at: point.windowEnd,
              value: point.effect ?? undefined,
              low: point.low,
              high: point.high,
            })),
          },
        ]}
        levels={
          threshold === undefined
            ? []
            : [{ value: threshold, label: 'drift from', look: 'threshold' }]
        }
        emptyReason="No window before this one had an answer."
      />
      <TimeSeriesChart
        title={
          hasUnseen ? 'Nulls and unseen values over time' : 'Nulls over time'
        }
        height={150}
        format={formatShare}
        series={[
          {
            key: 'nulls',
            title: 'share of nulls',
            points: history.map(point => ({
              at: point.windowEnd,
              value: point.nullShare,
            })),
          },
          ...(hasUnseen
            ? [
                {
                  key: 'unseen',
                  title: 'share of rows the baseline never held',
                  look: 'second' as const,
                  points: history.map(point => ({
                    at: point.windowEnd,
                    value: point.unseenShare,
                  })),
                },
              ]
            : []),
        ]}
        emptyReason="No window was kept yet."
      />
    </>
  );
}

/** Distribution, history, tests, and how the verdict was reached. */
export function FeatureDetail({ detail }: { detail: ColumnDetail }) {
  const address = useAddress();
  return (
    <Flex direction="column" gap="5">
      <Text>{detail.reasons[0]}</Text>
      <DistributionChart
        title="Reference and current"
        distribution={detail.distribution}
        emptyReason="This feature is reported, not drawn: its values were not counted in this run."
        view={address.get('chart') === 'ecdf' ? 'ecdf' : 'histogram'}
        onViewChange={view =>
          address.set(
            { chart: view === 'ecdf' ? 'ecdf' : undefined },
            { replace: true },
          )
        }
      />
      {detail.newCategories.length > 0 && (
        <Text color="secondary">
          {`New since the baseline: ${detail.newCategories.join(', ')}${
            detail.counts.newCategories > detail.newCategories.length
              ? ` and ${detail.counts.newCategories - detail.newCategories.length} more`
              : ''
          }`}
        </Text>
      )}
      <OverTime detail={detail} />
      <Section title="How the verdict was reached">
        <ol className={styles.story}>
          {tellVerdict(detail).map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
      </Section>
      <Section title="Tests">
        <TestsTable detail={detail} />
      </Section>
    </Flex>
  );
}
