import { Knex } from 'knex';
import { SourcesHealth } from '../service/SourcesHealth';
import { CostReaderImports } from '../store/CostReaderImports';
import { createShopImports } from './createImports';
import { RecordedOpenCost } from './RecordedOpenCost';
import { recordDay, recordPod } from './recordDay';

const DAY_MS = 86_400_000;

/** Books by the label `team`. */
export const byLabel = {
  attribution: [
    {
      id: 'team',
      entityFrom: { label: 'team', template: 'component:default/{value}' },
    },
  ],
};

/** Sources that are recorded instances, what reads them, and what is stored of them; it is noon of the first of June. */
export async function createOpenCosts(knex: Knex) {
  const imports = await createShopImports(knex);
  imports.clock.now = '2026-06-01T12:00:00.000Z';
  const west = await RecordedOpenCost.start();

  const sourceOf = (
    openCost: RecordedOpenCost,
    more: { id?: string; currency?: string; [setting: string]: unknown } = {},
  ) => {
    const { id = 'west', currency = 'USD', ...settings } = more;
    return {
      id,
      currency,
      openCost: {
        url: openCost.url,
        token: 'token-of-opencost',
        windowDays: 4,
        ...settings,
      },
    };
  };

  return {
    ...imports,
    west,
    sourceOf,

    /** Records what teams cost on a day. */
    record(
      day: string,
      costs: Record<string, string>,
      openCost: RecordedOpenCost = west,
    ) {
      openCost.recordings.set(
        day,
        recordDay(
          day,
          Object.fromEntries(
            Object.entries(costs).map(([team, cost]) =>
              team === '__idle__'
                ? ['west/__idle__', { cpu: cost, properties: {} }]
                : [
                    `west/node-1/shop/${team}-75dc/${team}`,
                    recordPod(cost, {
                      namespace: 'shop',
                      controller: team,
                      labels: { team },
                    }),
                  ],
            ),
          ),
        ),
      );
    },

    /** Asks and books as the task does; the import that was made. */
    async run(cost: object = { ...byLabel, sources: [sourceOf(west)] }) {
      return imports.import(cost);
    },

    pass(hours: number) {
      imports.clock.now = new Date(
        Date.parse(imports.clock.now) + hours * 3_600_000,
      ).toISOString();
    },

    async health() {
      const [health] = await new SourcesHealth({
        imports: new CostReaderImports(knex),
        leftSources: { list: async () => [] },
        sources: [{ id: 'west', title: 'West' }],
        staleAfterMs: 3 * DAY_MS,
      }).list({ nowMs: Date.parse(imports.clock.now), isForAll: true });
      return health;
    },

    async close() {
      await west.stop();
      await imports.close();
    },
  };
}

/** What {@link createOpenCosts} returns. */
export type TestOpenCosts = Awaited<ReturnType<typeof createOpenCosts>>;
