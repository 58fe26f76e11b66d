import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { missingBills, unpackBills } from './costData.mjs';
import { runPlumbline } from './runPlumbline.mjs';

/** Names of the published sums, and ours. */
const METRICS = {
  billed: 'BilledCost',
  effective: 'EffectiveCost',
  list: 'ListCost',
  contracted: 'ContractedCost',
};
const DIMENSIONS = {
  service: 'ServiceName',
  serviceCategory: 'ServiceCategory',
  account: 'SubAccountName',
  region: 'RegionId',
  chargeCategory: 'ChargeCategory',
  chargeClass: 'ChargeClass',
  provider: 'ProviderName',
  day: 'day',
};
const TAG = 'EffectiveCost_by_tag_';

const PLACES = 60;

/** The sum of decimals as a decimal, to the last digit. */
function addUp(decimals) {
  const sum = decimals.reduce((total, text) => {
    const [whole, fraction = ''] = text.split('.');
    return total + BigInt(whole + fraction.padEnd(PLACES, '0'));
  }, 0n);
  const digits = String(sum).padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  return `${digits.slice(0, -PLACES)}${fraction && `.${fraction}`}`;
}

describe('plumbline cost on published bills', { skip: missingBills }, () => {
  let folder;
  let bills;
  let expected;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-bills-'));
    if (!missingBills) {
      ({ bills, expected } = unpackBills(folder));
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const importBill = async (file, ...options) => {
    const answer = await runPlumbline([
      'cost',
      'import',
      join(bills, file),
      '--dry-run',
      '--json',
      ...options,
    ]);
    return {
      ...answer,
      document: answer.code === 0 && JSON.parse(answer.stdout),
    };
  };

  test('every sum of every FOCUS bill is the published one, to the last digit', async () => {
    const files = readdirSync(join(bills, 'focus'), { recursive: true })
      .filter(name => name.endsWith('.csv'))
      .map(name => name.replaceAll('\\', '/'));
    assert.deepEqual(files.toSorted(), Object.keys(expected.focus).toSorted());
    let compared = 0;
    for (const file of files) {
      const facts = expected.focus[file];
      const { code, stdout, stderr, document } = await importBill(
        `focus/${file}`,
      );
      if (file.includes('contract_commitment')) {
        assert.equal(code, 2);
        assert.equal(stdout, '');
        assert.match(stderr, /Contract Commitment, which states no costs/);
        continue;
      }
      assert.equal(code, 0, `${file}: ${stderr}`);
      assert.equal(document.rows.accepted, facts.rows, file);
      assert.equal(document.rows.rejected, 0, file);
      const [totals] = Object.values(document.totals);
      for (const [metric, column] of Object.entries(METRICS)) {
        assert.equal(
          totals[metric],
          facts[`sum_${column}`] ?? null,
          `${file}: ${column}`,
        );
        compared += 1;
      }
      for (const [dimension, column] of Object.entries(DIMENSIONS)) {
        const published = facts[`EffectiveCost_by_${column}`];
        if (published) {
          assert.deepEqual(document.by[dimension], published, file);
          compared += 1;
        }
      }
      if (facts.tags) {
        const { untaggedRows, unreadableRows, rows, untagged } =
          document.tagging;
        assert.deepEqual(
          {
            untagged_rows: untaggedRows,
            untagged_cost: Object.values(untagged)[0],
            unparseable_rows: unreadableRows,
            keys: rows,
          },
          facts.tags,
          `${file}: tags`,
        );
        compared += 1;
      }
      for (const [name, published] of Object.entries(facts)) {
        if (name.startsWith(TAG)) {
          assert.deepEqual(
            document.by.tag[name.slice(TAG.length)],
            published,
            `${file}: ${name}`,
          );
          compared += 1;
        }
      }
    }
    assert.ok(compared > 150, `only ${compared} facts were compared`);
  });

  test('the Cost and Usage Report of AWS adds up to the published sums', async () => {
    const facts = expected.raw_provider_exports['aws-cur'];
    const { document } = await importBill('aws-cur', '--metric', 'billed');
    assert.equal(document.format, 'aws-cur');
    assert.equal(document.rows.accepted, facts.rows);
    assert.equal(
      document.totals.USD.billed,
      facts['sum_lineItem/UnblendedCost'],
    );
    assert.deepEqual(
      document.by.service,
      facts['unblended_by_lineItem/ProductCode'],
    );
    assert.deepEqual(document.by.day, facts.unblended_by_day);
    assert.deepEqual(
      document.by.account,
      facts['unblended_by_lineItem/UsageAccountId'],
    );
  });

  test('the export of Azure adds up to the published sums', async () => {
    const {
      rows,
      total,
      by_service: services,
    } = expected.raw_provider_exports['EA_AmortizedCost_Small.csv'];
    const { document } = await importBill('azure-ea');
    assert.equal(document.rows.accepted, rows);
    assert.equal(document.totals.USD.effective, total);
    const { column, ...published } = services;
    assert.equal(column, 'MeterCategory');
    assert.deepEqual(document.by.service, published);
  });

  test('the export of OpenCost adds up to the published sums', async () => {
    const facts = expected.opencost['export-sample.csv'];
    const { document } = await importBill('opencost/export-sample.csv');
    assert.equal(document.totals['(none)'].effective, facts.total);
    assert.deepEqual(document.by.day, facts.by_day);
  });

  test('the allocations of OpenCost add up to the published sums', async () => {
    const [facts] = expected.opencost['allocation-example-output.json'].sets;
    const { document } = await importBill(
      'opencost/allocation-example-output.json',
      '--currency',
      'usd',
    );
    assert.equal(document.format, 'opencost-allocation');
    assert.equal(document.rows.accepted, facts.count);
    assert.equal(document.totals.USD.effective, facts.total);
    assert.deepEqual(document.by.namespace, facts.by_name);
    assert.equal(document.attribution.unattributed, facts.total);
  });

  test('the cloud costs of OpenCost add up to the published sums, day by day', async () => {
    const sets =
      expected.opencost['cloudCost-example-output.json'].cloud_cost_sets;
    const published = (field, set) =>
      addUp(Object.values(set).map(costs => costs[field]));
    for (const [metric, field] of [
      ['billed', 'invoicedCost'],
      ['effective', 'amortizedNetCost'],
      ['list', 'listCost'],
    ]) {
      const { document } = await importBill(
        'opencost/cloudCost-example-output.json',
        '--metric',
        metric,
      );
      assert.deepEqual(
        Object.values(document.by.day),
        sets.map(set => published(field, set)),
        metric,
      );
      assert.equal(
        document.totals['(none)'][metric],
        addUp(sets.map(set => published(field, set))),
      );
    }
  });

  test('every estimate of Infracost has the published sums, and none is taken for a bill', async () => {
    let compared = 0;
    for (const [file, facts] of Object.entries(expected.infracost)) {
      const path = join(bills, 'infracost', file);
      const { code, stdout, stderr } = await runPlumbline([
        'cost',
        'estimate',
        path,
        '--json',
      ]);
      if (facts.is_plan) {
        assert.equal(code, 2);
        assert.match(stderr, /is a Terraform plan/);
        continue;
      }
      assert.equal(code, 0, `${file}: ${stderr}`);
      const document = JSON.parse(stdout);
      assert.deepEqual(
        [
          document.currency,
          document.monthly,
          document.past,
          document.difference,
          document.unsupported,
        ],
        [
          facts.currency,
          facts.totalMonthlyCost,
          facts.pastTotalMonthlyCost,
          facts.diffTotalMonthlyCost,
          facts.summary.unsupportedResourceCounts,
        ],
        file,
      );
      assert.deepEqual(
        document.projects.map(project => ({
          name: project.name,
          resources: project.resources,
          total: project.monthly,
          difference: project.difference,
          errors: project.errors.length,
          top: project.top
            .slice(0, 3)
            .map(({ name, monthly }) => [name, monthly]),
        })),
        facts.projects.map(project => ({
          name: project.name,
          resources: project.resources,
          total: project.breakdown_total,
          difference: project.diff_total,
          errors: project.errors,
          top: project.top,
        })),
        file,
      );
      compared += facts.projects.length;
    }
    assert.ok(compared >= 10, `only ${compared} projects were compared`);
    const refused = await importBill('infracost/output_format_json.json');
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /plumbline cost estimate/);
  });

  test('the other data sets of FOCUS are left out of what a pattern stands for', async () => {
    const { code, stderr, document } = await importBill('focus/aws_1_3_*.csv');
    assert.equal(code, 0, stderr);
    assert.deepEqual(
      document.totals.USD.effective,
      expected.focus['aws_1_3_rows100_seed42.csv'].sum_EffectiveCost,
    );
    assert.ok(
      document.warnings.some(warning =>
        warning.includes('is not counted: it is the FOCUS data set'),
      ),
    );
  });
});
