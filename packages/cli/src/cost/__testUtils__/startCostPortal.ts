import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CostSummaryAnswer,
  costSummaryQuerySchema,
  costSummarySchema,
} from '@plumbline/backstage-plugin-cost-common';

/** What an entity costs, as the portal tells it. */
export function makeSummary(
  more: Partial<CostSummaryAnswer> = {},
): CostSummaryAnswer {
  return costSummarySchema.parse({
    entityRef: 'component:default/checkout',
    month: '2026-05',
    metric: 'effective',
    convertibleTo: [],
    currencies: [
      {
        currency: 'EUR',
        amount: '100.000000000000000001',
        direct: '80',
        idle: '-0.5',
        shared: '20.500000000000000001',
        previousSameDays: '90',
        previousMonth: '140.25',
        forecast: {
          amount: '150',
          low: '140',
          high: '160',
          method: 'weekday trend',
        },
        budget: {
          amount: '120',
          currency: 'EUR',
          period: 'month',
          spent: '100',
          status: 'warn',
          reason: 'the forecast is beyond it',
        },
        parts: [
          { key: 'Storage', amount: '10', previous: null },
          { key: 'Compute', amount: '90', previous: '95.5' },
        ],
        unusual: [
          {
            day: '2026-05-03',
            actual: '9',
            expected: '3',
            isNewLevel: true,
            contributors: [
              { dimension: 'service', key: 'Lambda', change: '6' },
            ],
          },
        ],
      },
    ],
    members: 1,
    sources: [
      {
        source: 'aws',
        title: 'AWS bill',
        state: 'stale',
        readAt: '2026-05-10T09:00:00.000Z',
        lastDay: '2026-05-08',
        message: 'the folder is empty',
      },
    ],
    provisionalFrom: '2026-05-07',
    ...more,
  });
}

/** Answers `GET /api/cost/summary` as a portal does, on loopback; a query that breaks the contract is refused. */
export async function startCostPortal(answer: {
  status?: number;
  body: unknown;
}) {
  const asked: { path: string; query: object; token?: string }[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://portal.test');
    const query = costSummaryQuerySchema.safeParse(
      Object.fromEntries(url.searchParams),
    );
    asked.push({
      path: `${request.method} ${url.pathname}`,
      query: query.data ?? {},
      token: request.headers.authorization,
    });
    response.writeHead(query.success ? (answer.status ?? 200) : 400);
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
