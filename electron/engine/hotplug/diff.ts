/** The window lists changes in the same words (shared/domain/differences.ts). */
export {
  type Change,
  type DeviceList,
  devicesOf,
  differences,
  fieldOf,
  same,
} from '../../../shared/domain/differences.ts'
