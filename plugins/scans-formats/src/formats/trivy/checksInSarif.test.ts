import { readJson } from '../../__testUtils__/readJson';
import { placeIn } from '../sarif/__testUtils__/sarifOf';

describe('misconfigurations in SARIF', () => {
  it('of Trivy are those of its JSON, under every name of the check', () => {
    const message = "Container 'api' of Deployment 'web' may become root";
    const sarif = (ruleId: string, text = message) =>
      readJson({
        version: '2.1.0',
        runs: [
          {
            tool: {
              driver: {
                name: 'Trivy',
                rules: [{ id: ruleId, name: 'Misconfiguration' }],
              },
            },
            results: [
              {
                ruleId,
                message: { text: `Artifact: app.yaml\nMessage: ${text}` },
                locations: [
                  placeIn('app.yaml', {
                    startLine: 1,
                    startColumn: 1,
                    endLine: 1,
                    endColumn: 1,
                  }),
                ],
              },
            ],
          },
        ],
      }).findings[0];
    const own = readJson({
      SchemaVersion: 2,
      ArtifactName: '.',
      ArtifactType: 'filesystem',
      Results: [
        {
          Target: 'app.yaml',
          Class: 'config',
          Misconfigurations: [
            { ID: 'KSV001', Message: message, Status: 'FAIL' },
          ],
        },
      ],
    }).findings[0];

    for (const id of ['KSV001', 'KSV-0001', 'AVD-KSV-0001']) {
      expect(sarif(id).identity).toBe(own.identity);
    }
    expect(sarif('KSV001').location).toEqual({ path: 'app.yaml' });
    expect(sarif('KSV001', message.replace('api', 'db')).identity).not.toBe(
      own.identity,
    );
  });
});
