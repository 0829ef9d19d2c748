import type { LockModel } from './lock-types'

/** Temporary: the lock model replaces this file. */
export const locksOf: LockModel = () => ({
  locks: [],
  rewrites: [],
  scans: [],
  transactional: true,
  unknown: ['The lock model is not there yet.'],
})
