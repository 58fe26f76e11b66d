/** A report of Grype about one image, with a match for each line such as `CVE-2026-0001 zlib 1.2.0 high 1.3.0`. */
export function grypeReport(
  lines: readonly string[],
  options: { image?: string; at?: string } = {},
) {
  return {
    matches: lines.map(line => {
      const [id, name, version, severity, fixed] = line.split(' ');
      return {
        vulnerability: {
          id,
          severity,
          fix: {
            versions: fixed ? [fixed] : [],
            state: fixed ? 'fixed' : 'not-fixed',
          },
        },
        relatedVulnerabilities: [],
        artifact: {
          name,
          version,
          type: 'npm',
          purl: `pkg:npm/${name}@${version}`,
        },
      };
    }),
    source: {
      type: 'image',
      target: { userInput: options.image ?? 'registry.example.com/checkout:1' },
    },
    descriptor: {
      name: 'grype',
      version: '0.100.0',
      ...(options.at ? { timestamp: options.at } : {}),
    },
  };
}
