import fc from 'fast-check';
import { anyDocument, outcomeOf } from '../__testUtils__/anyDocument';
import { formatAmount } from '../money/amount';
import { readEstimate } from './readEstimate';

const component = (monthlyCost: string | null, more: object = {}) => ({
  name: 'hours',
  unit: 'hours',
  monthlyQuantity: '730',
  price: '0.1',
  monthlyCost,
  ...more,
});

const instance = {
  name: 'aws_instance.web',
  resourceType: 'aws_instance',
  tags: { team: 'shop' },
  monthlyCost: '10.000000000000000001',
  costComponents: [component('7')],
  subresources: [
    {
      name: 'root_block_device',
      monthlyCost: '3.000000000000000001',
      costComponents: [
        component('3.000000000000000001'),
        component(null, { usageBased: true }),
        component(null, { usageBased: true, priceNotFound: true }),
      ],
    },
  ],
};

const documentWith = (more: object) =>
  JSON.stringify({
    version: '0.2',
    currency: 'USD',
    projects: [
      {
        name: 'shop',
        metadata: {},
        breakdown: {
          resources: [instance],
          totalMonthlyCost: '10.000000000000000001',
        },
        pastBreakdown: { resources: [], totalMonthlyCost: '4' },
        diff: {
          resources: [
            { name: 'aws_instance.web', monthlyCost: '6.000000000000000001' },
            { name: 'aws_instance.same', monthlyCost: '0' },
          ],
          totalMonthlyCost: '6.000000000000000001',
        },
      },
    ],
    totalMonthlyCost: '10.000000000000000001',
    pastTotalMonthlyCost: '4',
    diffTotalMonthlyCost: '6.000000000000000001',
    ...more,
  });

describe('readEstimate', () => {
  it('reads totals, projects, resources and their parts exactly', () => {
    const estimate = readEstimate(documentWith({}));
    expect(estimate).toMatchObject({
      version: '0.2',
      currency: 'USD',
      past: 4n * 10n ** 54n,
      withoutUsage: 1,
      withoutPrice: 1,
      warnings: [],
    });
    expect(formatAmount(estimate.monthly!)).toBe('10.000000000000000001');
    expect(formatAmount(estimate.difference!)).toBe('6.000000000000000001');
    const [{ resources, changes }] = estimate.projects;
    expect(resources[0]).toMatchObject({
      name: 'aws_instance.web',
      type: 'aws_instance',
      tags: new Map([['team', 'shop']]),
      components: [{ quantity: '730', isUsageBased: false }],
      parts: [{ name: 'root_block_device' }],
    });
    expect(resources[0].parts[0].components[1]).not.toHaveProperty('monthly');
    expect(changes.map(({ name }) => name)).toEqual(['aws_instance.web']);
  });

  it('leaves absent what is not stated', () => {
    const estimate = readEstimate(
      documentWith({
        diffTotalMonthlyCost: null,
        pastTotalMonthlyCost: undefined,
        totalMonthlyCost: null,
      }),
    );
    expect(estimate).not.toHaveProperty('difference');
    expect(estimate).not.toHaveProperty('past');
    // The sum of the projects, as they state theirs
    expect(formatAmount(estimate.monthly!)).toBe('10.000000000000000001');
  });

  it('warns of sums that do not hold and of what could not be estimated', () => {
    const { projects, warnings, unsupported, monthly } = readEstimate(
      documentWith({
        totalMonthlyCost: '11',
        projects: [
          {
            name: 'a',
            breakdown: { resources: [instance], totalMonthlyCost: '9' },
          },
          {
            name: 'b',
            metadata: {
              errors: [{ code: 102, message: 'Invalid\nblock' }, {}],
              warnings: [{ message: 'Missing vars' }],
            },
            breakdown: {
              totalMonthlyCost: '1',
              resources: [{ ...instance, monthlyCost: '1' }],
            },
          },
        ],
        summary: { unsupportedResourceCounts: { azurerm_virtual_wan: 2 } },
      }),
    );
    expect(formatAmount(monthly!)).toBe('11');
    expect(projects[1].errors).toEqual([
      'Invalid block',
      'a problem without a message',
    ]);
    expect(unsupported).toEqual(new Map([['azurerm_virtual_wan', 2]]));
    expect(warnings).toEqual([
      'The total of a project is not the sum of its resources: a (9, resources 10.000000000000000001).',
      'A project is not estimated completely: b: Invalid block; b: a problem without a message.',
      'Infracost warns: b: Missing vars.',
      'The cost of a resource is not the sum of its parts: aws_instance.web (1, parts 10.000000000000000001).',
      'The total is not the sum of the projects: 11, projects 10.',
      'The difference is not what the total has beyond the past total: 6.000000000000000001, not 7.',
      'Resources are not part of the estimate, as Infracost does not know their type: azurerm_virtual_wan (2).',
    ]);
  });

  it('takes an estimate without a currency for one in dollars, and says so', () => {
    expect(readEstimate(documentWith({ currency: undefined }))).toMatchObject({
      currency: 'USD',
      warnings: [expect.stringMatching(/^No currency is stated.* USD\.$/)],
    });
  });

  it.each([
    [{ planned_values: {}, resource_changes: [] }, /Terraform plan.*infracost/],
    [{ currency: 'USD' }, /no output of Infracost: 'projects' is missing/],
    [{ projects: [], currency: 'dollars' }, /^currency: 'dollars' is no/],
    [{ projects: {}, currency: 'USD' }, /^projects: a list is expected/],
    [
      { projects: [], currency: 'USD', totalMonthlyCost: 'many' },
      /^totalMonthlyCost: 'many' is no amount/,
    ],
    [[], /an object is expected/],
  ])('refuses %j with the reason', (document, message) => {
    expect(() => readEstimate(JSON.stringify(document))).toThrow(message);
  });

  it('gives a result or a refusal for any shape of JSON', () => {
    const names = ['breakdown', 'resources', 'diff', 'metadata', 'errors'];
    fc.assert(
      fc.property(
        anyDocument([...names, 'subresources', 'monthlyCost', 'tags']),
        any => {
          for (const text of [
            any,
            `{"currency":"USD","projects":${any}}`,
            `{"currency":"USD","projects":[${any}],"summary":${any}}`,
            `{"currency":"USD","projects":[{"breakdown":{"resources":[${any}]}}]}`,
          ]) {
            expect(outcomeOf(() => readEstimate(text))).toMatch(
              /^(read|refused)$/,
            );
          }
        },
      ),
      { seed: 16, numRuns: 500 },
    );
  });
});
