import { Flex, Link, Text } from '@backstage/ui';
import { ModelVersion } from '@plumbline/backstage-plugin-drift-common';
import {
  Panel,
  StatusChip,
  formatMoment,
  formatNumber,
  formatShare,
  formatWindow,
  rowStyles,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { ReactNode } from 'react';

type Drift = NonNullable<ModelVersion['drift']>;

const FACTS: { title: string; tell: (drift: Drift) => ReactNode }[] = [
  { title: 'Verdict', tell: drift => <StatusChip status={drift.status} /> },
  {
    title: 'Drifted features',
    tell: ({ drifted, tested, driftedShare }) =>
      `${drifted} of ${tested}${
        driftedShare === undefined
          ? ''
          : ` (share ${formatShare(driftedShare)})`
      }`,
  },
  { title: 'Worst', tell: ({ worst }) => worst.join(', ') || 'none' },
  {
    title: 'Newest window',
    tell: ({ windowStart, windowEnd }) => (
      <span
        title={`${formatMoment(windowStart)} to ${formatMoment(windowEnd)}`}
      >
        {formatWindow(windowStart, windowEnd)}
      </span>
    ),
  },
  { title: 'Rows', tell: drift => formatNumber(drift.rows) },
];

function Cell({ version, tell }: { version: ModelVersion } & FactOf) {
  return (
    <td data-label={`Version ${version.version}`}>
      <span>{version.drift ? tell(version.drift) : '–'}</span>
    </td>
  );
}

type FactOf = Pick<(typeof FACTS)[number], 'tell'>;

/** Drift of a version or two, each against the rows that it was measured on. */
export function VersionDriftTable(props: {
  left: ModelVersion;
  right?: ModelVersion;
}) {
  const { left, right } = props;
  const versions = right ? [left, right] : [left];
  const address = useAddress();
  const unknown = versions.filter(({ drift }) => !drift);
  return (
    <Panel>
      <Flex direction="column" gap="2">
        <Text as="h3" variant="title-x-small">
          Drift
        </Text>
        {unknown.length < versions.length && (
          <>
            <Text color="secondary">
              The newest rows that were compared with the training run of each
              version.
            </Text>
            <table className={rowStyles.table} aria-label="Drift">
              <thead>
                <tr>
                  <th scope="col">What</th>
                  {versions.map((version, side) => (
                    <th scope="col" key={side}>
                      {`Version ${version.version}`}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {FACTS.map(({ title, tell }) => (
                  <tr key={title}>
                    <td data-label="What">{title}</td>
                    {versions.map((version, side) => (
                      <Cell key={side} version={version} tell={tell} />
                    ))}
                  </tr>
                ))}
                <tr>
                  <td data-label="What">Results</td>
                  {versions.map((version, side) => (
                    <td key={side} data-label={`Version ${version.version}`}>
                      {version.drift ? (
                        <Link
                          href={address.href({
                            view: undefined,
                            left: undefined,
                            right: undefined,
                            monitor: version.drift.monitorId,
                            run: version.drift.runId,
                          })}
                        >
                          Features of that run
                        </Link>
                      ) : (
                        '–'
                      )}
                    </td>
                  ))}
                </tr>
              </tbody>
            </table>
          </>
        )}
        {unknown.length > 0 && (
          <Text color="secondary">
            {`The drift of version ${[...new Set(unknown.map(({ version }) => version))].join(' and ')} is not known: no monitor was compared with its training run. Give a monitor a baseline such as `}
            <code>
              mlflow: {'{'} model: {left.model}, alias: champion, artifact:
              baseline.csv {'}'}
            </code>
            , and it follows the alias.
          </Text>
        )}
      </Flex>
    </Panel>
  );
}
