/** Path of an API of which every part may hold any character. @public */
export function pathOf(...parts: string[]): string {
  return `/${parts.map(part => encodeURIComponent(part)).join('/')}`;
}
