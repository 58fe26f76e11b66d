/** A vulnerability of the bill of materials below. */
export const vulnerability = (more: object = {}) => ({
  id: 'CVE-2026-1000',
  source: { name: 'Example', url: 'https://example.com/CVE-2026-1000' },
  ratings: [{ severity: 'high', method: 'other' }],
  cwes: [79],
  description: 'It runs what it reads.',
  affects: [{ ref: 'lib-1' }],
  ...more,
});

/** A bill of materials with a nested component. */
export const bom = (vulnerabilities?: unknown, more: object = {}) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:00000000-0000-4000-8000-000000000001',
  metadata: {
    timestamp: '2026-11-20T10:00:00Z',
    tools: { components: [{ name: 'Example-Scanner', version: '2.0' }] },
    component: {
      'bom-ref': 'shop',
      type: 'container',
      name: 'registry.example.com/shop:1.2',
    },
  },
  components: [
    {
      'bom-ref': 'lib-1',
      name: 'reader',
      version: '1.0',
      purl: 'pkg:npm/reader@1.0',
      components: [{ 'bom-ref': 'lib-2', name: 'inner', version: '3' }],
    },
  ],
  ...(vulnerabilities === undefined ? {} : { vulnerabilities }),
  ...more,
});
