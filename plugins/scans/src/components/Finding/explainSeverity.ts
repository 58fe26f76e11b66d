import { ScanFindingDetail } from '@plumbline/backstage-plugin-scans-common';

const joined = (words: string[]) =>
  words.length > 1
    ? `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
    : words.join('');

/** Why a finding is as severe as it is said to be, one sentence per reason. */
export function explainSeverity(finding: ScanFindingDetail): string[] {
  const { severity, severitySource, severityRaw, tools, cvss, epss } = finding;
  const who = joined(tools) || 'The tool';
  const score =
    cvss?.score === undefined
      ? ''
      : ` ${cvss.score.toLocaleString('en', { minimumFractionDigits: 1 })}`;
  const sources = {
    tool: severityRaw
      ? `${who} rated it "${severityRaw}", which is ${severity} here.`
      : `${who} rated it ${severity}.`,
    cvss: `No tool says a word for it; its CVSS score${score} means ${severity}.`,
    default:
      severity === 'unknown'
        ? 'No tool says how severe it is, and it has no CVSS score: unknown is not harmless.'
        : `No tool says how severe it is; findings of this kind count as ${severity}.`,
  };
  return [
    sources[severitySource],
    finding.isExploited
      ? 'It is in the catalog of known exploited vulnerabilities: attackers use it.'
      : '',
    epss === undefined
      ? ''
      : `Its chance of being exploited in the next 30 days is estimated at ${Number((epss * 100).toPrecision(2))} % (EPSS).`,
  ].filter(Boolean);
}
