import { DocumentRefused } from '../json/DocumentRefused';
import {
  amountField,
  expectObject,
  fieldOf,
  kindOf,
  listField,
  objectField,
  textField,
  textsField,
} from '../json/fields';
import { JsonObject } from '../json/JsonValue';
import { parseJson } from '../json/parseJson';
import { Remarks } from '../json/Remarks';
import { shortText } from '../json/shortText';
import { Amount, formatAmount } from '../money/amount';
import {
  CostEstimate,
  EstimatedComponent,
  EstimatedResource,
  MonthlyCost,
} from './CostEstimate';
import { readProject } from './readProject';
import { addStated } from './readResource';

const PLAN_KEYS = ['planned_values', 'resource_changes', 'terraform_version'];

function refuseOthers(document: JsonObject) {
  if (PLAN_KEYS.some(key => Object.hasOwn(document, key))) {
    throw new DocumentRefused(
      'This is a Terraform plan, which states no prices. Run `infracost breakdown --path plan.json --format json` and read its output.',
    );
  }
  if (!Object.hasOwn(document, 'projects')) {
    throw new DocumentRefused(
      `This is no output of Infracost: 'projects' is ${kindOf(fieldOf(document, 'projects'))}.`,
    );
  }
}

/** Old versions of Infracost knew one currency and stated none. */
const CURRENCY_BEFORE = 'USD';

function readCurrency(document: JsonObject, remarks: Remarks): string {
  const currency = textField(document, 'currency');
  if (currency === undefined) {
    remarks.add(
      `No currency is stated, as by old versions of Infracost: amounts are in ${CURRENCY_BEFORE}`,
    );
    return CURRENCY_BEFORE;
  }
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new DocumentRefused(
      `'${shortText(currency)}' is no currency.`,
      'currency',
    );
  }
  return currency;
}

function listComponents(
  resources: readonly EstimatedResource[],
): EstimatedComponent[] {
  return resources.flatMap(({ components, parts }) => [
    ...components,
    ...listComponents(parts),
  ]);
}

function readTotals(document: JsonObject): MonthlyCost {
  const totals = {
    monthly: amountField(document, 'totalMonthlyCost', ''),
    usage: amountField(document, 'totalMonthlyUsageCost', ''),
    past: amountField(document, 'pastTotalMonthlyCost', ''),
    difference: amountField(document, 'diffTotalMonthlyCost', ''),
  };
  return Object.fromEntries(
    Object.entries(totals).filter(([, amount]) => amount !== undefined),
  );
}

function checkTotals(
  { monthly, past, difference }: MonthlyCost,
  sum: Amount | undefined,
  remarks: Remarks,
) {
  if (monthly !== undefined && sum !== undefined && monthly !== sum) {
    remarks.add(
      'The total is not the sum of the projects',
      `${formatAmount(monthly)}, projects ${formatAmount(sum)}`,
    );
  }
  if (
    monthly !== undefined &&
    past !== undefined &&
    difference !== undefined &&
    monthly - past !== difference
  ) {
    remarks.add(
      'The difference is not what the total has beyond the past total',
      `${formatAmount(difference)}, not ${formatAmount(monthly - past)}`,
    );
  }
}

function readCounts(
  document: JsonObject,
  key: string,
): ReadonlyMap<string, number> {
  const summary = objectField(document, 'summary', '') ?? {};
  return new Map(
    [...textsField(summary, key)]
      .map(([type, count]) => [type, Number(count)] as const)
      .filter(([, count]) => Number.isSafeInteger(count) && count > 0),
  );
}

/**
 * Reads the JSON of `infracost breakdown`, `diff` or `output`: what a change
 * will cost per month, as exact decimals. Totals are taken as stated and
 * compared with the sum of their parts.
 *
 * @throws DocumentRefused where this is no such document
 * @public
 */
export function readEstimate(text: string): CostEstimate {
  const document = expectObject(parseJson(text), '');
  refuseOthers(document);
  const remarks = new Remarks();
  const currency = readCurrency(document, remarks);
  const projects = listField(document, 'projects', '').map((project, index) =>
    readProject(project, `projects[${index}]`, remarks),
  );
  const totals = readTotals(document);
  const sum = addStated(projects.map(({ monthly }) => monthly));
  checkTotals(totals, sum, remarks);
  const monthly = totals.monthly ?? sum;
  const components = listComponents(
    projects.flatMap(({ resources }) => resources),
  );
  const version = textField(document, 'version');
  const generatedAt = textField(document, 'timeGenerated');
  const unsupported = readCounts(document, 'unsupportedResourceCounts');
  for (const [type, count] of unsupported) {
    remarks.add(
      'Resources are not part of the estimate, as Infracost does not know their type',
      `${type} (${count})`,
    );
  }
  return {
    ...(version === undefined ? {} : { version }),
    currency,
    ...(generatedAt === undefined ? {} : { generatedAt }),
    ...totals,
    ...(monthly === undefined ? {} : { monthly }),
    projects,
    withoutUsage: components.filter(
      ({ isPriceMissing, monthly: cost }) =>
        !isPriceMissing && cost === undefined,
    ).length,
    withoutPrice: components.filter(({ isPriceMissing }) => isPriceMissing)
      .length,
    unsupported,
    warnings: remarks.sentences(),
  };
}
