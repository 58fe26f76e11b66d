import { Button, Skeleton } from '@backstage/ui';
import { Suspense, lazy, useState } from 'react';
import { formatNumber, formatShare } from '../numbers/formatNumber';
import { CategoryBars } from './CategoryBars';
import { ChartFrame, ChartTable } from './ChartFrame';

const NumericPlot = lazy(() =>
  import('./NumericPlot').then(m => ({ default: m.NumericPlot })),
);

/** Rows on either side. @public */
export interface ChartSides {
  reference: number;
  current: number;
}

/** Reference and current rows over bins or categories. @public */
export type ChartDistribution =
  | {
      kind: 'numeric';
      /** One more than there are bins, ascending, of any widths. */
      edges: number[];
      reference: number[];
      current: number[];
      below: ChartSides;
      above: ChartSides;
    }
  | {
      kind: 'categorical';
      categories: (ChartSides & { name: string; isNew: boolean })[];
      other: ChartSides;
    };

/** @public */
export interface DistributionChartProps {
  title: string;
  distribution?: ChartDistribution;
  /** Said when there is no distribution. */
  emptyReason: string;
  /** Which of the two views is shown, where there are two. */
  view?: 'histogram' | 'ecdf';
  onViewChange?: (view: 'histogram' | 'ecdf') => void;
  height?: number;
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

const share = (rows: number, total: number) =>
  total > 0 ? formatShare(rows / total) : '–';

/** All rows of each side, inside the bins or not. */
function countRows(distribution: ChartDistribution): ChartSides {
  const count = (side: keyof ChartSides) =>
    distribution.kind === 'numeric'
      ? sum(distribution[side]) +
        distribution.below[side] +
        distribution.above[side]
      : sum(distribution.categories.map(one => one[side])) +
        distribution.other[side];
  return { reference: count('reference'), current: count('current') };
}

function buildTable(distribution: ChartDistribution): ChartTable {
  const totals = countRows(distribution);
  const row = (name: string, sides: ChartSides) => [
    name,
    formatNumber(sides.reference),
    share(sides.reference, totals.reference),
    formatNumber(sides.current),
    share(sides.current, totals.current),
  ];
  const columns = [
    distribution.kind === 'numeric' ? 'Values' : 'Category',
    'Reference rows',
    'Reference share',
    'Current rows',
    'Current share',
  ];
  if (distribution.kind === 'categorical') {
    const { categories, other } = distribution;
    const rows = categories.map(one =>
      row(one.isNew ? `${one.name} (new)` : one.name, one),
    );
    return { columns, rows: [...rows, row('all others', other)] };
  }
  const { edges, reference, current, below, above } = distribution;
  return {
    columns,
    rows: [
      row(`below ${formatNumber(edges[0])}`, below),
      ...reference.map((rows, bin) =>
        row(`${formatNumber(edges[bin])} to ${formatNumber(edges[bin + 1])}`, {
          reference: rows,
          current: current[bin],
        }),
      ),
      row(`above ${formatNumber(edges[edges.length - 1])}`, above),
    ],
  };
}

const hasRows = (distribution?: ChartDistribution) => {
  if (!distribution) {
    return false;
  }
  const { reference, current } = countRows(distribution);
  return (
    reference + current > 0 &&
    (distribution.kind === 'categorical' || distribution.reference.length > 0)
  );
};

/** Reference as outline, current as fill; bins as wide as they are, new categories marked. @public */
export function DistributionChart(props: DistributionChartProps) {
  const { title, distribution, emptyReason, height = 260 } = props;
  const [ownView, setOwnView] = useState<'histogram' | 'ecdf'>('histogram');
  const view = props.view ?? ownView;
  const setView = props.onViewChange ?? setOwnView;
  if (!distribution || !hasRows(distribution)) {
    return (
      <ChartFrame
        title={title}
        summary=""
        table={{ columns: [], rows: [] }}
        legend={[]}
        emptyReason={emptyReason}
        height={height}
      >
        {null}
      </ChartFrame>
    );
  }
  const totals = countRows(distribution);
  const next = view === 'ecdf' ? 'histogram' : 'ecdf';
  return (
    <ChartFrame
      title={title}
      summary={`${title}: ${formatNumber(totals.reference)} reference rows and ${formatNumber(totals.current)} current rows. The button "Table" shows the figures.`}
      table={buildTable(distribution)}
      legend={[
        {
          look: 'reference',
          text: `reference, ${formatNumber(totals.reference)} rows`,
        },
        {
          look: 'current',
          text: `current, ${formatNumber(totals.current)} rows`,
        },
      ]}
      height={height}
      actions={
        distribution.kind === 'numeric' && (
          <Button size="small" variant="tertiary" onPress={() => setView(next)}>
            {next === 'ecdf' ? 'Cumulative' : 'Histogram'}
          </Button>
        )
      }
    >
      {distribution.kind === 'categorical' ? (
        <CategoryBars distribution={distribution} />
      ) : (
        <Suspense fallback={<Skeleton height={height} />}>
          <NumericPlot {...{ distribution, view, height, totals }} />
        </Suspense>
      )}
    </ChartFrame>
  );
}
