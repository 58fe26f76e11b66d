import { readJson, readText } from '../../__testUtils__/readJson';

const event = (more: object = {}, fields: object = {}) => ({
  hostname: 'node-1',
  output: 'A shell ran (cmdline=sh -c login --password plaintextvalue123)',
  priority: 'Notice',
  rule: 'Shell in a container',
  source: 'syscall',
  time: '2026-11-20T10:00:00.123456789Z',
  output_fields: {
    'container.image.repository': 'registry.example.com/shop',
    'k8s.ns.name': 'shop',
    'k8s.pod.name': 'checkout-7dc9f5fbb8-gbfk7',
    'proc.name': 'sh',
    'proc.cmdline': 'sh -c login --password plaintextvalue123',
    'proc.pname': null,
    ...fields,
  },
  ...more,
});

const lines = (...events: object[]) =>
  events.map(one => JSON.stringify(one)).join('\n');

describe('falco', () => {
  it('folds events of one rule, workload and process into a counted finding', () => {
    const read = readText(
      lines(
        event({ time: '2026-11-20T10:05:00Z' }),
        event({}, { 'k8s.pod.name': 'checkout-c868466d4-x2x9k' }),
        event({ time: '2026-11-20T10:02:00Z' }),
        event({}, { 'proc.name': 'bash' }),
      ),
    );
    expect(read).toMatchObject({
      tool: 'falco',
      format: 'falco-json',
      outcome: 'complete',
      rules: 1,
      counts: {
        raw: 4,
        findings: 2,
        bySeverity: { low: 4 },
        byKind: { runtime: 4 },
      },
      coverage: { isComplete: false },
    });
    expect(read.findings.map(one => [one.message, one.occurrences])).toEqual(
      expect.arrayContaining([
        [expect.stringContaining('Process: sh\n'), 3],
        [expect.stringContaining('Process: bash\n'), 1],
      ]),
    );
    expect(read.findings.find(one => one.occurrences === 3)).toMatchObject({
      location: { resource: 'shop/Deployment/checkout' },
      seen: {
        first: '2026-11-20T10:00:00.123Z',
        last: '2026-11-20T10:05:00.000Z',
      },
    });
  });

  it('reads one event, a list and lines alike', () => {
    const one = readJson(event());
    expect(one.counts.raw).toBe(1);
    expect(readJson([event()])).toEqual(one);
    expect(readText(lines(event(), event())).findings[0].identity).toBe(
      one.findings[0].identity,
    );
  });

  it('keeps neither the sentence nor the command line of an event', () => {
    expect(JSON.stringify(readJson(event()))).not.toContain(
      'plaintextvalue123',
    );
  });

  it.each([
    ['Emergency', 'critical'],
    ['Alert', 'critical'],
    ['Critical', 'critical'],
    ['Error', 'high'],
    ['Warning', 'medium'],
    ['Notice', 'low'],
    ['Informational', 'info'],
    ['Info', 'info'],
    ['Debug', 'info'],
    [undefined, 'unknown'],
  ])('rates the priority %s as %s', (priority, severity) => {
    expect(readJson(event({ priority })).findings[0].severity).toBe(severity);
  });

  it('counts each event by its own priority and shows the worst', () => {
    const read = readJson([event(), event({ priority: 'Critical' })]);
    expect(read.counts.bySeverity).toMatchObject({ low: 1, critical: 1 });
    expect(read.findings).toMatchObject([
      { severity: 'critical', occurrences: 2 },
    ]);
  });

  it('counts what Falco says about itself as ignored', () => {
    const read = readJson([
      event({ source: 'internal', rule: 'Falco internal: metrics snapshot' }),
      event(),
      {},
    ]);
    expect(read.counts).toMatchObject({ raw: 1, ignored: 2 });
  });

  it('names the object of a call to the Kubernetes API, else the image, else the node', () => {
    const resourceOf = (fields: object) =>
      readJson(event({ output_fields: fields })).findings[0].location?.resource;
    expect(
      resourceOf({
        'ka.target.namespace': 'shop',
        'ka.target.resource': 'serviceaccounts',
        'ka.target.name': 'robot',
      }),
    ).toBe('shop/serviceaccounts/robot');
    expect(
      resourceOf({
        'k8s.ns.name': '<NA>',
        'container.image.repository': 'registry.example.com/shop',
      }),
    ).toBe('registry.example.com/shop');
    expect(resourceOf({ 'k8s.ns.name': null })).toBe('node-1');
  });

  it('leaves times out that are none', () => {
    const [finding] = readJson(event({ time: 'soon' })).findings;
    expect(finding.seen).toBeUndefined();
  });

  it('refuses lines of which one is broken, and what holds no events', () => {
    expect(() => readText(`${lines(event(), event())}\n{"rule":`)).toThrow(
      'line 3',
    );
    expect(() => readJson({ rule: 1 }, 'falco')).toThrow('no events of Falco');
  });
});
