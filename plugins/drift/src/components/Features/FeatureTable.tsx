import { Button, Flex, Link, Text } from '@backstage/ui';
import { ColumnResult } from '@plumbline/backstage-plugin-drift-common';
import {
  Explained,
  MiniDistribution,
  Sparkline,
  StatusChip,
  formatNumber,
  formatShare,
  rowStyles,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { useNavigate } from 'react-router-dom';
import { sortByNeed } from '../../hooks/sortByNeed';
import { testText } from './testTexts';

const shareOf = (part: number, all: number) =>
  all > 0 ? formatShare(part / all) : '–';

/** What moved besides the distribution; nothing when nothing did. */
function describeRows({ counts, unseenShare }: ColumnResult): string {
  const nulls = [
    shareOf(counts.nullReference, counts.reference),
    shareOf(counts.nullCurrent, counts.current),
  ];
  return [
    `${formatNumber(counts.reference)} → ${formatNumber(counts.current)} rows`,
    nulls[0] === nulls[1] ? '' : `nulls ${nulls[0]} → ${nulls[1]}`,
    counts.newCategories > 0 &&
      `${counts.newCategories} new ${counts.newCategories === 1 ? 'category' : 'categories'}`,
    unseenShare !== undefined &&
      unseenShare > 0 &&
      `${formatShare(unseenShare)} of rows unseen before`,
  ]
    .filter(Boolean)
    .join(', ');
}

const describeEffect = (result: ColumnResult) =>
  [
    result.decidedBy &&
      `${testText(result.decidedBy).title}: ${testText(result.decidedBy).meaning}`,
    'The effect is what remains after the noise of sampling.',
    result.threshold !== undefined &&
      `Counts as drift from ${formatNumber(result.threshold)}.`,
    result.noiseFloor !== undefined &&
      `Noise of sampling: ${formatNumber(result.noiseFloor)}.`,
    `Measured on ${formatNumber(result.counts.current)} current and ${formatNumber(result.counts.reference)} reference rows.`,
  ]
    .filter(Boolean)
    .join(' ');

function FeatureRow({ result }: { result: ColumnResult }) {
  const address = useAddress();
  const navigate = useNavigate();
  const href = address.href({ feature: result.column });
  const trend = result.trend.map(point => point.effect ?? undefined);
  return (
    // The link in the first cell does the same for the keyboard.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <tr
      data-link
      aria-current={address.get('feature') === result.column || undefined}
      onClick={event => {
        if (!(event.target as Element).closest('a, button')) {
          navigate(href);
        }
      }}
    >
      <td data-label="Feature">
        <span>
          <Link href={href}>{result.column}</Link>{' '}
          <Text
            color="secondary"
            variant="body-small"
            title={result.typeReason ?? 'declared'}
          >
            {result.type}
          </Text>
        </span>
      </td>
      <td data-label="Status">
        <StatusChip status={result.status} />
      </td>
      <td data-label="Effect" className={rowStyles.number}>
        {result.effect === undefined ? (
          '–'
        ) : (
          <span>
            <Explained text={describeEffect(result)}>
              {formatNumber(result.effect)}
            </Explained>
            {result.threshold !== undefined &&
              ` of ${formatNumber(result.threshold)}`}
          </span>
        )}
      </td>
      <td data-label="Trend">
        <Sparkline
          values={trend}
          threshold={result.threshold}
          label={`Effect of ${result.column} in the last ${trend.length} runs`}
        />
      </td>
      <td data-label="Distribution">
        {result.sketch && (
          <MiniDistribution
            {...result.sketch}
            label={`${result.column}: baseline as outline, window filled`}
          />
        )}
      </td>
      <td data-label="Rows">{describeRows(result)}</td>
      <td data-label="Why">{result.reasons[0]}</td>
    </tr>
  );
}

interface FeatureTableProps {
  results: ColumnResult[];
  nextCursor?: string;
}

/** Features that need action first; steady ones wait behind a button. */
export function FeatureTable({ results, nextCursor }: FeatureTableProps) {
  const address = useAddress();
  const sorted = sortByNeed(
    [...results].sort((a, b) => (b.effect ?? 0) - (a.effect ?? 0)),
  );
  const steady = sorted.filter(result => result.status === 'ok');
  const showsSteady =
    address.get('all') === '1' || steady.length === sorted.length;
  const shown = showsSteady
    ? sorted
    : sorted.filter(result => result.status !== 'ok');
  return (
    <Flex direction="column" gap="3">
      <table className={rowStyles.table} aria-label="Features">
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">Status</th>
            <th scope="col" className={rowStyles.number}>
              Effect
            </th>
            <th scope="col">Trend</th>
            <th scope="col">Distribution</th>
            <th scope="col">Rows</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(result => (
            <FeatureRow key={result.column} result={result} />
          ))}
        </tbody>
      </table>
      <Flex gap="3">
        {steady.length > 0 && steady.length < sorted.length && (
          <Button
            size="small"
            variant="secondary"
            onPress={() =>
              address.set(
                { all: showsSteady ? undefined : '1' },
                { replace: true },
              )
            }
          >
            {showsSteady
              ? 'Hide steady features'
              : `Show ${steady.length} steady ${steady.length === 1 ? 'feature' : 'features'}`}
          </Button>
        )}
        {address.get('cursor') && (
          <Link href={address.href({ cursor: undefined })}>First page</Link>
        )}
        {nextCursor && (
          <Link href={address.href({ cursor: nextCursor })}>Next page</Link>
        )}
      </Flex>
    </Flex>
  );
}
