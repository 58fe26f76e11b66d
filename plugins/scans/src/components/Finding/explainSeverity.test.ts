import { createFindingDetail } from '../../__testUtils__/findingFixtures';
import { explainSeverity } from './explainSeverity';

it('names who rated it, in whose words, and what makes it urgent', () => {
  expect(explainSeverity(createFindingDetail())).toEqual([
    'trivy and grype rated it "CRITICAL", which is critical here.',
    'It is in the catalog of known exploited vulnerabilities: attackers use it.',
    'Its chance of being exploited in the next 30 days is estimated at 91 % (EPSS).',
  ]);
});

it('says that a score decided where no tool has a word', () => {
  const [reason] = explainSeverity(
    createFindingDetail({
      severity: 'high',
      severitySource: 'cvss',
      cvss: { score: 8 },
    }),
  );
  expect(reason).toBe(
    'No tool says a word for it; its CVSS score 8.0 means high.',
  );
});

it('does not make unknown look harmless', () => {
  const [reason] = explainSeverity(
    createFindingDetail({ severity: 'unknown', severitySource: 'default' }),
  );
  expect(reason).toMatch(/unknown is not harmless/);
});
