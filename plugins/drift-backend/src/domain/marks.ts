import type { History } from '@plumbline/backstage-plugin-drift-common';
import { AlertRecord, BaselineRecord, RetrainingRecord } from './records';

type Mark = History['marks'][number];

const SHORT_NAMES = /^user:default\//;

function retrainingMarks(record: RetrainingRecord): Mark[] {
  const proposed: Mark = {
    at: record.proposedAt,
    kind: 'retraining',
    label: 'Training proposed',
  };
  if (!record.decidedAt) {
    return [proposed];
  }
  const word = record.state === 'rejected' ? 'rejected' : 'approved';
  const by = record.decidedBy?.replace(SHORT_NAMES, '');
  return [
    proposed,
    {
      at: record.decidedAt,
      kind: 'retraining',
      label: `Training ${word}${by ? ` by ${by}` : ''}`,
    },
  ];
}

/**
 * What happened while windows were judged, oldest first. A registry dates its
 * versions but not its aliases: when another version came into use is seen by
 * the baseline that follows the alias.
 */
export function buildMarks(options: {
  baselines: readonly Pick<BaselineRecord, 'createdAt' | 'name'>[];
  alerts: readonly Pick<AlertRecord, 'openedAt' | 'summary'>[];
  retraining: readonly RetrainingRecord[];
  versions: readonly { version: string; createdAt: string }[];
  from?: string;
  to?: string;
}): Mark[] {
  const { baselines, alerts, retraining, versions, from, to } = options;
  const marks: Mark[] = [
    ...baselines.map(({ createdAt, name }) => ({
      at: createdAt,
      kind: 'baseline' as const,
      label: `Baseline ${name}`,
    })),
    ...versions.map(({ version, createdAt }) => ({
      at: createdAt,
      kind: 'model-version' as const,
      label: `Version ${version} registered`,
    })),
    ...alerts.map(({ openedAt, summary }) => ({
      at: openedAt,
      kind: 'alert' as const,
      label: summary,
    })),
    ...retraining.flatMap(retrainingMarks),
  ];
  return marks
    .filter(
      ({ at }) =>
        (from === undefined || at >= from) && (to === undefined || at <= to),
    )
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}
