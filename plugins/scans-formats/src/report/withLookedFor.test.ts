import { parseReport } from '../parseReport';
import { FindingKind } from './Finding';

const read = (report: unknown, lookedFor?: FindingKind[]) =>
  parseReport(new TextEncoder().encode(JSON.stringify(report)), {
    secretKey: 'key of a test',
    lookedFor,
  });

const trivy = (...Results: object[]) => ({
  SchemaVersion: 2,
  ArtifactName: '.',
  ArtifactType: 'filesystem',
  ...(Results.length > 0 ? { Results } : {}),
});

const sarif = (driver: object, results?: object[]) => ({
  version: '2.1.0',
  runs: [{ tool: { driver }, ...(results ? { results } : {}) }],
});

describe('what the sender says was looked for', () => {
  it('counts where the report says nothing', () => {
    const { coverage, outcome, warnings } = read(trivy(), [
      'vulnerability',
      'secret',
    ]);
    expect(outcome).toBe('empty');
    expect(coverage).toMatchObject({
      isComplete: true,
      kinds: ['vulnerability', 'secret'],
    });
    expect(warnings).toEqual([]);
  });

  it('is added to what the report proves', () => {
    const packages = { Target: 'go.sum', Class: 'lang-pkgs' };
    expect(read(trivy(packages)).coverage.kinds).toEqual(['vulnerability']);
    expect(read(trivy(packages), ['secret']).coverage.kinds).toEqual([
      'vulnerability',
      'secret',
    ]);
  });

  it('is all that was looked for where the format tells nothing, with what is listed', () => {
    const report = sarif({ name: 'Trivy' }, [
      { ruleId: 'CVE-2026-0001', message: { text: 'a flaw' } },
    ]);
    expect(read(report).coverage.kinds).toBeUndefined();
    expect(read(report, ['misconfiguration']).coverage.kinds).toEqual([
      'vulnerability',
      'misconfiguration',
    ]);
  });

  it('closes no other gap', () => {
    const damaged = read(trivy({ Target: 'a', Secrets: [{}] }), ['secret']);
    expect(damaged.coverage).toMatchObject({
      isComplete: false,
      kinds: ['secret'],
    });
    const failed = sarif({ name: 'Trivy' }, []);
    Object.assign(failed.runs[0], {
      invocations: [{ executionSuccessful: false }],
    });
    expect(read(failed, ['vulnerability']).coverage.isComplete).toBe(false);
  });

  it('does not count where nothing ran', () => {
    const { coverage, outcome, warnings } = read(sarif({ name: 'Trivy' }), [
      'vulnerability',
    ]);
    expect(outcome).toBe('not-run');
    expect(coverage.kinds).toBeUndefined();
    expect(coverage.isComplete).toBe(false);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['gitleaks', [], ['secret']],
    ['Gitleaks', sarif({ name: 'Gitleaks' }, []), undefined],
  ])(
    'is not believed of kinds that no report of the tool lists: %s',
    (tool, report, kinds) => {
      const { coverage, warnings } = parseReport(
        new TextEncoder().encode(JSON.stringify(report)),
        {
          secretKey: 'key of a test',
          format: Array.isArray(report) ? 'gitleaks' : undefined,
          lookedFor: ['vulnerability', 'code'],
        },
      );
      expect(coverage.kinds).toEqual(kinds);
      expect(warnings[0]).toBe(
        `No report of ${tool.toLowerCase()} lists such findings, whatever it looked for: vulnerability, code.`,
      );
    },
  );

  it('can be said, as a report without it tells', () => {
    expect(read(trivy()).warnings).toEqual([
      expect.stringMatching(
        /closes nothing.*--looked-for vulnerability,secret,misconfiguration,license/,
      ),
    ]);
  });
});
