import type { AnyNode } from '../../syntax/statement'
import { type LockMode, stronger } from '../lock-types'
import { inner } from './world'

/** Storage parameters a SHARE UPDATE EXCLUSIVE lock suffices for (reloptions.c); all others need ACCESS EXCLUSIVE. */
const weakTableOption = /^(fillfactor|autovacuum_|log_autovacuum_|toast_tuple_target$|parallel_workers$|vacuum_)/
const weakIndexOption: { readonly [method: string]: RegExp } = {
  btree: /^(fillfactor|deduplicate_items)$/,
  hash: /^fillfactor$/,
  gist: /^fillfactor$/,
  spgist: /^fillfactor$/,
}

const strongest = (list: readonly AnyNode[] | undefined, isWeak: (name: string) => boolean): LockMode =>
  (list ?? []).reduce(
    (mode: LockMode, item) =>
      stronger(mode, isWeak(inner(item, 'DefElem')?.defname ?? '') ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE'),
    'SHARE UPDATE EXCLUSIVE',
  )

export const tableOptionLock = (list: readonly AnyNode[] | undefined): LockMode =>
  strongest(list, (name) => weakTableOption.test(name))

export const indexOptionLock = (list: readonly AnyNode[] | undefined, method: string): LockMode =>
  strongest(list, (name) => weakIndexOption[method]?.test(name) === true)
