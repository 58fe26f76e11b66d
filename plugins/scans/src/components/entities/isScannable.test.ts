import { checkout } from '../../__testUtils__/renderScans';
import { isExpectedToBeScanned, isScannable } from './isScannable';

const of = (kind: string, type?: string) => ({
  ...checkout,
  kind,
  spec: { type },
});

it('is about what a scanner can look at, and not about data or people', () => {
  expect(isScannable(checkout)).toBe(true);
  expect(isScannable(of('System'))).toBe(true);
  expect(isScannable(of('Resource', 'kubernetes-cluster'))).toBe(true);
  expect(isScannable(of('Resource', 'dataset'))).toBe(false);
  expect(isScannable(of('API', 'openapi'))).toBe(true);
  expect(isScannable(of('Location', 'url'))).toBe(false);
});

it('misses a scan only where one is expected', () => {
  expect(isExpectedToBeScanned(checkout)).toBe(true);
  expect(isExpectedToBeScanned(of('Resource', 'kubernetes-cluster'))).toBe(
    true,
  );
  expect(isExpectedToBeScanned(of('Resource', 'bucket'))).toBe(false);
  expect(isExpectedToBeScanned(of('System'))).toBe(false);
  expect(isExpectedToBeScanned(of('API', 'openapi'))).toBe(false);
});
