import { Flex, Text } from '@backstage/ui';
import { ModelVersion } from '@plumbline/backstage-plugin-drift-common';
import {
  Panel,
  formatNumber,
  rowStyles,
} from '@plumbline/backstage-plugin-kit-react';
import { compareRecords } from './compareVersions';

interface Pair {
  left: ModelVersion;
  right: ModelVersion;
}

/** The values of one column; the label says which on a narrow screen. */
function Values({ version, text }: { version: ModelVersion; text: string }) {
  return (
    <td data-label={`Version ${version.version}`} className={rowStyles.number}>
      {text}
    </td>
  );
}

const show = (value?: number) =>
  value === undefined ? '–' : formatNumber(value);

const signed = (value: number) =>
  `${value > 0 ? '+' : ''}${formatNumber(value)}`;

function describeDifference(left?: number, right?: number): string {
  if (left === undefined || right === undefined) {
    return 'only one has it';
  }
  if (left === right) {
    return 'same';
  }
  const relative =
    left === 0 ? '' : ` (${signed(((right - left) / Math.abs(left)) * 100)} %)`;
  return `${signed(right - left)}${relative}`;
}

/** Metrics of a version, or of two and what changed from the first to the second. */
export function MetricsTable(props: {
  left: ModelVersion;
  right?: ModelVersion;
}) {
  const { left, right } = props;
  const metrics = compareRecords(left.metrics, right?.metrics ?? {});
  return (
    <Panel>
      <Flex direction="column" gap="2">
        <Text as="h3" variant="title-x-small">
          Metrics
        </Text>
        {metrics.length === 0 ? (
          <Text color="secondary">No training run logged a metric.</Text>
        ) : (
          <table className={rowStyles.table} aria-label="Metrics">
            <thead>
              <tr>
                <th scope="col">Metric</th>
                <th scope="col" className={rowStyles.number}>
                  {`Version ${left.version}`}
                </th>
                {right && (
                  <>
                    <th scope="col" className={rowStyles.number}>
                      {`Version ${right.version}`}
                    </th>
                    <th scope="col" className={rowStyles.number}>
                      Difference
                    </th>
                  </>
                )}
              </tr>
            </thead>
            <tbody>
              {metrics.map(row => (
                <tr key={row.name}>
                  <td data-label="Metric">{row.name}</td>
                  <Values version={left} text={show(row.left)} />
                  {right && (
                    <>
                      <Values version={right} text={show(row.right)} />
                      <td data-label="Difference" className={rowStyles.number}>
                        {describeDifference(row.left, row.right)}
                      </td>
                    </>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Flex>
    </Panel>
  );
}

/** Parameters that differ; the rest is only counted. */
export function ParametersTable({ left, right }: Pair) {
  const all = compareRecords(left.parameters, right.parameters);
  const different = all.filter(row => row.left !== row.right);
  return (
    <Panel>
      <Flex direction="column" gap="2">
        <Text as="h3" variant="title-x-small">
          Parameters that differ
        </Text>
        <Text color="secondary">{`${different.length} of ${all.length}`}</Text>
        {different.length > 0 && (
          <table
            className={rowStyles.table}
            aria-label="Parameters that differ"
          >
            <thead>
              <tr>
                <th scope="col">Parameter</th>
                <th scope="col">{`Version ${left.version}`}</th>
                <th scope="col">{`Version ${right.version}`}</th>
              </tr>
            </thead>
            <tbody>
              {different.map(row => (
                <tr key={row.name}>
                  <td data-label="Parameter">{row.name}</td>
                  <td data-label={`Version ${left.version}`}>
                    {row.left ?? '–'}
                  </td>
                  <td data-label={`Version ${right.version}`}>
                    {row.right ?? '–'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Flex>
    </Panel>
  );
}
