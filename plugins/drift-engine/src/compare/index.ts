export {
  profileBaseline,
  type BaselineProfile,
  type ColumnProfile,
  type ProfiledColumn,
} from './BaselineProfile';
export * from './compareDataSets';
export * from './distribution';
export { evidenceOfProfiles } from './scanWithBaseline';
