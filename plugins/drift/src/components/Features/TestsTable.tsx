import { Text } from '@backstage/ui';
import { ColumnDetail, Score } from '@plumbline/backstage-plugin-drift-common';
import {
  Explained,
  formatNumber,
  rowStyles,
} from '@plumbline/backstage-plugin-kit-react';
import { testText } from './testTexts';

const describeBound = ({ low, high }: Score) =>
  low === undefined || high === undefined
    ? 'exact'
    : `${formatNumber(low)} to ${formatNumber(high)}`;

const BOUND =
  'The rows were summarised in bins, so the statistic is known up to this interval: the exact value surely lies in it. It is not a confidence interval.';

const describeP = (p?: number) => {
  if (p === undefined) {
    return '–';
  }
  return p < 0.001 ? '< 0.001' : formatNumber(p);
};

const describeRest = (score: Score) =>
  [
    score.dof !== undefined && `${formatNumber(score.dof)} degrees of freedom`,
    score.noiseFloor !== undefined && `noise ${formatNumber(score.noiseFloor)}`,
    ...Object.entries(score.scales ?? {}).map(
      ([name, value]) =>
        `${name} ${value === null ? 'undefined' : formatNumber(value)}`,
    ),
    score.reason,
  ]
    .filter(Boolean)
    .join(', ');

/** Every test of a feature; hover says what it means and on how many rows. */
export function TestsTable({ detail }: { detail: ColumnDetail }) {
  const tests = Object.entries(detail.tests);
  if (tests.length === 0) {
    return (
      <Text color="secondary">
        No test ran on this feature: columns of this type are reported, not
        tested.
      </Text>
    );
  }
  const { reference, current } = detail.counts;
  const measured = `On ${formatNumber(current)} current and ${formatNumber(reference)} reference rows.`;
  return (
    <table className={rowStyles.table} aria-label="Tests">
      <thead>
        <tr>
          <th scope="col">Test</th>
          <th scope="col" className={rowStyles.number}>
            Statistic
          </th>
          <th scope="col">
            <Explained text={BOUND}>Surely between</Explained>
          </th>
          <th scope="col" className={rowStyles.number}>
            p
          </th>
        </tr>
      </thead>
      <tbody>
        {tests.map(([id, score]) => (
          <tr key={id}>
            <td data-label="Test">
              <span>
                <Explained text={`${testText(id).meaning} ${measured}`}>
                  {testText(id).title}
                </Explained>
                {id === detail.decidedBy && ' (decided)'}
                {describeRest(score) && (
                  <div className={rowStyles.explain}>{describeRest(score)}</div>
                )}
              </span>
            </td>
            <td data-label="Statistic" className={rowStyles.number}>
              {score.statistic === null
                ? 'undefined'
                : formatNumber(score.statistic)}
            </td>
            <td data-label="Surely between">
              <span>{describeBound(score)}</span>
            </td>
            <td data-label="p" className={rowStyles.number}>
              {describeP(score.pValue)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
