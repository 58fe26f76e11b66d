import { printable } from '../printable';
import type { EstimateDocument } from './estimateJson';

const NAME_LENGTH = 120;

/** With a sign also where it is more. */
function signed(amount: string): string {
  return amount.startsWith('-') || amount === '0' ? amount : `+${amount}`;
}

function costLine(
  costs: Pick<EstimateDocument, 'monthly' | 'past' | 'difference'>,
): string {
  const { monthly, past, difference } = costs;
  const change =
    difference === null
      ? ', no difference stated'
      : `, ${signed(difference)}${past === null ? '' : ` from ${past}`}`;
  return `${monthly ?? 'not stated'} per month${change}`;
}

/** An estimate in some lines for a person. */
export function estimateText(document: EstimateDocument): string {
  const { currency, projects, withoutUsage, withoutPrice, gate } = document;
  const lines = [`${currency} ${costLine(document)}`];
  for (const project of projects) {
    lines.push(
      `  ${printable(project.name, NAME_LENGTH)}: ${costLine(project)}`,
    );
    for (const { name, monthly } of project.top) {
      lines.push(`    ${monthly}  ${printable(name, NAME_LENGTH)}`);
    }
    const isNew = project.past === null || project.past === '0';
    for (const { name, monthly } of isNew ? [] : project.changes) {
      lines.push(
        `    change ${signed(monthly)}  ${printable(name, NAME_LENGTH)}`,
      );
    }
    for (const error of project.errors) {
      lines.push(`    ✖ ${error}`);
    }
  }
  if (withoutUsage > 0) {
    lines.push(
      `  ! ${withoutUsage} prices depend on a usage that was not estimated: they are not in it`,
    );
  }
  if (withoutPrice > 0) {
    lines.push(`  ! ${withoutPrice} prices are not known: they are not in it`);
  }
  lines.push(...document.warnings.map(warning => `  ! ${warning}`));
  if (gate) {
    lines.push(
      gate.passed
        ? `✔ Passed --fail-above ${gate.failAbove}`
        : `✖ Failed --fail-above ${gate.failAbove}: ${gate.reasons.join('; ')}`,
    );
  }
  return `${lines.map(line => printable(line)).join('\n')}\n`;
}
