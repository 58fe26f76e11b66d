export { compareNumericProfiles } from './compareNumericProfiles';
export {
  binOf,
  chooseGrid,
  isSameGrid,
  type Grid,
  type GridFacts,
} from './grid';
export {
  emptyNumericProfile,
  mergeNumericProfiles,
  profileSample,
  totalOf,
  type Mass,
  type NumericProfile,
} from './NumericProfile';
export {
  mergeCategoricalProfiles,
  profileCategories,
  type CategoricalProfile,
} from './CategoricalProfile';
