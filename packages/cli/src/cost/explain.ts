import {
  type CostGroup,
  costSummaryQuerySchema,
  costSummarySchema,
} from '@plumbline/backstage-plugin-cost-common';
import type { CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import { EXIT, UnusableInput } from '../exitCodes';
import { connectPortal } from '../portal/connectPortal';
import type { CommandContext } from '../runCommand';
import { explainText } from './explain/explainText';

/** Options of `cost explain`. */
export interface ExplainArguments {
  entity: string;
  month?: string;
  metric?: CostMetric;
  by: CostGroup;
  server?: string;
  json?: boolean;
}

function readQuery(options: ExplainArguments): Record<string, string> {
  const { entity, month, metric, by } = options;
  const query = { entity, month, metric, group: by };
  const { error } = costSummaryQuerySchema.safeParse(query);
  if (error) {
    const [{ path, message }] = error.issues;
    throw new UnusableInput(
      `--${path.join('.').replace('group', 'by')}: ${message}`,
    );
  }
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
}

/** `plumbline cost explain`. */
export async function explainCosts(
  options: ExplainArguments,
  { signal }: Pick<CommandContext, 'signal'>,
): Promise<number> {
  const query = readQuery(options);
  const portal = connectPortal({
    server: options.server,
    plugin: { id: 'cost', title: 'costs' },
    may: 'read costs',
  });
  const summary = await portal.ask({
    path: `summary?${new URLSearchParams(query)}`,
    schema: costSummarySchema,
    signal,
  });
  process.stdout.write(
    options.json
      ? `${JSON.stringify(summary, null, 2)}\n`
      : explainText({ summary, by: options.by, now: new Date() }),
  );
  return EXIT.done;
}
