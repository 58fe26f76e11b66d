import { DEFAULT_LIMITS } from '../../read/limits';
import { Finding } from '../Finding';
import { FindingDraft } from '../FindingDraft';
import { Report } from '../Report';
import { ReportBuilder } from '../ReportBuilder';

/** A builder of a report of a scanner that nobody has. */
export const newBuilder = (limits: Partial<typeof DEFAULT_LIMITS> = {}) => {
  const builder = new ReportBuilder({
    format: 'test-json',
    limits: { ...DEFAULT_LIMITS, ...limits },
    secretKey: 'key of a test',
  });
  builder.tool = 'scanner';
  return builder;
};

/** The report of some results. */
export function reportOf(drafts: readonly FindingDraft[]): Report {
  const builder = newBuilder();
  drafts.forEach(draft => builder.add(draft));
  return builder.build();
}

/** A result in code. */
export const inCode = (more: Partial<FindingDraft> = {}): FindingDraft => ({
  kind: 'code',
  rule: 'sql-injection',
  severity: { severity: 'high', source: 'tool', raw: 'ERROR' },
  location: { path: 'src/orders.ts', line: 10 },
  ...more,
});

/** A result in a package. */
export const inPackage = (more: Partial<FindingDraft> = {}): FindingDraft => ({
  kind: 'vulnerability',
  rule: 'CVE-2026-1000',
  severity: { severity: 'high', source: 'tool' },
  vulnerability: { id: 'CVE-2026-1000' },
  package: { purl: 'pkg:npm/reader@1.0.0', name: 'reader', version: '1.0.0' },
  target: 'registry.example.com/shop',
  ...more,
});

/** The finding of the only result. */
export const only = (draft: FindingDraft): Finding =>
  reportOf([draft]).findings[0];
