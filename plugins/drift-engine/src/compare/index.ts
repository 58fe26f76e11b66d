export {
  profileBaseline,
  type BaselineProfile,
  type ColumnProfile,
  type ProfiledColumn,
} from './BaselineProfile';
export * from './compareDataSets';
export { type Distribution } from './distribution';
export { evidenceOfProfiles } from './scanWithBaseline';
export { mergeProfileDocuments } from './mergeProfileDocuments';
export { profileDataSet } from './profileDataSet';
export { RowProfiler } from './RowProfiler';
export {
  toBaselineProfile,
  type DocumentedColumn,
  type ProfileDocument,
  type SampleProfile,
} from './ProfileDocument';
export {
  isProfileDocument,
  parseProfileDocument,
  writeProfileDocument,
} from './profileDocumentJson';
