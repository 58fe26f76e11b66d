import { EntityPosture } from '@plumbline/backstage-plugin-scans-common';
import { SEVERITIES, URGENT, sumOf } from '../words/severities';
import { counted } from '../words/words';

/** A piece of a sentence; a number says which findings it counts. */
export interface HeadlinePart {
  text: string;
  filter?: Record<string, string>;
}

/** Packages that "where to start" names. */
const FIRST = 3;

const LOWER = SEVERITIES.filter(severity => !URGENT.includes(severity));

function describeOpen({ open }: EntityPosture): HeadlinePart[] {
  const total = sumOf(open);
  if (total === 0) {
    return [{ text: 'Nothing open' }];
  }
  const urgent: HeadlinePart[] = URGENT.filter(
    severity => open[severity] > 0,
  ).map(severity => ({
    text: `${open[severity]} ${severity}`,
    filter: { severity },
  }));
  const lower = LOWER.reduce((sum, severity) => sum + open[severity], 0);
  const rest: HeadlinePart[] =
    lower === 0
      ? []
      : [
          {
            text:
              urgent.length === 0
                ? counted(lower, 'finding')
                : counted(lower, 'other'),
            filter: { severity: LOWER.join(',') },
          },
        ];
  const parts = [...urgent, ...rest].flatMap((part, index) =>
    index === 0 ? [part] : [{ text: ', ' }, part],
  );
  return [
    ...parts,
    {
      text:
        urgent.length === 0 ? ' open, none of them critical or high' : ' open',
    },
  ];
}

function describeNew(posture: EntityPosture): HeadlinePart[] {
  const { newSinceYesterday = 0, new: lately } = posture;
  if (newSinceYesterday > 0) {
    return [
      { text: ' ' },
      {
        text: `${newSinceYesterday} new since yesterday`,
        filter: { new: '1' },
      },
      { text: '.' },
    ];
  }
  return lately > 0
    ? [
        { text: ' ' },
        { text: `${lately} new in the last 7 days`, filter: { new: '7' } },
        { text: '.' },
      ]
    : [];
}

const describeOverdue = ({ overdue }: EntityPosture): HeadlinePart[] =>
  overdue > 0
    ? [
        { text: ' ' },
        { text: `${overdue} overdue`, filter: { overdue: 'true' } },
        { text: '.' },
      ]
    : [];

/** Why it may be critical though nothing open is. */
const describeExploited = ({ exploited }: EntityPosture): HeadlinePart[] =>
  exploited > 0
    ? [
        { text: ' ' },
        {
          text: `${exploited} known to be exploited`,
          filter: { exploited: 'true' },
        },
        { text: '.' },
      ]
    : [];

function describeFixes({ upgrades, open }: EntityPosture): HeadlinePart[] {
  const first = [...upgrades]
    .sort((a, b) => b.closes - a.closes)
    .slice(0, FIRST);
  const closes = first.reduce((sum, upgrade) => sum + upgrade.closes, 0);
  return closes > 0
    ? [
        { text: ` Fixing ${counted(first.length, 'package')} closes ` },
        {
          text: `${closes} of ${counted(sumOf(open), 'finding')}`,
          filter: { fixable: 'true' },
        },
        { text: '.' },
      ]
    : [];
}

/** How an entity stands, in a few short sentences whose numbers lead to what they count. */
export function buildHeadline(posture: EntityPosture): HeadlinePart[] {
  const isStale = posture.state === 'stale';
  return [
    ...(isStale
      ? [{ text: 'Every scan is out of date. When last seen: ' }]
      : []),
    ...describeOpen(posture),
    { text: posture.state === 'clean' ? ' in what was scanned.' : '.' },
    ...(isStale ? [] : describeNew(posture)),
    ...describeOverdue(posture),
    ...describeExploited(posture),
    ...describeFixes(posture),
  ];
}
