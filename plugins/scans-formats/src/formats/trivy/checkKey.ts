const NUMBERED = /^(?:AVD-)?([A-Z]{2,10})-?(\d{1,4})$/;

/**
 * One name for a check of Trivy that had several: `KSV001`, `AVD-KSV-0001` and
 * `KSV-0001` are `KSV-0001`, so that an update of Trivy makes no finding new.
 * Other names, which people give their own checks, stay as they are.
 */
export function checkKey(id: string): string {
  const parts = NUMBERED.exec(id.trim());
  return parts ? `${parts[1]}-${parts[2].padStart(4, '0')}` : id;
}
