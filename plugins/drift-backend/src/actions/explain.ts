import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { Performance } from '@plumbline/backstage-plugin-drift-common';
import { MonitorService } from '../service/MonitorService';
import { PerformanceService } from '../service/PerformanceService';
import { RunService } from '../service/RunService';

/** Of each figure the newest that labels show; an estimate where none do. */
function newestFigures({ metrics, points }: Performance) {
  return metrics.flatMap(({ metric, baseline }) => {
    const own = points.filter(point => point.metric === metric);
    const newest =
      own.findLast(
        ({ kind, status }) => kind === 'realised' && status !== 'unknown',
      ) ?? own.at(-1);
    return newest
      ? [
          {
            metric,
            baseline,
            kind: newest.kind,
            windowEnd: newest.windowEnd,
            value: newest.value ?? undefined,
            low: newest.low,
            high: newest.high,
            thresholdLow: newest.thresholdLow,
            thresholdHigh: newest.thresholdHigh,
            status: newest.status,
            reason: newest.reason,
          },
        ]
      : [];
  });
}

/** The action that says why a monitor says what it says. */
export function registerExplain(options: {
  registry: ActionsRegistryService;
  monitors: MonitorService;
  performance: PerformanceService;
  runs: RunService;
}): void {
  const { registry, monitors, performance, runs } = options;
  registry.register({
    name: 'explain',
    title: 'Why a drift monitor says what it says',
    description:
      'Explains the newest run of one drift monitor, or a given run: what was compared, and for each column the status, the effect beyond sampling noise, the threshold and the reasons in words, the decisive first; which promises of its data contract were broken, with column, rule and rows; and for each figure of performance the newest value, its confidence band, the threshold and why it is good or bad. Get the monitor id from drift:status.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          monitor: z.string().max(36).describe('Id of the monitor'),
          run: z
            .string()
            .max(36)
            .optional()
            .describe('Id of a run; the newest when absent'),
          limit: z.number().int().min(1).max(100).default(20),
        }),
      output: z =>
        z.object({
          headline: z.string(),
          status: z.string(),
          policy: z.string(),
          window: z.string(),
          baseline: z.string().optional(),
          run: z
            .object({
              id: z.string(),
              state: z.string(),
              windowStart: z.string(),
              windowEnd: z.string(),
              rowsReference: z.number().optional(),
              rowsCurrent: z.number().optional(),
              error: z.string().optional(),
            })
            .optional(),
          columns: z.array(
            z.object({
              column: z.string(),
              status: z.string(),
              reasons: z.array(z.string()),
              effect: z.number().optional(),
              noiseFloor: z.number().optional(),
              threshold: z.number().optional(),
            }),
          ),
          contract: z
            .object({
              status: z.string(),
              sentence: z.string(),
              breaches: z.array(
                z.object({
                  column: z.string().optional(),
                  rule: z.string(),
                  outcome: z.string(),
                  rows: z.number().optional(),
                  text: z.string(),
                }),
              ),
            })
            .optional(),
          performance: z
            .object({
              status: z.string(),
              sentence: z.string(),
              error: z.string().optional(),
              figures: z.array(
                z.object({
                  metric: z.string(),
                  kind: z.string(),
                  windowEnd: z.string(),
                  value: z.number().optional(),
                  low: z.number().optional(),
                  high: z.number().optional(),
                  baseline: z.number().optional(),
                  thresholdLow: z.number().optional(),
                  thresholdHigh: z.number().optional(),
                  status: z.string(),
                  reason: z.string().optional(),
                }),
              ),
            })
            .optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const monitor = await monitors.get(input.monitor, credentials);
      const run = input.run
        ? await runs.get(input.run, credentials)
        : (await runs.list(monitor.id, { limit: 20 }, credentials)).items.find(
            ({ finishedAt }) => finishedAt !== undefined,
          );
      const columns = run
        ? await runs.listColumns(run.id, { limit: input.limit }, credentials)
        : { items: [] };
      return {
        output: {
          headline: run?.headline ?? monitor.headline,
          status: run?.status ?? monitor.status,
          policy: monitor.policy.name,
          window: monitor.windowDescription,
          baseline: monitor.baseline?.description,
          run: run && {
            id: run.id,
            state: run.state,
            windowStart: run.windowStart,
            windowEnd: run.windowEnd,
            rowsReference: run.rowsReference,
            rowsCurrent: run.rowsCurrent,
            error: run.error,
          },
          columns: columns.items.map(column => ({
            column: column.column,
            status: column.status,
            reasons: column.reasons,
            effect: column.effect,
            noiseFloor: column.noiseFloor,
            threshold: column.threshold,
          })),
          contract: run?.contract && {
            ...run.contract,
            breaches: (
              (await runs.getContract(run.id, credentials)).contract
                ?.breaches ?? []
            )
              .slice(0, input.limit)
              .map(({ column, rule, outcome, rows, text }) => ({
                column,
                rule,
                outcome,
                rows,
                text,
              })),
          },
          performance: monitor.performance && {
            status: monitor.performance.status,
            sentence: monitor.performance.sentence,
            error: monitor.performance.error,
            figures: newestFigures(
              await performance.get(monitor.id, credentials),
            ),
          },
        },
      };
    },
  });
}
