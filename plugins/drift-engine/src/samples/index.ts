export * from './categoricalPair';
export * from './numericSample';
export * from './samples';
