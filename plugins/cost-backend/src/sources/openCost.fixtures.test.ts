import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createOpenCosts } from '../__testUtils__/createOpenCosts';
import {
  FIELDS,
  findDepartures,
  PARAMETERS,
  PROPERTIES,
} from '../__testUtils__/openCostApi';
import { MIGRATIONS } from '../store/migrations';

jest.setTimeout(120_000);

/** What OpenCost published; it lies beside the repository, or not. */
const ARCHIVE = join(__dirname, '../../../../../shared/fixtures/ops.tar.gz');
const areThere = existsSync(ARCHIVE);
const describeIf = areThere ? describe : describe.skip;
const databases = createTestDatabases();
const DAY = '2026-06-01';

describeIf(
  areThere ? 'what OpenCost published' : 'real data sets are absent',
  () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'plumbline-fixtures-'));
      execFileSync('tar', [
        'xzf',
        ARCHIVE,
        '-C',
        folder,
        'ops/opencost',
        'ops/expected.json',
      ]);
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    const read = (name: string) =>
      readFileSync(join(folder, 'ops', name), 'utf8');
    const readDescription = () => JSON.parse(read('opencost/swagger.json'));
    const EXAMPLE = 'opencost/allocation-example-output.json';

    it('names the parameters and fields that recordings are checked against', () => {
      const { paths, components } = readDescription();
      const { parameters } = paths['/allocation/compute'].get;
      expect(parameters.map(({ name }: any) => name)).toEqual(
        PARAMETERS.swagger,
      );
      expect(
        parameters
          .filter(({ required }: any) => required)
          .map(({ name }: any) => name),
      ).toEqual(['window']);
      const { data } = components.schemas.inline_response_200.properties;
      const { properties: fields } = data.items.properties.opencost;
      const byType = (type: string) =>
        Object.keys(fields)
          .filter(name => (fields[name].type ?? 'any') === type)
          .sort();
      for (const [type, names] of Object.entries(FIELDS)) {
        expect(byType(type)).toEqual(names);
      }
      expect(Object.keys(fields.properties.properties).sort()).toEqual(
        PROPERTIES.string,
      );
    });

    it('departs from itself nowhere', () => {
      const { examples } =
        readDescription().paths['/allocation/compute'].get.responses['200']
          .content['application/json'];
      expect(findDepartures(examples['0'].value)).toEqual([]);
      expect(findDepartures(read(EXAMPLE))).toEqual([]);
    });

    it.each(databases.eachSupportedId())(
      'is booked exactly when it is of the day that was asked for, and not otherwise, on %s',
      async id => {
        const knex = await databases.init(id);
        await migrate(knex, MIGRATIONS);
        const costs = await createOpenCosts(knex);
        try {
          const week = read(EXAMPLE);
          costs.west.recordings.set(DAY, week);
          expect(await costs.run()).toMatchObject({
            state: 'failed',
            message: expect.stringContaining('its answer is of 2023-07-12'),
          });
          expect(await knex('cost_answer').whereNotNull('body')).toEqual([]);
          const day = week
            .replaceAll('2023-07-12T11:02:46Z', `${DAY}T00:00:00Z`)
            .replaceAll('2023-07-19T11:02:46Z', '2026-06-02T00:00:00Z');
          costs.west.recordings.set(DAY, day);
          await costs.run();
          const [set] = JSON.parse(read('expected.json')).opencost[
            'allocation-example-output.json'
          ].sets;
          expect(await costs.sums(['day'])).toEqual({ [DAY]: set.total });
          expect(await costs.sums(['namespace'])).toEqual(set.by_name);
        } finally {
          await costs.close();
        }
      },
    );
  },
);
